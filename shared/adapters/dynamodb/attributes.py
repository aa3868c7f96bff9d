"""Values as the table keeps them: DynamoDB's typed attributes, written by hand since boto3's own cost a cold start."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

Wire = dict[str, dict[str, Any]]
MOMENT_WIDTH = len("2026-01-01T00:00:00.000000Z")


def moment(at: datetime) -> str:
    """In UTC and of one width, so that texts are in the order of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


@lru_cache(maxsize=1_024)
def moment_of(text: str) -> datetime:
    """Raises ValueError also for one that is cut off, and would be a moment of no zone.

    What was read of a group together is of one moment, and one value does for all of it.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at


def epoch(at: datetime) -> int:
    """For `ttl`: whole seconds, rounded down."""
    return int(at.timestamp())


def to_wire(values: Mapping[str, Any]) -> Wire:
    return {name: attribute(value) for name, value in values.items()}


def from_wire(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One attribute has one kind; most of them are texts, and most others short numbers."""
    return {
        name: wired["S"] if "S" in wired else _SMALL.get(wired.get("N")) or _plain(wired)
        for name, wired in item.items()
    }


_SMALL: Mapping[Any, int] = {str(number): number for number in range(1, 100)}
"""Versions of items and of cases, as numbers are written."""


def attribute(value: object) -> dict[str, Any]:
    """Texts, numbers, bytes, moments, days, True, False, None, and sets of bytes that are not empty."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return {kind[0]: kind[1](value)}
    if isinstance(value, str):  # an id of an enumeration
        return {"S": str(value)}
    raise TypeError(f"no attribute can be made of {type(value).__name__}")


def text(value: str) -> str:
    """What UTF-8 can hold: half a surrogate pair, as broken JSON has them, becomes a question mark."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


_KINDS: Mapping[type, tuple[str, Any]] = {
    str: ("S", text),
    bool: ("BOOL", bool),
    int: ("N", str),
    float: ("N", repr),
    bytes: ("B", bytes),
    datetime: ("S", moment),
    date: ("S", date.isoformat),
    type(None): ("NULL", lambda _: True),
    set: ("BS", sorted),
    frozenset: ("BS", sorted),
}


def _plain(wired: Mapping[str, Any]) -> Any:
    ((kind, value),) = wired.items()
    if kind == "NULL":
        return None
    if kind == "N":
        return int(value) if value.isdigit() or set(value).isdisjoint(".eE") else float(value)
    return frozenset(value) if kind == "BS" else value
