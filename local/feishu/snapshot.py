"""What can be seen in this Feishu, as the values that every simulated platform shows."""

import json

from local.company.model import Tenant
from local.feishu import cards
from local.feishu.chats import Chat
from local.feishu.messages import Message
from local.feishu.people import TENANT, User
from local.feishu.world import World
from local.im.clock import moment
from local.im.seen import Group, Letter, Line, Page, Person

_LATEST = 50
"""How many of a group's messages are shown."""


def person(world: World, tenant: Tenant, user: User) -> Person:
    department = world.departments.get(user.department)
    return Person(
        id=user.id,
        account=tenant.account(user.id),
        name=user.name,
        title=user.title,
        department=department.name if department else "",
        state=user.state,
        is_colleague=user.tenant == TENANT,
    )


def letter(message: Message) -> Letter:
    content = json.loads(message.content)
    card = content if message.type == "interactive" else None
    text = "" if card else str(content.get("text", ""))
    return Letter(
        id=message.id,
        to=message.receiver,
        at=moment(message.at / 1000),
        title=(cards.title(card) if card else "") or text,
        text=text,
        card=card,
        parts=cards.parts(card) if card else (),
        is_read=message.read,
        is_urgent=message.receiver in message.urgent,
        edits=message.edits,
        updated=moment(message.updated / 1000) if message.updated else None,
    )


def group(chat: Chat) -> Group:
    return Group(
        id=chat.id,
        name=chat.name,
        owner=chat.owner,
        members=len(chat.members),
        created=moment(chat.created),
        has_bot=chat.bot is not None,
        is_external=chat.external,
        is_dissolved=chat.status != "normal",
        has_announcement=chat.notice is not None,
    )


def page(world: World, tenant: Tenant, chat: Chat, robots: dict[str, str]) -> Page:
    """`robots`: names by the id that other apps' bots have here."""
    text = chat.notice.text() if chat.notice else ""
    for name, user in world.people.items():
        text = text.replace(f"<@{name}>", f"@{user.name}")
    now = int(world.clock.now() * 1000)
    past = [message for message in chat.messages if message.at <= now]
    posts = [message.at for message in past if message.sender_type == "user"]
    owner = world.people.get(chat.owner)
    return Page(
        group=group(chat),
        announcement=text,
        owner=owner.name if owner else "",
        managers=tuple(person(world, tenant, world.people[name]) for name in chat.managers),
        people=tuple(person(world, tenant, world.people[name]) for name in chat.members),
        latest=tuple(_line(message, world, robots) for message in past[-_LATEST:]),
        last_post=moment(max(posts) / 1000) if posts else None,
    )


def _line(message: Message, world: World, robots: dict[str, str]) -> Line:
    sender = world.people.get(message.sender)
    content = json.loads(message.content)
    text = content.get("text") or content.get("file_name") or ""
    for mention in message.mentions:
        text = text.replace(mention["key"], f"@{mention['name']}")
    return Line(
        id=message.id,
        at=moment(message.at / 1000),
        sender=sender.name if sender else robots.get(message.sender, message.sender),
        kind=message.sender_type or "system",
        text=text,
        reply_to=message.root,
    )
