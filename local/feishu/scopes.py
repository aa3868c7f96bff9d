"""Permissions (权限) by the names that the developer console gives them, and which API wants which."""

from collections.abc import Mapping

GROUP_MESSAGES = "im:message.group_msg"
"""获取群组中所有消息: the sensitive one; without it nothing but mentions of the bot is shown."""
NAMES = "contact:user.base:readonly"
DEPARTMENTS_OF_USERS = "contact:user.department:readonly"
EMPLOYMENT = "contact:user.employee:readonly"
EMPLOYEE_IDS = "contact:user.employee_id:readonly"
EMAILS = "contact:user.email:readonly"

_CHATS = ("im:chat", "im:chat:read", "im:chat:readonly", "im:chat.group_info:readonly")
_MEMBERS = ("im:chat", "im:chat:readonly", "im:chat.members:read")
_NOTICE = ("im:chat.announcement:read",)
_NOTICE_WRITE = ("im:chat.announcement:write_only",)
_OLD_NOTICE = ("im:chat", "im:chat:readonly", "im:chat.announcement:read")
_HISTORY = ("im:message", "im:message:readonly", "im:message.history:readonly")
_SEND = ("im:message", "im:message:send_as_bot")
_URGENT = ("im:message.urgent",)
_PEOPLE = ("contact:contact.base:readonly", "contact:contact:readonly_as_app", "contact:contact:readonly")
_ID_LOOKUP = ("contact:user.id:readonly",)
_DEPARTMENTS = (*_PEOPLE, "contact:department.base:readonly")
_CHAT_UPDATE = ("im:chat", "im:chat:update")

NEEDED: Mapping[str, tuple[str, ...]] = {
    "chat.list": _CHATS,
    "chat.get": _CHATS,
    "chat.update": _CHAT_UPDATE,
    "chat.members": _MEMBERS,
    "chat.is_in_chat": _MEMBERS,
    "docx.info": _NOTICE,
    "docx.blocks": _NOTICE,
    "docx.children.create": _NOTICE_WRITE,
    "docx.children.delete": _NOTICE_WRITE,
    "docx.blocks.update": _NOTICE_WRITE,
    "doc.get": _OLD_NOTICE,
    "doc.patch": ("im:chat", "im:chat.announcement:write_only"),
    "message.list": _HISTORY,
    "message.create": _SEND,
    "message.patch": _SEND,
    "card.update": (),
    "message.urgent_app": _URGENT,
    "user.get": _PEOPLE,
    "user.batch": _PEOPLE,
    "user.batch_get_id": _ID_LOOKUP,
    "department.get": _DEPARTMENTS,
    "department.batch": _DEPARTMENTS,
    "department.children": _DEPARTMENTS,
}
"""Any one of them opens the API; none named: a valid token is enough."""

EVERYTHING = frozenset(scope for needed in NEEDED.values() for scope in needed) | {
    GROUP_MESSAGES,
    "im:message.group_at_msg",
    NAMES,
    DEPARTMENTS_OF_USERS,
    EMPLOYMENT,
    EMPLOYEE_IDS,
    EMAILS,
}
