"""What the columns of a people sheet (人员名册) may be called, and how one is told from a register of groups."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from shared.adapters.files.faultlog import refuse
from shared.adapters.files.sheet_header import (
    COLUMNS,
    GROUPS,
    HEADER_WITHIN,
    is_header,
    meaning_of,
    plain,
    titles,
)
from shared.adapters.files.sheet_table import Row, Table
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.core.errors import Fault
from shared.core.schema.node import listed, quoted

ENDINGS = ("", "账号", "帐号", "号", "ID", "account")
"""What may stand behind a platform's name at the head of the column of its accounts."""
PEOPLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "员工姓名", "人员姓名", "name", "full_name", "employee_name"),
    "department": ("部门", "所属部门", "department", "dept"),
    "title": ("职务", "岗位", "职位", "title", "job_title", "position"),
    "number": ("工号", "员工号", "员工编号", "人员编号", "number", "employee_id", "employee_number", "staff_id"),
    "email": ("邮箱", "电子邮箱", "企业邮箱", "工作邮箱", "email", "mail"),
    "delegate": ("代理人", "代理", "休假代理", "休假代理人", "delegate", "deputy"),
    "level": ("级别", "职级", "level", "grade"),
    "leaving_on": (
        "离职日期", "离职日", "最后工作日", "leaving_on", "leaving_date", "last_day", "last_working_day",
    ),
    "employment": ("在职状态", "员工状态", "人员状态", "状态", "employment", "employment_status", "status"),
    "unused": COLUMNS["unused"],
}  # fmt: skip
"""All but the columns of accounts, by what they mean."""


def account_names(platform: str) -> tuple[str, ...]:
    """What the column of a platform's accounts may be called; its meaning is the platform's id."""
    vendor = VENDORS_BY_ID[platform]
    endings = (*ENDINGS, *vendor.ids.columns)
    return tuple(f"{word}{ending}" for word in vendor.written for ending in endings)


_ACCOUNTS = {platform: account_names(platform) for platform in VENDORS_BY_ID}
_PAGE = "docs/people-sheet.md"
PEOPLE = titles(
    {**PEOPLE_COLUMNS, **_ACCOUNTS},
    (frozenset({"name"}), frozenset({"number", "department", *VENDORS_BY_ID})),
    _PAGE,
)
"""The people sheet: a column for the name, and one that can tell people of the same name apart."""

_BARE = frozenset(map(plain, ("name", "名称", "编号", "id")))
"""What registers call the name or id of a group, and people sheets may mean otherwise."""
_SURELY_GROUPS = titles(
    {
        meaning: tuple(name for name in COLUMNS[meaning] if plain(name) not in _BARE)
        for meaning in ("name", "group_id")
    },
    GROUPS.tell,
    GROUPS.page,
)
_SURELY_PEOPLE = titles(
    {"name": tuple(name for name in PEOPLE_COLUMNS["name"] if plain(name) not in _BARE), **_ACCOUNTS},
    (frozenset({"name", *VENDORS_BY_ID}),),
    _PAGE,
)


class Sort(Enum):
    PEOPLE = auto()
    GROUPS = auto()
    EITHER = auto()
    """Its header fits both."""


def is_people_sheet(tables: Sequence[Table]) -> bool:
    """Whether the file lists people; False also where it has no header at all.

    Raises BadInput where it may be either, or holds both.
    """
    found = [(table, row, sort) for table in tables for row, sort in _headers(table.rows)]
    if unclear := [_unclear(table, row) for table, row, sort in found if sort is Sort.EITHER]:
        refuse(unclear)
    if len({sort for _, _, sort in found}) > 1:
        refuse([_beside(table, row, sort) for table, row, sort in found])
    return any(sort is Sort.PEOPLE for _, _, sort in found)


def _headers(rows: Sequence[Row]) -> Iterator[tuple[Row, Sort]]:
    """The header, if there is one."""
    for row in rows[:HEADER_WITHIN]:
        if sort := _sort(row):
            yield row, sort
            return


def _sort(row: Row) -> Sort | None:
    """None: it is no header."""
    people, groups = is_header(row, PEOPLE), is_header(row, GROUPS)
    if people and groups:
        people, groups = is_header(row, _SURELY_PEOPLE), is_header(row, _SURELY_GROUPS)
        if not people and not groups:
            people, groups = _by_other_columns(row)
        if people == groups:
            return Sort.EITHER
    if people:
        return Sort.PEOPLE
    return Sort.GROUPS if groups else None


def _by_other_columns(row: Row) -> tuple[bool, bool]:
    """Whether there are columns that only people sheets have, and such that only registers have."""
    meanings = [(meaning_of(cell, PEOPLE), meaning_of(cell, GROUPS)) for cell in row.cells]
    people = any(person and not group for person, group in meanings)
    groups = any(group and not person for person, group in meanings)
    return people, groups


def _unclear(table: Table, row: Row) -> Fault:
    said = listed([quoted(cell) for cell in row.cells if isinstance(cell, str)], 8)
    return Fault(
        table.file,
        row.number,
        f"may be a people sheet (人员名册) or a register of groups (群台账): its columns are {said}",
        "Call the column of names 姓名 if it lists people, 群名称 if it lists groups, and not both.",
    )


def _beside(table: Table, row: Row, sort: Sort) -> Fault:
    kind = "a people sheet (人员名册)" if sort is Sort.PEOPLE else "a register of groups (群台账)"
    return Fault(
        table.file,
        row.number,
        f"is {kind}, and the file holds the other kind as well",
        "Save the two as files of their own.",
    )
