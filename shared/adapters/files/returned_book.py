"""The workbook of a sheet that comes back: as it was, with a column more."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from shared.adapters.files import sheet_paint as paint
from shared.adapters.files.sheet_csv import lines_of
from shared.adapters.files.sheet_header import is_to_change
from shared.adapters.files.sheet_xlsx import table_name
from shared.core.display import clean

Places = Mapping[str, tuple[Any, Callable[[int], int]]]
"""By the name of a table: its worksheet, and which row of that is which of the table."""
_WIDTH = 60
_LINE = 16
"""Points of one line of text."""
_WIDEST = 40
_NO_RESULT = "#N/A"
"""For a formula that nobody calculated: its text would be taken for what somebody wrote, and this is refused again."""
_RULE: Any = FormulaRule
_NO_TITLE = re.compile(r"[\[\]:*?/\\']")


class Marks(NamedTuple):
    header: int
    """The number of its row."""
    heading: str
    notes: Mapping[int, str]
    """By the number of the row: what to change."""


def book_of_xlsx(path: Path, marked: Container[str]) -> tuple[Any, Places]:
    """The workbook itself. On marked sheets a formula becomes what it showed: its result would be lost, and it may be harmful."""
    places: dict[str, tuple[Any, Callable[[int], int]]] = {}
    with path.open("rb") as stream:  # our own, as in reading: openpyxl would leave a damaged workbook's open
        book = load_workbook(stream)
        for sheet in book.worksheets:
            name = table_name(path.name, sheet.title)
            if name in marked:
                places.setdefault(name, (sheet, _same))
        formulas = [cell for sheet, _ in places.values() for cell in _settled(sheet)]
        if formulas:
            _show(formulas, load_workbook(stream, data_only=True))
    return book, places


def _same(number: int) -> int:
    return number


def _settled(sheet: Any) -> Iterator[Any]:
    """The cells of formulas; texts that look like one are kept as texts."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield cell
            elif cell.data_type == "s":
                paint.keep_text(cell)


def _show(formulas: Iterable[Any], values: Any) -> None:
    for cell in formulas:
        shown = values[cell.parent.title].cell(cell.row, cell.column).value
        paint.put(cell, _NO_RESULT if shown is None else shown)


def book_of_csv(path: Path, header: int) -> tuple[Any, Places]:
    """`header`: its line. Every cell a text, as it was written: so leading zeros and long numbers survive, and nothing is taken for a formula."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = _NO_TITLE.sub(" ", clean(path.stem)).strip()[:31] or "Sheet"
    numbers: dict[int, int] = {}
    widths: dict[int, int] = {}
    for at, (number, values) in enumerate(lines_of(path), 1):
        numbers[number] = at
        for place, value in enumerate(values, 1):
            widths[place] = max(widths.get(place, 8), paint.width_of(value) + 2)
            cell = sheet.cell(at, place)
            if value:
                paint.put(cell, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.number_format, cell.font = "@", paint.font(bold=number == header)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    paint.landscape(sheet)
    sheet.freeze_panes = sheet.cell(numbers[header] + 1, 1)
    for place, width in widths.items():
        paint.widen(sheet, place, min(width, _WIDEST))
    return book, {path.name: (sheet, numbers.__getitem__)}


def mark(sheet: Any, marks: Marks) -> None:
    """Rows stay where they are, so that their numbers are those that the terminal named; a hidden one is shown."""
    place = _column(sheet, marks.header)
    for row in range(marks.header + 1, sheet.max_row + 1):
        if sheet.cell(row, place).value is not None:
            sheet.cell(row, place).value = None
    paint.head(sheet.cell(marks.header, place), marks.heading, paint.MARKED)
    paint.widen(sheet, place, _WIDTH)
    for row, text in marks.notes.items():
        cell = sheet.cell(row, place)
        paint.put(cell, ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.font = paint.font()
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        _make_room(sheet.row_dimensions[row], text)
        sheet.row_dimensions[row].hidden = False
    _make_room(sheet.row_dimensions[marks.header], marks.heading)
    _tint(sheet, marks.header + 1, place)


def open_at(book: Any, sheet: Any) -> None:
    """The sheet that somebody sees first, and it alone: what is typed would go into every one that is selected."""
    book.active = sheet
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is sheet


def _column(sheet: Any, header: int) -> int:
    """Where the column stands already, else the first that is free."""
    there: list[int] = [cell.column for cell in sheet[header] if is_to_change(cell.value)]
    used: list[int] = [cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return there[0] if there else max(used) + 1


def _make_room(row: Any, text: str) -> None:
    needed = _LINE * paint.lines_of(text, _WIDTH - 2) + 2
    row.height = max(row.height or 0, needed)


def _tint(sheet: Any, first: int, place: int) -> None:
    """A row is tinted as long as something is to be changed in it; what colour it has itself is left alone."""
    letter = get_column_letter(place)
    formula = f"LEN(${letter}{first})>0"
    known = {text for each in sheet.conditional_formatting for rule in each.rules for text in rule.formula}
    if formula not in known:
        rule = _RULE(formula=[formula], fill=paint.fill(paint.MARKED))
        sheet.conditional_formatting.add(f"A{first}:{letter}{max(first, sheet.max_row)}", rule)
