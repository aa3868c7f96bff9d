"""Everything that exists in the simulated Feishu, held in memory under one lock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from local.feishu.chats import Chat
from local.feishu.codes import Refusal
from local.feishu.limits import Limits
from local.feishu.logins import Logins
from local.feishu.messages import Message
from local.feishu.options import App, Variants
from local.feishu.people import Department, User
from local.feishu.scopes import EVERYTHING
from local.feishu.tokens import Tokens
from local.im.clock import Clock

Json = dict[str, Any]


@dataclass(slots=True)
class Posting:
    """What became of a `uuid`."""

    message_id: str
    """Empty: it never arrived."""
    receiver: str
    """As the request named them."""
    at: float
    busy_until: float = 0


@dataclass(slots=True)
class Callback:
    """The token of a button press, with which its card may be updated later."""

    message_id: str
    at: float
    answered: bool = False
    uses: int = 0


@dataclass(slots=True)
class World:
    clock: Clock
    company: str = ""
    app: App = field(default_factory=App)
    variants: Variants = field(default_factory=Variants)
    scopes: set[str] = field(default_factory=lambda: set(EVERYTHING))
    limits: Limits = field(default_factory=lambda: Limits(None))
    tokens: Tokens = field(default_factory=Tokens)
    logins: Logins = field(default_factory=Logins)
    people: dict[str, User] = field(default_factory=dict)
    """By `id`; people of other companies among them."""
    departments: dict[str, Department] = field(default_factory=dict)
    """By `open_department_id`."""
    chats: dict[str, Chat] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    """By id: what the bot sent, which is all that can be asked for by id."""
    inboxes: dict[str, list[Message]] = field(default_factory=dict)
    """What the bot wrote to each person, by `id`."""
    postings: dict[str, Posting] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    emit: Callable[[str, Json], None] = lambda _kind, _event: None
    """Sends an event to whoever subscribed: (type, event)."""
    lock: RLock = field(default_factory=RLock)
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    _made: int = 0

    def new_id(self, prefix: str) -> str:
        """An id that nobody else has, nor any world before this one."""
        self._made += 1
        return f"{prefix}{self._run}{self._made:06x}"

    def person(self, name: str) -> User | None:
        """By any of their ids, or their mail address."""
        for prefix in ("ou_", "on_"):
            name = name.removeprefix(prefix)
        if "@" in name:
            return next((user for user in self.people.values() if user.email == name.lower()), None)
        return self.people.get(name)

    def chat(self, chat_id: str) -> Chat:
        """Raises Refusal 232006 if there is none, 232009 if it was dissolved."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Refusal(232006)
        if chat.status != "normal":
            raise Refusal(232009)
        return chat

    def deliver(self, message: Message) -> None:
        """Puts what the bot sent where it belongs."""
        self.messages[message.id] = message
        if message.receiver:
            self.inboxes.setdefault(message.receiver, []).append(message)
        else:
            self.chats[message.chat_id].add(message)
