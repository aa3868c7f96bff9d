"""What can be seen on everyone's screen, as JSON for the desk: inboxes with the cards as they were sent, toasts, groups."""

import json
from typing import Any

from local.feishu.chats import Chat
from local.feishu.messages import Message
from local.feishu.people import User
from local.feishu.world import World
from local.im.clock import iso

Json = dict[str, Any]

_LATEST = 50
"""How many of a group's messages are shown."""


def summary(world: World) -> Json:
    """What there is, in numbers."""
    chats = list(world.chats.values())
    return {
        "company": world.company,
        "now": iso(world.clock.now()),
        "app": {"id": world.app.id, "name": world.app.name},
        "people": len(world.people),
        "groups": len(chats),
        "groups_with_bot": sum(1 for chat in chats if chat.bot is not None and chat.status == "normal"),
        "sent": len(world.messages),
        "unread": sum(1 for message in world.messages.values() if message.receiver and not message.read),
        "scopes": sorted(world.scopes),
        "variants": world.variants._asdict(),
    }


def screens(world: World) -> Json:
    """Everyone who got something from the bot, whoever got the latest first."""
    users = [screen(world, world.people[name]) for name, inbox in world.inboxes.items() if inbox]
    users.sort(key=lambda row: str(row["inbox"][-1]["at"]), reverse=True)
    return {"now": iso(world.clock.now()), "company": world.company, "bot": world.app.name, "users": users}


def screen(world: World, user: User) -> Json:
    inbox = [letter(message) for message in world.inboxes.get(user.id, ())]
    return {
        **profile(world, user),
        "unread": sum(1 for row in inbox if not row["read"]),
        "inbox": inbox,
        "toasts": world.toasts.get(user.id, []),
    }


def profile(world: World, user: User) -> Json:
    department = world.departments.get(user.department)
    return {
        "id": user.id,
        "open_id": user.open_id,
        "name": user.name,
        "title": user.title,
        "department": department.name if department else "",
        "state": user.state,
    }


def letter(message: Message) -> Json:
    """One message of the bot: `card` as it is now, or `text`."""
    content = json.loads(message.content)
    is_card = message.type == "interactive"
    return {
        "message_id": message.id,
        "at": iso(message.at / 1000),
        "updated": iso(message.updated / 1000) if message.updated else "",
        "type": message.type,
        "card": content if is_card else None,
        "text": "" if is_card else content.get("text", ""),
        "read": message.read,
        "urgent": message.receiver in message.urgent,
        "edits": message.edits,
    }


def group_line(chat: Chat, world: World) -> Json:
    owner = world.people.get(chat.owner)
    return {
        "id": chat.id,
        "name": chat.name,
        "owner": owner.name if owner else "",
        "owner_id": chat.owner,
        "members": len(chat.members),
        "bot": chat.bot is not None,
        "external": chat.external,
        "status": chat.status,
        "has_announcement": chat.notice is not None,
    }


def group_page(chat: Chat, world: World) -> Json:
    """A group with its announcement, its people and its latest messages."""
    text = chat.notice.text() if chat.notice else ""
    for name, user in world.people.items():
        text = text.replace(f"<@{name}>", f"@{user.name}")
    now = int(world.clock.now() * 1000)
    latest = [message for message in chat.messages if message.at <= now][-_LATEST:]
    return {
        **group_line(chat, world),
        "announcement": text,
        "announcement_form": chat.form,
        "announcement_revision": chat.notice.revision if chat.notice else 0,
        "managers": [world.people[name].name for name in chat.managers],
        "people": [profile(world, world.people[name]) for name in chat.members],
        "messages": [_line(message, world) for message in latest],
    }


def _line(message: Message, world: World) -> Json:
    sender = world.people.get(message.sender)
    content = json.loads(message.content)
    text = content.get("text") or content.get("file_name") or ""
    for mention in message.mentions:
        text = text.replace(mention["key"], f"@{mention['name']}")
    return {
        "message_id": message.id,
        "at": iso(message.at / 1000),
        "sender": sender.name if sender else message.sender,
        "sender_type": message.sender_type or "system",
        "type": message.type,
        "text": text,
        "reply_to": message.root,
    }
