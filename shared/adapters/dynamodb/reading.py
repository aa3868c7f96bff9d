"""Reads items as values, and goes round those that cannot be read: the one place where a broken item is caught."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from shared.adapters.dynamodb.refusals import Item
from shared.core.errors import RejectedRequest, Unreadable
from shared.core.unreadable import Kept, Unread

SCHEMA = 1
"""Of the items; raised where an older release could not read what a newer one writes."""
T = TypeVar("T")
_BROKEN = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    RejectedRequest,
    TypeError,
    ValueError,
    zlib.error,
)
_LONGEST_NAME = 30


class Reader:
    """What one run read, and what it could not: the ledger's `UnreadItems`."""

    def __init__(self) -> None:
        self._met: dict[tuple[Kept, str], Unread] = {}
        self._read: Counter[Kept] = Counter()

    def begin(self) -> None:
        self._met.clear()
        self._read.clear()

    def met(self) -> tuple[Unread, ...]:
        return tuple(self._met.values())

    def read(self) -> Mapping[Kept, int]:
        return self._read

    def note(self, one: Unread) -> None:
        self._met[one.kind, one.key] = one

    def value(self, kind: Kept, item: Item, read: Callable[[Item], T], about: str = "") -> T | None:
        """What `read` makes of the item; None where it cannot be read, which is noted."""
        self._read[kind] += 1
        try:
            return read(item) if item.get("v") == SCHEMA else understood(item, read)
        except _BROKEN as error:
            self.note(Unread(kind, key_text(item), why(error), about))
            return None

    def needed(self, kind: Kept, item: Item, read: Callable[[Item], T]) -> T:
        """As `value`, where nothing can go on without it. Raises Unreadable."""
        found = self.value(kind, item, read)
        if found is None:
            bad = self._met[kind, key_text(item)]
            raise Unreadable(kind, bad.key, bad.why)
        return found


class Newer(ValueError):
    """A later release wrote the item."""


def understood(item: Item, read: Callable[[Item], T]) -> T:
    """Raises one of many errors where that cannot be done."""
    version = item.get("v", SCHEMA)
    if not isinstance(version, int) or version > SCHEMA:
        raise Newer(f"schema {version} is of a later release, and this one knows {SCHEMA}")
    return read(item)


def is_broken(item: Item, read: Callable[[Item], Any]) -> str:
    """Why it cannot be read; empty: it can."""
    try:
        understood(item, read)
    except _BROKEN as error:
        return why(error)
    return ""


def why(error: BaseException) -> str:
    """In words that hold nothing of what the item says."""
    if isinstance(error, Newer):
        return str(error)
    if isinstance(error, json.JSONDecodeError):
        return "what it holds is cut off, or no JSON"
    name = error.args[0] if isinstance(error, KeyError) and error.args else None
    if isinstance(name, str) and name.isascii() and name.isidentifier() and len(name) <= _LONGEST_NAME:
        return f"{name} is missing"
    return f"a value is none that it can have ({type(error).__name__})"


def key_text(item: Mapping[str, Any]) -> str:
    """As an operator writes it: a sort key of the table itself holds no blank."""
    return f"{item['PK']} {item['SK']}"
