"""Reads a people sheet (人员名册): every visible sheet with its header, a row a person."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from shared.adapters.files.faultlog import NAMED, FaultLog, refuse
from shared.adapters.files.people_delegates import Delegates
from shared.adapters.files.people_row import PersonRow, read_person_row
from shared.adapters.files.people_titles import PEOPLE, is_people_sheet
from shared.adapters.files.sheet import tables_of
from shared.adapters.files.sheet_header import (
    Header,
    columns_again,
    find_header,
    is_total,
    meaning_of,
    repeats,
    unknown_columns,
)
from shared.adapters.files.sheet_row import SheetRow
from shared.adapters.files.sheet_table import Table
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.ports.ports import PeopleFile
from shared.core.errors import Fault
from shared.core.schema.node import listed, quoted


class _Logs(NamedTuple):
    errors: FaultLog
    remarks: FaultLog


def read_people_sheet(path: Path) -> PeopleFile:
    """Raises BadInput for what is no people sheet, or names nobody who has an account."""
    return people_of(path.name, tables_of(path))


def people_of(name: str, tables: Sequence[Table], named: int = NAMED) -> PeopleFile:
    """`name` is the file's, for what is wrong with it as a whole; `named`: how many faults of a kind are named one by one."""
    if not is_people_sheet(tables):
        refuse([_no_header(name, tables)])
    faults: list[Fault] = []
    remarks: list[Fault] = []
    logs = _Logs(FaultLog(faults, named), FaultLog(remarks))
    rows = [row for table in tables for row in _rows_of(table, logs)]
    _blame_claims(rows, logs)
    delegates = Delegates(rows)
    people = tuple(delegates.resolved(at) for at, row in enumerate(rows) if row.person.accounts)
    logs.errors.close()
    logs.remarks.close()
    if not people and not faults:
        remedy = "Fill in one person a row, with the ids of their accounts."
        refuse([Fault(name, None, "names nobody who has an account", remedy), *remarks])
    return PeopleFile(people, faults, remarks)


def _rows_of(table: Table, logs: _Logs) -> Iterator[PersonRow]:
    """Those without an account, too: what others call them by must not be taken for somebody else."""
    header = find_header(table.rows, PEOPLE)
    if header is None:
        reason = "has no header with 姓名; the sheet was not read"
        logs.remarks.add(Fault(table.file, None, reason, "Name its columns, if it lists people."))
        return
    _blame_columns(table, header, logs)
    for row in table.rows:
        if row.number <= header.row.number or repeats(row, header):
            continue
        before = logs.errors.total
        read = read_person_row(*(SheetRow(table.file, row, header, log) for log in logs))
        if not read.person.accounts and logs.errors.total == before:
            read.aside.blame_row(*_why_left_out(read, is_sum=is_total(row)))
        yield read


def _why_left_out(read: PersonRow, *, is_sum: bool) -> tuple[str, str, str]:
    """Of a row without an account: what it seems to be, and what to do if it is not; then both in Chinese."""
    zh = "这一行没有账号，不会登记；要登记的，请补上账号。"
    if is_sum:
        return "the row looks like a total and was left out", "Fill in an account, if it is a person.", zh
    if read.person.name is None:
        return (
            "the row has neither a name nor an account; it was left out",
            "Fill in 姓名 and an account.",
            zh,
        )
    reason = f"kept nobody: {quoted(read.person.name)} has no account, and a name tells nobody from another"
    return reason, "Fill in an account, if they should be in the register.", zh


def _blame_columns(table: Table, header: Header, logs: _Logs) -> None:
    """A column of accounts that is not read would part people; of other columns it is only worth saying."""
    for fault in unknown_columns(header, table, PEOPLE):
        logs.remarks.add(fault)
    for title, fault in zip(header.again, columns_again(header, table), strict=True):
        (logs.errors if meaning_of(title, PEOPLE) in VENDORS_BY_ID else logs.remarks).add(fault)


def _blame_claims(rows: Iterable[PersonRow], logs: _Logs) -> None:
    """An account in two rows is an error; a number in two rows may be one person written as two."""
    accounts: dict[str, SheetRow] = {}
    numbers: dict[str, SheetRow] = {}
    for person, _, row, _ in rows:
        for account in person.accounts:
            other = accounts.setdefault(account, row)
            if other is not row:
                reason = f"account {quoted(account)} is already in {_place(other, row)}"
                remedy = "One account is one person's: keep it in one of the rows."
                zh = f"账号{quoted(account)}在第 {other.number} 行已经有了，一个账号只能是一位同事的，请只留在一行。"
                logs.errors.add(Fault(row.file, row.number, reason, remedy, zh))
        other = numbers.setdefault(person.number, row) if person.number else row
        if other is not row:
            reason = f"工号 {quoted(str(person.number))} is already in {_place(other, row)}; two rows are two people"
            remedy = "If they are one person, write the accounts into one row."
            logs.remarks.add(Fault(row.file, row.number, reason, remedy))


def _place(row: SheetRow, beside: SheetRow) -> str:
    return f"row {row.number}" + f" of {row.file}" * (row.file != beside.file)


def _no_header(name: str, tables: Sequence[Table]) -> Fault:
    cells = [cell for table in tables[:1] for cell in table.rows[0].cells if cell is not None]
    found = listed([quoted(cell) for cell in cells if isinstance(cell, str)], 8) or "no text"
    wanted = "has no header with 姓名 and a column of accounts, 工号 or 部门"
    reason = f"{wanted}; the first row holds {found}" if cells else "is empty"
    return Fault(name, None, reason, f"Name the columns in the first row; see {PEOPLE.page}.")
