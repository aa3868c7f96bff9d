"""Reads fields of a reply or an event that may be anything: the expected type, or nothing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Json = Mapping[str, Any]
LONGEST_ID = 128
_DIGITS = 16
"""Of a time in milliseconds there are 13; anything much longer is no time."""


def text(value: object) -> str:
    """Empty for what is no text."""
    return value if isinstance(value, str) else ""


def identity(value: object) -> str | None:
    """An id that may become a key; None for what is none."""
    found = text(value)
    return found if found.isascii() and found.isprintable() and 0 < len(found) <= LONGEST_ID else None


def is_token(value: str) -> bool:
    """Whether it may stand in a header."""
    return value != "" and value.isascii() and value.isprintable() and " " not in value


def whole(value: object) -> int | None:
    """A whole number, also where it comes as text (`user_count`, times)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**_DIGITS else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    return None


def table(value: object) -> Json:
    """Empty for what is no object."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> Iterator[Json]:
    """The objects of a list; none of what is no list."""
    return (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def texts(value: object) -> tuple[str, ...]:
    """The non-empty texts of a list, each once."""
    found = (item for item in (value if isinstance(value, list) else ()) if isinstance(item, str) and item)
    return tuple(dict.fromkeys(found))


def seconds(value: object) -> float | None:
    """Milliseconds since the epoch as seconds; None for what is no time."""
    millis = whole(value)
    return millis / 1000 if millis is not None and millis > 0 else None


def moment(value: object) -> datetime | None:
    """Milliseconds since the epoch as aware UTC; None for what is no time."""
    since = seconds(value)
    return datetime.fromtimestamp(since, UTC) if since is not None and since < 32503680000 else None
