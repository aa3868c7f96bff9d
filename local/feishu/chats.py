"""A group as the vendor holds it: settings, members with the moment they joined, announcement and messages."""

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.feishu.docx import Docx
from local.feishu.messages import Message
from local.feishu.olddoc import OldDoc
from local.feishu.people import TENANT, User

Json = dict[str, Any]
Notice = Docx | OldDoc


@dataclass(slots=True)
class Chat:
    id: str
    name: str
    created: float
    """Epoch seconds; the vendor orders by it and never shows it."""
    owner: str = ""
    """A user's `id`; empty: the bot owns it."""
    description: str = ""
    managers: list[str] = field(default_factory=list)
    members: dict[str, float] = field(default_factory=dict)
    """`id` → when they joined."""
    bot: float | None = None
    """When our bot joined; None: it is not in the group."""
    robots: list[str] = field(default_factory=list)
    """Ids of other apps' bots in it."""
    tag: str = "inner"
    external: bool = False
    status: str = "normal"
    edit_permission: str = "all_members"
    muted: bool = False
    """Only the owner may speak."""
    form: str = "docx"
    """Which of the two announcement systems the group has: `docx` or `doc`."""
    notice: Notice | None = None
    """None: nobody ever wrote one."""
    history: Callable[[], list[Message]] | None = None
    """Makes the messages of its past when somebody first asks for them."""
    _messages: list[Message] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """In order of time."""
        if self.history is not None:
            past, self.history = self.history(), None
            self._messages = sorted([*past, *self._messages], key=_when)
        return self._messages

    def add(self, message: Message) -> None:
        insort(self.messages, message, key=_when)

    def last_active(self) -> int:
        return self.messages[-1].at if self.messages else int(self.created * 1000)

    def bot_may_edit(self) -> bool:
        return not self.owner or self.edit_permission == "all_members"


def _when(message: Message) -> int:
    return message.at


def listed(chat: Chat, people: dict[str, User], id_type: str) -> Json:
    """As a listing shows it: neither kind nor size nor any time."""
    return {
        "chat_id": chat.id,
        "avatar": "https://s.example/avatar.png",
        "name": chat.name,
        "description": chat.description,
        **_owner(chat, people, id_type),
        "external": chat.external,
        "tenant_key": TENANT,
        "chat_status": chat.status,
    }


def detailed(chat: Chat, people: dict[str, User], id_type: str, our_app: str) -> Json:
    """As a member sees it. The id is not echoed, and counts are strings."""
    return {
        **{key: value for key, value in listed(chat, people, id_type).items() if key != "chat_id"},
        "i18n_names": {"zh_cn": chat.name, "en_us": "", "ja_jp": ""},
        "add_member_permission": "all_members",
        "share_card_permission": "allowed",
        "at_all_permission": "all_members",
        "edit_permission": chat.edit_permission,
        "user_manager_id_list": [people[person].called(id_type) for person in chat.managers],
        "bot_manager_id_list": [] if chat.owner else [our_app],
        "group_message_type": "chat",
        "chat_mode": "group",
        "chat_type": "private",
        "chat_tag": chat.tag,
        "join_message_visibility": "all_members",
        "leave_message_visibility": "all_members",
        "membership_approval": "no_approval_required",
        "moderation_permission": "only_owner" if chat.muted else "all_members",
        "user_count": str(len(chat.members)),
        "bot_count": str(len(chat.robots) + (chat.bot is not None)),
        "labels": [],
    }


def outside(chat: Chat) -> Json:
    """What is left for somebody who is not in the group."""
    shown = ("name", "avatar", "description", "external", "tenant_key", "chat_status")
    return {key: value for key, value in listed(chat, {}, "open_id").items() if key in shown}


def _owner(chat: Chat, people: dict[str, User], id_type: str) -> Json:
    """Absent where a bot owns the group."""
    if chat.owner not in people:
        return {}
    return {"owner_id": people[chat.owner].called(id_type), "owner_id_type": id_type}
