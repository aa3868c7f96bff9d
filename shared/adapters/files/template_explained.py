"""The worksheets of a template that nobody fills in and no reader reads: what every column is, and examples."""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.styles import Alignment

from shared.adapters.files import sheet_paint as paint
from shared.adapters.files.sheet_table import EXAMPLES, EXPLANATION
from shared.adapters.files.template_kind import Column, Example, Form, Kind, Need, heading
from shared.core.lang import Lang, both

_HEADS = (
    (both("栏目", "Column"), 18),
    (both("要不要填", "Needed?"), 12),
    (both("怎么填", "What to write"), 64),
    (both("可以选的", "To pick from"), 34),
    (both("例如", "For example"), 26),
)
_NEEDS = {
    Need.NEEDED: both("必填", "needed"),
    Need.WANTED: both("建议填", "wanted"),
    Need.FREE: both("可不填", "optional"),
}
_ONLY_EXAMPLES = both(
    "这一页是填好以后的样子，只供参考，不会被读取。请填在「{sheet}」那一页。",
    "This is what it may look like, and is not read. Fill in the sheet “{sheet}”.",
)
_LINE = 17
"""Points of one line of text."""


def explain(book: Any, kind: Kind, lang: Lang, colours: Mapping[Need, str]) -> None:
    sheet = book.create_sheet(EXPLANATION[lang])
    sheet.sheet_view.showGridLines = False
    _title(sheet, f"{kind.title[lang]} · {EXPLANATION[lang]}")
    row = 2
    for line in kind.intro:
        _across(sheet, row, f"· {line[lang]}")
        row += 1
    row += 1
    for place, (said, width) in enumerate(_HEADS, 1):
        paint.head(sheet.cell(row, place), said[lang], paint.FREE)
        paint.widen(sheet, place, width)
    sheet.row_dimensions[row].height = 26
    for at, column in enumerate(kind.columns, row + 1):
        _explained(sheet, at, column, kind, lang)
        sheet.cell(at, 1).fill = paint.fill(colours[column.need])
    paint.landscape(sheet)


def _explained(sheet: Any, row: int, column: Column, kind: Kind, lang: Lang) -> None:
    choice = "、".join(column.choice.words[lang]) if column.choice else ""
    if lang is Lang.EN:
        choice = choice.replace("、", ", ")
    title = heading(column, kind.known, lang)
    texts = (title, _NEEDS[column.need][lang], column.how[lang], choice, _example(column, kind, lang))
    for place, text in enumerate(texts, 1):
        paint.body(sheet.cell(row, place), text, bold=place == 1, dim=place == 4)
    lines = max(paint.lines_of(text, width - 2) for text, (_, width) in zip(texts, _HEADS, strict=True))
    sheet.row_dimensions[row].height = 6 + _LINE * lines


def _example(column: Column, kind: Kind, lang: Lang) -> str:
    found = (example[column.meaning] for example in kind.examples if column.meaning in example)
    return next((str(said(value, lang)) for value in found), "")


def said(value: Example, lang: Lang) -> object:
    """As it stands in a cell."""
    return value[lang] if isinstance(value, Mapping) else value


def _title(sheet: Any, text: str) -> None:
    cell = sheet.cell(1, 1)
    paint.put(cell, text)
    cell.font = paint.font(size=15, bold=True)
    cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 32


def _across(sheet: Any, row: int, text: str) -> None:
    cell = sheet.cell(row, 1)
    paint.put(cell, text)
    cell.font = paint.font()
    sheet.row_dimensions[row].height = _LINE + 3


def show_examples(book: Any, kind: Kind, lang: Lang, formats: Mapping[Form, str]) -> None:
    """As the sheet itself, with the header in the third row."""
    sheet = book.create_sheet(EXAMPLES[lang])
    paint.put(sheet.cell(1, 1), _ONLY_EXAMPLES[lang].format(sheet=kind.title[lang]))
    sheet.cell(1, 1).font = paint.font(bold=True)
    sheet.row_dimensions[1].height = 24
    for place, column in enumerate(kind.columns, 1):
        title = heading(column, kind.known, lang)
        paint.head(sheet.cell(3, place), title, paint.FREE)
        paint.widen(sheet, place, max(column.width, paint.width_of(title) + 4))
    for row, cells in enumerate(example_rows(kind, lang), 4):
        for place, (column, value) in enumerate(zip(kind.columns, cells, strict=True), 1):
            cell = sheet.cell(row, place)
            paint.body(cell, value, dim=True)
            cell.number_format, cell.fill = formats[column.form], paint.fill(paint.PALE)
        sheet.row_dimensions[row].height = 2 * _LINE
    sheet.freeze_panes = "A4"
    paint.landscape(sheet)


def example_rows(kind: Kind, lang: Lang) -> Iterator[list[object]]:
    """Cell by cell, in the order of the columns; None where an example says nothing."""
    for example in kind.examples:
        values = (example.get(column.meaning) for column in kind.columns)
        yield [None if value is None else said(value, lang) for value in values]
