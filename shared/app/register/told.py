"""What a register of groups changes, as the function's answer says it: counts, and the first of each kind in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import Account
from shared.core.errors import ConfigError
from shared.core.filed_changes import FieldChange, RowChange, RowStep, SheetChanges
from shared.core.filed_words import Speech, worded
from shared.core.lang import Lang

MOST = 500
"""Groups of one kind that are named; the counts are of all."""
_ONE, _MANY = frozenset({"owner", "successor"}), "admins"


def told(changes: SheetChanges, ports: Ports) -> dict[str, Any]:
    speech = speech_of(changes, ports, Lang.EN)
    return {
        "groups": len(changes.rows),
        "new": len(changes.of(RowStep.ADDED)),
        "changed": len(changes.of(RowStep.CHANGED)),
        "same": len(changes.of(RowStep.SAME)),
        "added": [_row(row) for row in changes.of(RowStep.ADDED)[:MOST]],
        "changes": [_row(row) | _fields(row, speech) for row in changes.of(RowStep.CHANGED)[:MOST]],
        "left": [_left(row) for row in changes.of(RowStep.KEPT) if row.fields],
        "kept": len(changes.of(RowStep.KEPT)),
        "kept_rows": [_kept(row, speech) for row in changes.of(RowStep.KEPT)[:MOST] if row.fields],
        "absent": len(changes.absent),
        "not_named": [
            {"name": one.name, "until": one.until.date().isoformat()} for one in changes.absent[:MOST]
        ],
    }


def speech_of(changes: SheetChanges, ports: Ports, lang: Lang) -> Speech:
    """With what those are called whom the changes are about."""
    policy = ports.policy()
    zone, people = ports.world().zone(policy.zone), set(_people(changes))
    try:
        scene = scene_about(ports, policy, ports.clock.now(), None, people) if people else None
    except ConfigError:  # the people register cannot be read, and is alarmed: nobody has a name then
        scene = None
    return Speech(scene.name_of if scene else lambda _: None, zone, lang)


def _people(changes: SheetChanges) -> Iterator[Account]:
    for row in changes.rows:
        for field in row.fields:
            yield from _named(field)
        if row.by is not None:
            yield row.by


def _named(field: FieldChange) -> Iterable[Account]:
    values = [one for one in (field.before, field.after) if one]
    if field.fact == _MANY:
        return [account for accounts in values for account in accounts]
    return values if field.fact in _ONE else ()


def _row(row: RowChange) -> dict[str, Any]:
    return {"line": row.line, "name": row.name}


def _fields(row: RowChange, speech: Speech) -> dict[str, Any]:
    return {"fields": [one._asdict() for one in worded(row, speech)]}


def _left(row: RowChange) -> dict[str, Any]:
    """By id and account: for a program."""
    return _row(row) | {"group": row.group.key, "by": row.by, "facts": [one.fact for one in row.fields]}


def _kept(row: RowChange, speech: Speech) -> dict[str, Any]:
    return _row(row) | {"by": speech.names(row.by or "")} | _fields(row, speech)
