"""What of the ledger cannot be read: every reading goes round it and notes it here, and an operator mends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from shared.core.unreadable import Kept, Unread


class UnreadItems(Protocol):
    """What one run came upon. Whoever reads something asks here afterwards what is missing from it."""

    def begin(self) -> None:
        """Another run begins: what was met before is forgotten."""
        ...

    def met(self) -> tuple[Unread, ...]:
        """Each once, in the order in which they were met."""
        ...

    def read(self) -> Mapping[Kept, int]:
        """How many items of each kind were looked at."""
        ...

    def note(self, one: Unread) -> None:
        """For what only its reader can tell to be wrong, like a cursor."""
        ...


class Mending(Protocol):
    def key_of(self, kind: Kept, name: str) -> str:
        """Where the lease or cursor of this name lies."""
        ...

    def show(self, key: str) -> Mapping[str, str] | None:
        """An item's attributes as texts, clipped, by name; None: there is none. Never the request or card of a message."""
        ...

    def why(self, key: str) -> Unread | None:
        """Why it cannot be read; None: it can."""
        ...

    def set_aside(self, key: str, seen: Mapping[str, str], at: datetime) -> str:
        """Move it to where nothing reads it, for thirty days; returns its key there.

        Raises Conflict where it is not as `seen` any more.
        """
        ...
