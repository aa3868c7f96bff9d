"""The facts of one group for an operator: what each is, since when, and whether it was seen, filed or guessed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.core.case import GroupFile
from shared.core.filed import Filing, contradicted, has_lapsed
from shared.core.model import Activity, Announcement, Fact, Source

_FACTS = (
    "name", "kind", "owner", "admins", "created", "status", "size", "external", "department", "purpose",
    "announcement", "activity", "successor",
)  # fmt: skip
UNKNOWN = "unknown"
"""Where a fact is `from` that was filed and is past its date: nothing is known of it any more."""


def facts_of(file: GroupFile, now: datetime) -> dict[str, Any]:
    """By fact, as the store has the file; what nobody ever showed or filed is not among them.

    Where a platform shows something else than was filed, the fact says both: `filed` beside it is what counts for nothing.
    """
    group = file.known(now).group
    shown = {name: _row(fact, file.filed) for name in _FACTS if (fact := getattr(group, name)) is not None}
    if file.filed is None:
        return shown
    if has_lapsed(file.filed, now):
        return {**_lapsed(file.filed, shown), **shown}
    for name in contradicted(file.group, file.filed):
        shown[name]["filed"] = _filed(getattr(file.filed.group, name), file.filed)
    return shown


def _row(fact: Fact[Any], filing: Filing | None) -> dict[str, Any]:
    row = {"value": _plain(fact.value), "at": fact.at.isoformat(), "from": fact.source.value}
    return row if filing is None or fact.source is not Source.DECLARED else row | _by(filing)


def _lapsed(filing: Filing, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What was filed and is past its date; nothing is known of it unless the platform shows it."""
    said = {name: fact for name in _FACTS if (fact := getattr(filing.group, name)) is not None}
    return {
        name: {"value": None, "at": fact.at.isoformat(), "from": UNKNOWN, "filed": _filed(fact, filing)}
        for name, fact in said.items()
        if name not in shown
    }


def _filed(fact: Fact[Any], filing: Filing) -> dict[str, Any]:
    return {"value": _plain(fact.value), "at": fact.at.isoformat(), **_by(filing)}


def _by(filing: Filing) -> dict[str, str]:
    return {"by": filing.by, "until": filing.until.isoformat()}


def _plain(value: Any) -> Any:
    """As JSON; of an announcement, what is kept of it."""
    if isinstance(value, Announcement):
        return {"length": value.length, "elements": sorted(value.elements), "readable": value.readable}
    if isinstance(value, Activity):
        return {"last_human": _plain(value.last_human), "observed_from": _plain(value.observed_from)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
