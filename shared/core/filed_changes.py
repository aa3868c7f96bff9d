"""What a register of groups changes of what is filed, row by row: shown before it is filed, and said after."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.display import harmless, is_confidential, shorten, shown_name
from shared.core.filed import FACTS, Filing, is_kept
from shared.core.model import Fact, Group, Source

EXEMPT = "exempt"
"""Beside the facts: what a row says that no check, or one, is to say of the group."""


class RowStep(StrEnum):
    """What comes of a row."""

    ADDED = "added"
    """Nothing was known of the group."""
    CHANGED = "changed"
    SAME = "same"
    """It says again what is filed, so that this is good for longer."""
    KEPT = "kept"
    """Somebody filed the group themselves: theirs stands."""


class FieldChange(NamedTuple):
    fact: str
    """One of `FACTS`, or EXEMPT."""
    before: Any
    """None: nothing was filed."""
    after: Any
    """None: the row does not say it, or no longer."""
    shown: bool = False
    """Whether `before` is what the platform shows: that stands, whatever is filed."""


class RowChange(NamedTuple):
    group: Group
    """As the row has it, with accounts for whoever it names."""
    line: int | None
    step: RowStep
    fields: tuple[FieldChange, ...] = ()
    stands: Group | None = None
    """KEPT: as it is filed."""
    by: str | None = None
    """KEPT: the account of whoever filed it."""
    hidden: bool = False
    """Whether it is confidential by anything that is known of it: then no value of it is shown."""

    @property
    def name(self) -> str:
        group = self.stands or self.group
        return shorten(harmless(group.id)) if self.hidden else shown_name(group)


class Absent(NamedTuple):
    """A group that a register of this name filed, and now says nothing of: it stays as it was filed."""

    group: Group
    until: datetime

    @property
    def name(self) -> str:
        return shown_name(self.group)


class SheetChanges(NamedTuple):
    rows: tuple[RowChange, ...] = ()
    absent: tuple[Absent, ...] = ()

    def of(self, step: RowStep | str) -> list[RowChange]:
        """A template knows the words alone."""
        return [row for row in self.rows if row.step == step]


def row_change(
    group: Group, line: int | None, file: GroupFile | None, now: datetime, owner: Account | None
) -> RowChange:
    """`group`: as the row files it; `file`: what is kept of it, None where it is not known at all; `owner`: whom the row
    names, by the account with which they said that the group is not theirs, if they did."""
    if file is None:
        return RowChange(group, line, RowStep.ADDED, hidden=is_confidential(group))
    filed = file.filed
    hidden = any(map(is_confidential, (group, file.group, *((filed.group,) if filed else ()))))
    if filed is not None and is_kept(filed, owner, now):
        fields = tuple(_otherwise(group, filed))
        return RowChange(group, line, RowStep.KEPT, fields, filed.group, filed.by, hidden)
    fields = tuple(_fields(group, filed.group if filed else None, file.group))
    step = RowStep.CHANGED if fields or filed is None else RowStep.SAME
    return RowChange(group, line, step, fields, hidden=hidden)


def absent_of(file: GroupFile, name: str, now: datetime) -> Absent | None:
    """Where a register called `name` filed the group, and that is still good."""
    filed = file.filed
    if filed is None or filed.is_own or filed.by != name or now >= filed.until:
        return None
    return Absent(filed.group, filed.until)


def _otherwise(group: Group, filed: Filing) -> Iterator[FieldChange]:
    """An empty cell says nothing against what an owner filed."""
    for name in FACTS:
        said, stands = getattr(group, name), getattr(filed.group, name)
        if said is not None and (stands is None or stands.value != said.value):
            yield FieldChange(name, _value(stands), said.value)


def _fields(group: Group, filed: Group | None, observed: Group) -> Iterator[FieldChange]:
    for name in FACTS:
        shown: Fact[Any] | None = getattr(observed, name)
        after = _value(getattr(group, name))
        before = _value(getattr(filed, name)) if filed else None
        if after == before:
            continue
        if shown is not None and shown.source is Source.OBSERVED:
            yield FieldChange(name, shown.value, after, shown=True)
        else:
            yield FieldChange(name, before, after)
    waived, was = _exempt(group), _exempt(filed) if filed else ()
    if waived != was:
        yield FieldChange(EXEMPT, was or None, waived or None)


def _value(fact: Fact[Any] | None) -> Any:
    return None if fact is None else fact.value


def _exempt(group: Group) -> tuple[tuple[str | None, str], ...]:
    return tuple((one.check, one.reason) for one in group.waivers)
