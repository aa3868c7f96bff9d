"""Values as items and back: NamedTuples by their fields, and JSON for what no condition looks into."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from shared.adapters.dynamodb.attributes import moment, moment_of

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Convert = Mapping[str, Callable[[Any], Any]]
"""By field: from what the table holds to what the value holds; fields that are the same in both are absent."""
__all__ = ["Convert", "day_of", "filled", "member", "moment_of", "packed", "unpacked"]


def filled(
    cls: Callable[..., T],
    item: Mapping[str, Any],
    convert: Convert,
    *,
    optional: Collection[str] = (),
    needed: Collection[str] = (),
) -> T:
    """The NamedTuple `cls` from an item. What is None is not kept; it takes the field's default.

    Raises KeyError where a field without one is missing that is not `optional`, or one that is `needed` all the same.
    """
    described: Any = cls
    defaults = described._field_defaults
    values = []
    for name in described._fields:
        value = item.get(name)
        if value is None:
            value = _default(name, defaults, optional, needed)
        elif name in convert:
            value = convert[name](value)
        values.append(value)
    return cls(*values)


def _default(
    name: str, defaults: Mapping[str, Any], optional: Collection[str], needed: Collection[str]
) -> Any:
    if name in optional:
        return None
    if name in needed:
        raise KeyError(name)
    return defaults[name]


def packed(value: object) -> str:
    """As JSON: NamedTuples become lists, moments and days texts, sets sorted lists."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def unpacked(text: str) -> Any:
    """Raises JSONDecodeError. Nothing stands around what `packed` gives, so no time is spent on looking for it."""
    try:
        value, end = _SCAN(text, 0)
    except StopIteration as stop:  # what the decoder's own entry turns into this as well, at a call more
        raise json.JSONDecodeError("no value", text, stop.value) from stop
    if end != len(text):
        raise json.JSONDecodeError("more than one value", text, end)
    return value


_DECODER: Any = json.JSONDecoder()
_SCAN = _DECODER.scan_once


class _Members(dict[str, E]):
    """Raises ValueError for what is none of them: a KeyError would be taken for a name of ours, and be told."""

    def __missing__(self, key: object) -> NoReturn:
        raise ValueError("none of its members")


def member(enum: type[E]) -> Mapping[str, E]:
    """By value: at a tenth of what asking the enumeration costs."""
    return _Members({one.value: one for one in enum})


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no JSON can be made of {type(value).__name__}")
