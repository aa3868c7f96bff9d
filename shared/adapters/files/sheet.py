"""A register sheet (群台账) as a source of facts: every visible sheet with a header, row by row."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from shared.adapters.files.faultlog import NAMED, FaultLog, refuse
from shared.adapters.files.people_titles import is_people_sheet
from shared.adapters.files.sheet_csv import read_csv
from shared.adapters.files.sheet_group import Filed, read_row
from shared.adapters.files.sheet_header import Header, find_header, header_faults, is_total, repeats
from shared.adapters.files.sheet_row import SheetRow
from shared.adapters.files.sheet_table import Table
from shared.adapters.files.sheet_xlsx import read_xlsx
from shared.app.ports.ports import FactSet, Progress, RowPlace
from shared.core.account import Account
from shared.core.errors import Fault
from shared.core.lang import both
from shared.core.model import Company, Group, Profile
from shared.core.schema.node import listed, quoted

SHEETS = {".xlsx": read_xlsx, ".csv": read_csv, ".tsv": read_csv}


def tables_of(path: Path) -> list[Table]:
    """The sheets of a workbook or text file that hold anything. Raises BadInput for what is neither."""
    return [table for table in SHEETS[path.suffix.lower()](path) if table.rows]


class Place(NamedTuple):
    """What a row filed, and where the row is."""

    filed: Filed
    file: str
    number: int


class Sheet:
    """Reads one workbook or text file. `at` is when the reading happens: what its facts are dated. `named`: how many faults of
    a kind are named one by one.
    """

    def __init__(self, path: Path, *, at: datetime, named: int = NAMED) -> None:
        self._path = path
        self._at = at
        self._named = named

    def read(self, progress: Progress) -> FactSet:
        progress.begin(self._path.name, 2)
        tables = tables_of(self._path)
        progress.advance(1)
        faults: list[Fault] = []
        places = self.places(tables, faults)
        progress.advance(1)
        progress.end()
        groups = [place.filed.group for place in places]
        return FactSet(
            label=both("群台账", "register sheet"),
            company=Company(profiles=_profiles(places)),
            groups=tuple(groups),
            posts=None,
            faults=faults,
            lost=set(),
            newest=_newest(groups),
            rows={place.filed.group.key: _row(place) for place in places},
        )

    def places(self, tables: list[Table], faults: list[Fault]) -> list[Place]:
        """What is wrong with a row is added to `faults`.

        Raises BadInput where there is no register, or where rows are of the same group.
        """
        places: list[Place] = []
        headless: list[Table] = []
        for table in tables:
            if header := find_header(table.rows):
                faults.extend(header_faults(header, table))
                places.extend(self._filed(table, header, faults))
            else:
                headless.append(table)
        if len(headless) == len(tables):
            refuse([_no_header(self._path.name, tables)])
        if not places:
            refuse([Fault(self._path.name, None, "holds no group", "Fill in one group a row."), *faults])
        if twice := list(_twice(places)):
            refuse(twice, self._named)
        faults.extend(_not_read(table) for table in headless)
        return places

    def _filed(self, table: Table, header: Header, faults: list[Fault]) -> Iterator[Place]:
        log = FaultLog(faults, self._named)
        for row in table.rows:
            if row.number <= header.row.number or is_total(row) or repeats(row, header):
                continue
            if filed := read_row(SheetRow(table.file, row, header, log), self._at):
                yield Place(filed, table.file, row.number)
            else:
                reason = "the row has neither an id nor a name; it was left out"
                zh = "这一行没有群名称，也没有群ID，请补上；不是群的行请删去。"
                log.add(Fault(table.file, row.number, reason, "Fill in 群ID or 群名称.", zh))
        log.close()


def _row(place: Place) -> RowPlace:
    return RowPlace(place.file, place.number, place.filed.bare)


def _twice(places: list[Place]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Place] = {}
    for place in places:
        group = place.filed.group
        other = first.setdefault((group.platform, group.id), place)
        if other is not place:
            reason = f"group {quoted(group.id)} is already in row {other.number} of {other.file}"
            remedy = "Keep one of the rows; groups of the same name need a column 群ID."
            zh = f"和第 {other.number} 行是同一个群，请只留一行；不是同一个群的，请填「群ID」区分。"
            yield Fault(place.file, place.number, reason, remedy, zh)


def _profiles(places: list[Place]) -> dict[Account, Profile]:
    """Whoever is named; a row that tells an id's name wins over one that does not."""
    profiles: dict[Account, Profile] = {}
    for one in (one for place in places for one in place.filed.people):
        if one.account not in profiles or profiles[one.account].name is None:
            profiles[one.account] = one
    return profiles


def _newest(groups: list[Group]) -> datetime | None:
    """The latest sign of life that somebody filed."""
    times = (group.activity.value.last_human for group in groups if group.activity)
    return max((time for time in times if time), default=None)


def _no_header(name: str, tables: list[Table]) -> Fault:
    if is_people_sheet(tables):
        remedy = "Put it in force: groupkeeper register; what is judged are groups"
        return Fault(name, None, "is a people sheet (人员名册), and lists no groups", remedy)
    cells = [cell for table in tables[:1] for cell in table.rows[0].cells if cell is not None]
    found = listed([quoted(str(cell)) for cell in cells if isinstance(cell, str)], 8) or "no text"
    reason = (
        f"has no header with 群名称 or 群ID (name or group_id); the first row holds {found}"
        if cells
        else "is empty"
    )
    return Fault(name, None, reason, "Name the columns in the first row; see docs/register-sheet.md.")


def _not_read(table: Table) -> Fault:
    reason = "has no header with 群名称 or 群ID; the sheet was not read"
    return Fault(table.file, None, reason, "Name its columns, if it is a register.")
