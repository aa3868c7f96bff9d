"""One row of a register, read cell by cell: what does not fit is a fault with its row, and counts as not filed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

from shared.adapters.files.faultlog import FaultLog
from shared.adapters.files.record import CHINA
from shared.adapters.files.sheet_header import Header
from shared.adapters.files.sheet_table import Cell, Row, Unusable
from shared.core.display import harmless
from shared.core.errors import Fault
from shared.core.schema.node import quoted

YES = frozenset({"是", "有", "已发布", "已发", "含", "yes", "y", "true", "1", "√", "✓", "✔"})
NO = frozenset({"否", "无", "没有", "未发布", "未发", "不含", "no", "n", "false", "0", "×", "✗", "x"})
NONE = frozenset(
    {"无", "暂无", "没有", "空", "待定", "未定", "none", "n/a", "na", "tbd", "-", "--", "—", "——", "/"}
)
"""What people write where there is nothing: said to be absent, which a blank cell does not say."""

EXACT = 10**15
"""Numbers from here on are rounded by spreadsheets."""
SEPARATORS = re.compile(r"[、，,;；/|\n]+")
"""What people put between several names or ids in one cell."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?)?")


def folded(text: str) -> str:
    """Full-width letters and digits as ordinary ones, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet has made a long id a rough number, like 1.2E+18."""
    return _ROUNDED.fullmatch(text) is not None


def is_none(text: str) -> bool:
    return folded(text).casefold() in NONE


class SheetRow:
    """A row by the meaning of its columns. A reading method gives None where the cell is blank or wrong."""

    def __init__(self, file: str, row: Row, header: Header, log: FaultLog) -> None:
        self.file = file
        self.number = row.number
        self._log = log
        self._titles = header
        self._cells: Mapping[str, Cell] = {
            meaning: row.cells[index] for meaning, index in header.columns.items() if index < len(row.cells)
        }

    def blame(self, column: str, reason: str, remedy: str, zh: str = "") -> None:
        """`zh` is both in Chinese, as what follows the column's title; a remark, which nobody has to mend, has none."""
        title = str(self._titles.row.cells[self._titles.columns[column]])
        said = f"「{harmless(title)}」{zh}" if zh else ""
        self._log.add(Fault(self.file, self.number, f"{quoted(title)} {reason}", remedy, said))

    def blame_row(self, reason: str, remedy: str, zh: str = "") -> None:
        self._log.add(Fault(self.file, self.number, reason, remedy, zh))

    def meanings(self) -> Iterable[str]:
        """Of the columns, from left to right."""
        return self._cells

    def cell(self, column: str) -> str | int | float | bool | datetime | date | None:
        found = self._cells.get(column)
        if isinstance(found, Unusable):
            self.blame(column, *found)
            return None
        return found

    def text(self, column: str) -> str | None:
        """As written; `无` and the like too."""
        found = self.cell(column)
        if found is None or isinstance(found, str):
            return found
        if isinstance(found, date):  # a datetime is a date, too
            self.blame(
                column,
                "was made a date by the spreadsheet",
                "Format the cell as text and write it again.",
                "被表格软件变成了日期，请把这一格设为文本，再写一遍。",
            )
            return None
        if isinstance(found, bool):
            return str(found).upper()
        return self._number(column, found)

    def says_none(self, column: str) -> bool:
        """Whether somebody wrote that there is nothing; a blank cell does not say so."""
        found = self._cells.get(column)
        return isinstance(found, str) and is_none(found)

    def said(self, column: str) -> str | None:
        """A text that says something."""
        found = self.text(column)
        return None if found is None or is_none(found) else found

    def id(self, column: str) -> str | None:
        found = self.said(column)
        if found is not None and is_rounded(found):
            self.blame_rounded(column)
            return None
        return None if found is None else folded(found)

    def day(self, column: str) -> date | None:
        """The day in China of what `moment` reads; whose day it is may be private, so a wrong one is not repeated."""
        found = self.moment(column, is_private=True)
        return None if found is None else found.astimezone(CHINA).date()

    def flag(self, column: str) -> bool | None:
        found = self.text(column)
        if found is None:
            return None
        said = folded(found).casefold()
        if said in YES or said in NO:
            return said in YES
        self.blame(
            column,
            f"is {quoted(found)}",
            "Write 是 or 否 (yes or no).",
            f"写的是{quoted(found)}，请写 是 或 否。",
        )
        return None

    def whole(self, column: str) -> int | None:
        found = self.said(column)
        if found is None:
            return None
        digits = folded(found).removesuffix("人").removesuffix("名").strip()
        if digits.isascii() and digits.isdecimal() and len(digits) < 10:
            return int(digits)
        self.blame(
            column,
            f"is {quoted(found)}, not a number",
            "Write a number like 12.",
            f"写的是{quoted(found)}，请写数字，如 12。",
        )
        return None

    def moment(self, column: str, *, is_private: bool = False) -> datetime | None:
        """In UTC; what is written without an offset is meant +08:00, a date alone is its midnight."""
        found = self.cell(column)
        if found is None or (isinstance(found, str) and is_none(found)):
            return None
        try:
            return _moment(found)
        except (ValueError, OverflowError):
            said = "" if is_private else quoted(str(found))
            self.blame(
                column,
                f"is {said + ', ' if said else ''}not a date",
                "Write it like 2026-04-16 or 2026-04-16 09:30.",
                f"{f'写的是{said}，' if said else ''}不是日期，请写成 2026-04-16 或 2026-04-16 09:30。",
            )
        return None

    def _number(self, column: str, value: float) -> str | None:
        """Spreadsheets keep whole numbers as fractions, and long ones only roughly."""
        if abs(value) >= EXACT:
            self.blame_rounded(column)
            return None
        return str(int(value)) if value == int(value) else str(value)

    def blame_rounded(self, column: str) -> None:
        reason = "is a long number that the spreadsheet has rounded"
        zh = "是长数字，被表格软件改成了近似值，请把这一栏设为文本，重新粘贴。"
        self.blame(column, reason, "Format the column as text and paste the ids again.", zh)


def _moment(value: str | float | datetime | date) -> datetime:
    """Raises ValueError or OverflowError."""
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return _in_utc(datetime.combine(value, time()))
    said = folded(str(int(value) if isinstance(value, float) else value))
    match = _DATE.match(said)
    clock = _CLOCK.fullmatch(said[match.end() :]) if match else None
    if match is None or clock is None:
        return _in_utc(datetime.fromisoformat(said))
    year, month, day = map(int, match.groups())
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return _in_utc(datetime(year, month, day, hour, minute, second, tzinfo=CHINA))


def _in_utc(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    return aware.astimezone(UTC)
