"""How a workbook of ours looks: fonts, fills, borders, notes; openpyxl is imported only where one is written."""

from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

FONT = "微软雅黑"
INK, DIM = "1F2933", "6B7785"
NEEDED, WANTED, FREE, PALE = "FBE3D3", "DCE9F7", "EEF1F4", "F8F9FB"
"""Fills, as RRGGBB: headings by how much they are wanted, and what is only an example."""
MARKED = "FFF3C4"
"""A row that somebody is to change."""
_LINE = Side(style="thin", color="C9D1DA")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program may take for a formula."""


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def font(*, size: int = 10, bold: bool = False, colour: str = INK) -> Font:
    return Font(name=FONT, size=size, bold=bold, color=colour)


def put(cell: Any, value: object) -> None:
    """A text stays a text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        keep_text(cell)


def keep_text(cell: Any) -> None:
    cell.data_type = "s"
    if isinstance(cell.value, str) and cell.value.startswith(_DANGEROUS):
        cell.quotePrefix = True


def head(cell: Any, title: str, colour: str) -> None:
    put(cell, title)
    cell.font, cell.fill, cell.border = font(bold=True), fill(colour), BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def body(cell: Any, value: object, *, dim: bool = False, bold: bool = False) -> None:
    put(cell, value)
    cell.font, cell.border = font(bold=bold, colour=DIM if dim else INK), BORDER
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def note(cell: Any, text: str) -> None:
    """What shows where somebody points at the cell, in a box that the text fits."""
    cell.comment = Comment(text, "groupkeeper", width=300, height=40 + 22 * lines_of(text, 40))


def width_of(text: str) -> int:
    """In characters of Latin script: a Chinese one takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of that width."""
    return sum(1 + max(0, width_of(line) - 1) // max(1, width) for line in text.split("\n"))


def widen(sheet: Any, place: int, width: int) -> None:
    """`place`: of the column, from 1."""
    sheet.column_dimensions[get_column_letter(place)].width = width


def landscape(sheet: Any) -> None:
    """On paper: as wide as a page, with the header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
