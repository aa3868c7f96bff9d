"""Reads the fields of a queue's JSON. What no hook of ours could have written is refused by the field's name alone.

A body is the work of whoever could put something into the queue: it may be of any kind, size and depth. So nothing is
converted (a list has no text, `true` is no time), and no reason ever repeats what stands there. Everything here raises
RejectedRequest, whose reason reads `<field>_<what is wrong with it>`.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from shared.core.account import LONGEST_KEY, Account
from shared.core.errors import RejectedRequest

LONGEST_TOKEN = 1_500
"""UTF-8 bytes of what is handed back to a platform or compared, and is no part of a group's or a person's key."""
_END_OF_TIME = 253_402_300_800.0
"""The year 10000 in seconds since the epoch: no calendar has a day for it."""

Body = Mapping[str, Any]
Word = TypeVar("Word", bound=Enum)


def text(body: Body, name: str, longest: int = LONGEST_KEY) -> str:
    """A text of at most so many UTF-8 bytes."""
    return _text(body.get(name), name, longest)


def flag(body: Body, name: str) -> bool:
    found = body.get(name)
    if not isinstance(found, bool):
        raise _refused(name, "no_flag")
    return found


def word(body: Body, name: str, words: type[Word]) -> Word:
    """One of an enum's values."""
    found = text(body, name)
    try:
        return words(found)
    except ValueError:
        raise _refused(name, "unknown") from None


def moment(body: Body, name: str) -> float:
    """Seconds since the epoch that a calendar has a day for."""
    found = body.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise _refused(name, "no_moment")
    if not 0 <= found < _END_OF_TIME:  # asked before it is made a float, which 10^400 cannot be
        raise _refused(name, "no_moment")
    return float(found)


def day(body: Body, name: str) -> str:
    """A date as we write it, 2026-10-12."""
    found = text(body, name)
    try:
        is_ours = date.fromisoformat(found).isoformat() == found
    except ValueError:
        is_ours = False
    if not is_ours:
        raise _refused(name, "no_day")
    return found


def group(body: Body) -> str:
    """A `Group.key` of the body's own platform."""
    found = text(body, "group")
    if not found.startswith(f"{text(body, 'platform')}:"):
        raise _refused("group", "of_another_platform")
    return found


def account(body: Body, name: str) -> Account:
    """An account on the body's own platform."""
    found = text(body, name)
    if not found.startswith(f"{text(body, 'platform')}:"):
        raise _refused(name, "of_another_platform")
    return found


def _text(found: object, name: str, longest: int) -> str:
    if not isinstance(found, str):
        raise _refused(name, "no_text")
    try:
        size = len(found.encode())
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can write it, no store can keep it
        raise _refused(name, "no_text") from None
    if size > longest:
        raise _refused(name, "too_long")
    return found


def _refused(name: str, problem: str) -> RejectedRequest:
    return RejectedRequest(f"{name}_{problem}")
