"""One API call as its handler gets it, and the few things that all handlers read in the same way."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from local.feishu.codes import Refusal
from local.feishu.people import User
from local.feishu.world import World

Json = dict[str, Any]
T = TypeVar("T")

_ID_TYPES = frozenset({"open_id", "union_id", "user_id"})


class Call(NamedTuple):
    world: World
    now: float
    """Epoch seconds of the simulated clock, the same for the whole call."""
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Json

    def asked(self, name: str, default: str = "") -> str:
        values = self.query.get(name)
        return values[0] if values else default

    def number(self, name: str, default: int, *, most: int) -> int:
        """Raises Refusal 99992402."""
        text = self.asked(name) or str(default)
        if not text.removeprefix("-").isdigit() or int(text) > most:
            raise invalid(name, f"must be a number up to {most}")
        return int(text)

    def id_type(self, name: str = "user_id_type") -> str:
        """Raises Refusal 99992402 for a type that there is not."""
        kind = self.asked(name, "open_id")
        if kind not in _ID_TYPES:
            raise invalid(name, "options: [open_id,union_id,user_id]")
        return kind

    def person(self, name: str, id_type: str) -> User | None:
        """Only by an id of that type."""
        user = self.world.person(name)
        return user if user is not None and user.called(id_type) == name else None

    def text(self, name: str) -> str:
        """Of the body. Raises Refusal 99992402 where it is missing or no text."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise invalid(name, f"{name} is required")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts of the body; absent is empty."""
        value = self.body.get(name) or []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise invalid(name, f"{name} must be a list of strings")
        return value


def invalid(name: str, why: str) -> Refusal:
    return Refusal(99992402, error={"field_violations": [{"field": name, "value": "", "description": why}]})


class Page(NamedTuple):
    start: int
    size: int
    mark: str
    """What must not change while somebody turns pages."""

    def turned(self, start: int, total: int) -> Json:
        """A token is returned even where there is nothing more; only `has_more` says whether it means anything."""
        token = urlsafe_b64encode(f"{start}:{self.mark}".encode()).decode()
        return {"page_token": token, "has_more": start < total}


def page_of(call: Call, *, default: int, most: int, mark: str = "") -> Page:
    """Raises Refusal 99992402 for a token that is none, or was given for another order."""
    size = call.number("page_size", default, most=most)
    token = call.asked("page_token")
    if not token:
        return Page(0, max(1, size), mark)
    try:
        start, _, known = urlsafe_b64decode(token).decode().partition(":")
        page = Page(int(start), max(1, size), mark)
    except ValueError:
        raise invalid("page_token", "unknown page_token") from None
    if known != mark:
        raise invalid("page_token", "the order changed")
    return page


def cut(items: Sequence[T], page: Page) -> tuple[Sequence[T], Json]:
    """The items of a page, and what it says of the next one."""
    end = page.start + page.size
    return items[page.start : end], page.turned(end, len(items))
