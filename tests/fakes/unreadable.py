"""A ledger in memory of which everything can be read, unless a test says otherwise."""

from collections.abc import Mapping
from datetime import datetime

from shared.core.errors import Conflict
from shared.core.unreadable import Kept, Unread


class FakeUnreadItems:
    """Keeps what the use cases note themselves."""

    def __init__(self) -> None:
        self._met: dict[str, Unread] = {}

    def begin(self) -> None:
        self._met.clear()

    def met(self) -> tuple[Unread, ...]:
        return tuple(self._met.values())

    def read(self) -> Mapping[Kept, int]:
        return {}

    def note(self, one: Unread) -> None:
        self._met[one.key] = one


class FakeMending:
    """Nothing is ever broken, so nothing is ever found."""

    def key_of(self, kind: Kept, name: str) -> str:
        return f"{kind} {name}"

    def show(self, key: str) -> Mapping[str, str] | None:
        return None

    def why(self, key: str) -> Unread | None:
        return None

    def set_aside(self, key: str, seen: Mapping[str, str], at: datetime) -> str:
        raise Conflict
