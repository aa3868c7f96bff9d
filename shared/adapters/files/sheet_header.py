"""Finds the header of a sheet and says which column is which, whatever the columns are called."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shared.adapters.files.sheet_table import Cell, Row, Table
from shared.core.errors import Fault
from shared.core.schema.node import quoted, suggestion

HEADER_WITHIN = 20
"""Rows at the top among which the header is looked for: titles and notes may stand above it."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "platform": ("平台", "所在平台", "使用平台", "软件", "工具", "platform", "app"),
    "group_id": ("群ID", "群编号", "编号", "群号", "群聊ID", "会话ID", "group_id", "chat_id", "channel_id", "id"),
    "name": ("群名称", "群名", "名称", "群聊名称", "群组名称", "工作群名称", "name", "group_name", "group"),
    "kind": ("群类型", "类型", "类别", "群类别", "群性质", "kind", "type"),
    "owner": ("群主", "群主姓名", "负责人", "群负责人", "owner", "owner_name"),
    "owner_id": ("群主工号", "群主ID", "群主账号", "工号", "owner_id", "owner_account"),
    "admins": ("管理员", "群管理员", "管理员姓名", "admins", "admin", "administrators"),
    "admin_ids": ("管理员工号", "管理员ID", "管理员账号", "admin_ids", "admin_id"),
    "department": ("部门", "所属部门", "归属部门", "使用部门", "department", "dept"),
    "purpose": ("用途", "群用途", "主要用途", "建群目的", "purpose", "use"),
    "announcement": ("群公告", "公告", "公告内容", "有无公告", "是否有公告", "announcement", "has_announcement"),
    "created": ("创建时间", "创建日期", "建群时间", "建群日期", "成立时间", "created", "created_at", "creation_date"),
    "last_active": (
        "最后活跃", "最后活跃时间", "最近活跃", "最近活跃时间", "最后发言时间", "最近发言时间", "最后活跃日期",
        "last_active", "last_activity", "last_message",
    ),
    "size": ("成员数", "人数", "群人数", "成员人数", "群成员数", "成员数量", "size", "members", "member_count"),
    "external": ("外部", "外部群", "是否外部群", "含外部人员", "是否含外部人员", "external"),
    "status": ("状态", "群状态", "当前状态", "status"),
    "exempt": ("豁免", "是否豁免", "exempt"),
    "unused": ("备注", "说明", "序号", "行号", "remark", "remarks", "note", "notes", "comment", "no", "#"),
}  # fmt: skip
"""What a column may be called, by what it means. `unused` ones are known and not read."""


def plain(text: str) -> str:
    """A title without case, spaces and decoration."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-*:.、]+", "", folded)


_MEANING = {plain(name): meaning for meaning, names in COLUMNS.items() for name in names}
_NAMES = tuple(name for names in COLUMNS.values() for name in names)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|<[^>]*>")


class Header(NamedTuple):
    row: Row
    columns: Mapping[str, int]
    """Where each meaning is to be read."""
    unknown: Mapping[str, int]
    """Titles that mean nothing here."""
    again: tuple[str, ...]
    """Titles of columns whose meaning an earlier column has."""


def meaning_of(title: Cell) -> str | None:
    """An aside in brackets, as in 群公告(是/否), is tried without."""
    if not isinstance(title, str):
        return None
    said = plain(title)
    return _MEANING.get(said) or _MEANING.get(_ASIDE.sub("", said))


def find_header(rows: Sequence[Row]) -> Header | None:
    """The first row that has a column for the name or the id of groups."""
    for row in rows[:HEADER_WITHIN]:
        if {"name", "group_id"} & {meaning_of(cell) for cell in row.cells}:
            return _header(row)
    return None


def _header(row: Row) -> Header:
    columns: dict[str, int] = {}
    unknown: dict[str, int] = {}
    again: list[str] = []
    for index, title in enumerate(row.cells):
        meaning = meaning_of(title)
        if isinstance(title, str) and meaning is None:
            unknown.setdefault(title, index)
        elif meaning in columns and meaning != "unused":
            again.append(str(title))
        elif meaning is not None:
            columns[meaning] = index
    return Header(row, columns, unknown, tuple(again))


def header_faults(header: Header, table: Table) -> Iterator[Fault]:
    """Columns that are not read, once each, with how many rows fill them."""
    for title, index in header.unknown.items():
        filled = sum(index < len(row.cells) and row.cells[index] is not None for row in table.rows) - 1
        reason = f"unknown column {quoted(title)}, filled in {filled:,} row{'' if filled == 1 else 's'}"
        remedy = suggestion(title, _NAMES) or "It was not used; see docs/register-sheet.md for the columns."
        yield Fault(table.file, header.row.number, reason, remedy.strip())
    for title in header.again:
        reason = f"column {quoted(title)} says the same as a column before it; it was not read"
        yield Fault(table.file, header.row.number, reason, "Keep one of the two.")
