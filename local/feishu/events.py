"""What the vendor tells about a change: the event bodies, apart from messages."""

from typing import Any

from local.feishu.chats import Chat
from local.feishu.people import TENANT, User

Json = dict[str, Any]


def about(chat: Chat, operator: User | None) -> Json:
    """What all events about a group have; no operator: the app itself."""
    return {
        "chat_id": chat.id,
        "operator_id": operator.ids() if operator else {"open_id": "", "union_id": "", "user_id": ""},
        "external": chat.external,
        "operator_tenant_key": TENANT,
    }


def named(chat: Chat, operator: User | None) -> Json:
    """The form of bot added, bot removed and dissolved."""
    return {
        **about(chat, operator),
        "name": chat.name,
        "i18n_names": {"zh_cn": chat.name, "en_us": "", "ja_jp": ""},
    }


def changed(chat: Chat, operator: User | None, before: Json, after: Json) -> Json:
    return {**about(chat, operator), "before_change": before, "after_change": after}


def joined(chat: Chat, operator: User | None, user: User) -> Json:
    """Also for leaving."""
    member = {"name": user.name, "tenant_key": user.tenant, "user_id": user.ids()}
    return {**named(chat, operator), "users": [member]}


def person(user: User) -> Json:
    return {
        "object": {
            **user.ids(),
            "name": user.name,
            "department_ids": [user.department],
            "job_title": user.title,
            "status": user.status(),
        },
        "old_object": {"department_ids": [user.department], "open_id": user.open_id},
    }
