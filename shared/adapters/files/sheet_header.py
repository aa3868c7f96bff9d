"""Finds the header of a sheet and says which column is which, whatever the columns are called."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shared.adapters.files.sheet_table import Cell, Row, Table
from shared.core.display import harmless
from shared.core.errors import Fault
from shared.core.lang import both
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
    "external": ("是否外部群", "外部", "外部群", "含外部人员", "是否含外部人员", "external"),
    "status": ("状态", "群状态", "当前状态", "status"),
    "exempt": ("豁免", "是否豁免", "exempt"),
    "unused": (
        "备注", "说明", "序号", "行号", "需要修改的地方",
        "remark", "remarks", "note", "notes", "comment", "no", "#", "what to change",
    ),
}  # fmt: skip
"""What a column may be called, by what it means; a template takes the first name in each language. `unused` ones are known
and not read."""
TO_CHANGE = both("需要修改的地方", "what to change")
"""The column of a sheet that came back: what is written there is for people."""
TOTALS = ("合计", "总计", "小计", "共计", "总数", "total", "subtotal", "grand total", "sum")
"""What the first cell of a row says that sums up the others."""


def plain(text: str) -> str:
    """A title without case, spaces and decoration."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-*:.、]+", "", folded)


_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|<[^>]*>")


class Titles(NamedTuple):
    """What the columns of one kind of sheet may be called."""

    columns: Mapping[str, tuple[str, ...]]
    """Names by meaning; `unused` ones are known and not read."""
    meanings: Mapping[str, str]
    """The meaning of every name, as `plain` makes it."""
    tell: tuple[frozenset[str], ...]
    """A row is the header where it has a column of each of these sets of meanings."""
    page: str
    """Where the columns are described."""


def titles(columns: Mapping[str, tuple[str, ...]], tell: tuple[frozenset[str], ...], page: str) -> Titles:
    meanings = {plain(name): meaning for meaning, names in columns.items() for name in names}
    return Titles(columns, meanings, tell, page)


GROUPS = titles(COLUMNS, (frozenset({"name", "group_id"}),), "docs/register-sheet.md")
"""The register of groups: a column for their name or their id is enough."""
_TOTALS = frozenset(map(plain, TOTALS))


class Header(NamedTuple):
    row: Row
    columns: Mapping[str, int]
    """Where each meaning is to be read."""
    unknown: Mapping[str, int]
    """Titles that mean nothing here."""
    again: tuple[str, ...]
    """Titles of columns whose meaning an earlier column has."""


def meaning_of(title: Cell, known: Titles = GROUPS) -> str | None:
    """An aside in brackets, as in 群公告(是/否), is tried without."""
    if not isinstance(title, str):
        return None
    said = plain(title)
    return known.meanings.get(said) or known.meanings.get(_ASIDE.sub("", said))


def is_to_change(title: Cell) -> bool:
    """Whether it is the column of a sheet that came back."""
    if not isinstance(title, str):
        return False
    return _ASIDE.sub("", plain(title)) in {plain(name) for name in TO_CHANGE.values()}


def find_header(rows: Sequence[Row], known: Titles = GROUPS) -> Header | None:
    """The first row that has the columns by which this kind of sheet is known."""
    return next((_header(row, known) for row in rows[:HEADER_WITHIN] if is_header(row, known)), None)


def is_header(row: Row, known: Titles) -> bool:
    meanings = {meaning_of(cell, known) for cell in row.cells}
    return all(not meanings.isdisjoint(some) for some in known.tell)


def is_total(row: Row) -> bool:
    first = next(cell for cell in row.cells if cell is not None)
    return isinstance(first, str) and plain(first) in _TOTALS


def repeats(row: Row, header: Header) -> bool:
    """Whether the row is the header again, on a new page."""
    written, titles_again = ([cell for cell in each.cells if cell is not None] for each in (row, header.row))
    return written == titles_again


def _header(row: Row, known: Titles) -> Header:
    columns: dict[str, int] = {}
    unknown: dict[str, int] = {}
    again: list[str] = []
    for index, title in enumerate(row.cells):
        meaning = meaning_of(title, known)
        if isinstance(title, str) and meaning is None:
            unknown.setdefault(title, index)
        elif meaning in columns and meaning != "unused":
            again.append(str(title))
        elif meaning is not None:
            columns[meaning] = index
    return Header(row, columns, unknown, tuple(again))


def header_faults(header: Header, table: Table) -> Iterator[Fault]:
    """Columns that are not read, once each."""
    yield from unknown_columns(header, table, GROUPS)
    yield from columns_again(header, table)


def unknown_columns(header: Header, table: Table, known: Titles) -> Iterator[Fault]:
    """With how many rows fill them."""
    names = [name for some in known.columns.values() for name in some]
    for title, index in header.unknown.items():
        filled = sum(index < len(row.cells) and row.cells[index] is not None for row in table.rows) - 1
        reason = f"unknown column {quoted(title)}, filled in {filled:,} row{'' if filled == 1 else 's'}"
        remedy = suggestion(title, names) or f"It was not used; see {known.page} for the columns."
        zh = f"「{harmless(title)}」这一栏不认识，请改成认识的名称，或删去这一栏。"
        yield Fault(table.file, header.row.number, reason, remedy.strip(), zh)


def columns_again(header: Header, table: Table) -> Iterator[Fault]:
    for title in header.again:
        reason = f"column {quoted(title)} says the same as a column before it; it was not read"
        zh = f"「{harmless(title)}」和前面一栏是同一个意思，请只留一栏。"
        yield Fault(table.file, header.row.number, reason, "Keep one of the two.", zh)
