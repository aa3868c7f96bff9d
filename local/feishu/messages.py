"""Messages as the vendor stores them, and the three forms in which it shows one."""

import json
from dataclasses import dataclass, field
from typing import Any

from local.feishu.people import TENANT, User

Json = dict[str, Any]

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
EVERYONE: Json = {"key": "@_all", "name": "所有人"}
"""An @all, as it stands in a message; its ids are empty."""


@dataclass(slots=True)
class Message:
    id: str
    chat_id: str
    sender: str
    """A user's `id`, or an app's."""
    sender_type: str
    """`user` or `app`; empty for what the system says."""
    type: str
    """`text`, `interactive`, `file`, `system` …"""
    content: str
    """JSON, as it was sent."""
    at: int
    """Epoch milliseconds, like every time that the vendor returns of a message."""
    updated: int = 0
    root: str = ""
    parent: str = ""
    thread: str = ""
    """Set: it lies in a thread and is not shown among the messages of its group."""
    mentions: list[Json] = field(default_factory=list)
    """`key`, `name` and, except for an @all, `id`."""
    deleted: bool = False
    receiver: str = ""
    """The `id` of the one person whom the bot wrote to; empty in groups."""
    read: bool = False
    urgent: list[str] = field(default_factory=list)
    """Who was nudged about it with an urgent notice."""
    edits: int = 0
    """How often a card was replaced."""


def shown(message: Message, people: dict[str, User], *, card_json: bool = False) -> Json:
    """As the API returns it. Cards do not come back as they were sent, except in the answer to sending one."""
    content = message.content
    if message.type == "interactive" and not card_json:
        content = '{"title":null,"elements":[[{"tag":"text","text":"请升级至最新版本客户端，以查看内容"}]]}'
    row: Json = {
        "message_id": message.id,
        "msg_type": message.type,
        "create_time": str(message.at),
        "update_time": str(message.updated or message.at),
        "deleted": message.deleted,
        "updated": bool(message.updated),
        "chat_id": message.chat_id,
        "sender": _sender(message, people),
        "body": {"content": content},
    }
    for name in ("root", "parent", "thread"):
        if value := getattr(message, name):
            row[f"{name}_id"] = value
    if message.mentions:
        row["mentions"] = [_mention(mention, people) for mention in message.mentions]
    return row


def _sender(message: Message, people: dict[str, User]) -> Json:
    if not message.sender_type:
        return {"id": "", "id_type": "", "sender_type": "unknown", "tenant_key": TENANT}
    if message.sender_type == "app":
        return {"id": message.sender, "id_type": "app_id", "sender_type": "app", "tenant_key": TENANT}
    user = people[message.sender]
    return {"id": user.open_id, "id_type": "open_id", "sender_type": "user", "tenant_key": user.tenant}


def _mention(mention: Json, people: dict[str, User]) -> Json:
    user = people.get(mention.get("id", ""))
    return {
        "key": mention["key"],
        "id": user.open_id if user else "",
        "id_type": "open_id" if user else "",
        "name": mention["name"],
        "tenant_key": TENANT,
    }


def pushed(message: Message, people: dict[str, User], chat_type: str) -> Json:
    """As the event carries it."""
    user = people[message.sender]
    body: Json = {
        "message_id": message.id,
        "create_time": str(message.at),
        "update_time": str(message.updated or message.at),
        "chat_id": message.chat_id,
        "chat_type": chat_type,
        "message_type": message.type,
        "content": message.content,
    }
    for name in ("root", "parent", "thread"):
        if value := getattr(message, name):
            body[f"{name}_id"] = value
    if message.mentions:
        body["mentions"] = [_pushed_mention(mention, people) for mention in message.mentions]
    return {
        "sender": {"sender_id": user.ids(), "sender_type": "user", "tenant_key": user.tenant},
        "message": body,
    }


def _pushed_mention(mention: Json, people: dict[str, User]) -> Json:
    user = people.get(mention.get("id", ""))
    ids = user.ids() if user else {"open_id": "", "union_id": "", "user_id": ""}
    return {"key": mention["key"], "id": ids, "name": mention["name"], "tenant_key": TENANT}


def text_content(text: str) -> str:
    return _AS_JSON({"text": text})
