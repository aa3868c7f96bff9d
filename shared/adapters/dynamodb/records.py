"""Values as items and back: NamedTuples by their fields, and JSON for what no condition looks into."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from shared.adapters.dynamodb.attributes import moment, moment_of

T = TypeVar("T")
Convert = Mapping[str, Callable[[Any], Any]]
"""By field: from what the table holds to what the value holds; fields that are the same in both are absent."""
__all__ = ["Convert", "day_of", "filled", "moment_of", "packed", "unpacked"]


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
    values = {}
    for name in described._fields:
        value = item.get(name)
        if value is not None:
            values[name] = convert[name](value) if name in convert else value
        elif name in optional:
            values[name] = None
        elif name in needed or name not in described._field_defaults:
            raise KeyError(name)
    return cls(**values)


def packed(value: object) -> str:
    """As JSON: NamedTuples become lists, moments and days texts, sets sorted lists."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def unpacked(text: str) -> Any:
    return json.loads(text)


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
