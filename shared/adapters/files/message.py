"""What one message of messages.jsonl may say, and what is wrong with one that says something else."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.adapters.files.jsontext import type_name
from shared.adapters.files.record import is_writable
from shared.core.model import PostKind
from shared.core.schema.node import quoted, suggestion

ABSENT: dict[str, Any] = {
    "group_id": None, "sender_id": None, "ts": None, "kind": "human",
    "mentions_all": False, "urgent": False, "reply": False, "media": False, "platform": None,
}  # fmt: skip
"""What a message says by leaving a key out."""
KEYS = frozenset(ABSENT)
KINDS = {kind.value: kind for kind in PostKind}
LATEST = 1e11
"""Seconds since 1970 that a time stays below; more means milliseconds."""

_SECONDS = "Write seconds since 1970 as a number, e.g. 1776297600."


class Wrong(NamedTuple):
    reason: str
    remedy: str


def wrong_with(row: Mapping[str, Any]) -> Wrong | None:
    """The first thing wrong with a message (every key present); None: it can be used. Null means absent."""
    for key in ("group_id", "sender_id", "platform"):
        if wrong := _wrong_id(key, row[key]):
            return wrong
    return _wrong_time(row["ts"]) or _wrong_kind(row["kind"]) or _wrong_flag(row)


def _wrong_id(key: str, value: object) -> Wrong | None:
    if value is None or value == "":
        return (
            Wrong(f"{quoted(key)} is missing", "Give every message its group's id.")
            if key == "group_id"
            else None
        )
    if not isinstance(value, str):
        return Wrong(
            f"{quoted(key)} is {type_name(value)}, not text", 'Put it in quotation marks, e.g. "1024".'
        )
    if not is_writable(value):
        return Wrong(
            f"{quoted(key)} holds half a character (a lone surrogate)", "Write the id anew, as UTF-8."
        )
    return None


def _wrong_time(value: object) -> Wrong | None:
    if value is None:
        return Wrong("“ts” is missing", _SECONDS)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Wrong(f"“ts” is {type_name(value)}, not a number", _SECONDS)
    if value >= LATEST:
        return Wrong("“ts” is too large for seconds", "If it is in milliseconds, divide it by 1000.")
    return Wrong("“ts” lies before 1970", _SECONDS) if value < 0 else None


def _wrong_kind(value: object) -> Wrong | None:
    remedy = f"Write one of: {', '.join(KINDS)}."
    if value is None or (isinstance(value, str) and value in KINDS):
        return None
    if not isinstance(value, str):
        return Wrong(f"“kind” is {type_name(value)}, not text", remedy)
    return Wrong(f"“kind” is {quoted(value)}", f"{suggestion(value, KINDS)} {remedy}".lstrip())


def _wrong_flag(row: Mapping[str, Any]) -> Wrong | None:
    for key in ("mentions_all", "urgent", "reply", "media"):
        if row[key] is not None and not isinstance(row[key], bool):
            reason = f"{quoted(key)} is {type_name(row[key])}, not true or false"
            return Wrong(reason, "Write true or false, without quotation marks.")
    return None
