"""Writes the template of a sheet: one to fill in, one that explains every column, one of examples, and the lists to pick from.

Only the first is ever read: the others are known by their names, and the lists are hidden.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from shared.adapters.files import sheet_paint as paint
from shared.adapters.files.template_explained import explain, show_examples
from shared.adapters.files.template_groups import GROUPS_SHEET
from shared.adapters.files.template_kind import Choice, Column, Form, Kind, Need, heading
from shared.adapters.files.template_people import PEOPLE_SHEET
from shared.core.lang import Lang, both

KINDS: Mapping[str, Kind] = {kind.id: kind for kind in (GROUPS_SHEET, PEOPLE_SHEET)}
FORMATS = {Form.TEXT: "@", Form.DATE: "yyyy-mm-dd", Form.NUMBER: "0"}
COLOURS = {Need.NEEDED: paint.NEEDED, Need.WANTED: paint.WANTED, Need.FREE: paint.FREE}
_LISTS = both("选项", "Lists")
_LAST_ROW = 5000
"""How far down a choice is offered."""
_HEADER_HEIGHT = 30
_NO_DATE = both("请写成日期，如 2026-01-12。", "Write a date, like 2026-01-12.")
_NO_CHOICE = both("请从下拉里选一个。", "Pick one from the list.")
_OTHER = both(
    "列表里没有这个写法。确定要这样写，请点「是」。", "The list does not have it. If it is meant, choose Yes."
)
_NO_NUMBER = both("请只写数字，如 23。", "Write a number, like 23.")


def template(kind: Kind, lang: Lang, departments: Sequence[str] = ()) -> bytes:
    """A workbook; `departments` are offered to pick from, by name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(kind.title[lang])
    _set_up(sheet, kind, lang)
    explain(book, kind, lang, COLOURS)
    show_examples(book, kind, lang, FORMATS)
    _offer(book, sheet, kind, lang, _choices(kind, departments))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _set_up(sheet: Any, kind: Kind, lang: Lang) -> None:
    for place, column in enumerate(kind.columns, 1):
        title = heading(column, kind.known, lang)
        whole_column = sheet.column_dimensions[get_column_letter(place)]
        whole_column.number_format = FORMATS[column.form]
        whole_column.font = paint.font()
        whole_column.width = max(column.width, paint.width_of(title) + 4)
        cell = sheet.cell(1, place)
        paint.head(cell, title, COLOURS[column.need])
        paint.note(cell, column.how[lang])
    sheet.row_dimensions[1].height = _HEADER_HEIGHT
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    paint.landscape(sheet)


def _choices(kind: Kind, departments: Sequence[str]) -> dict[str, Choice]:
    found = {column.meaning: column.choice for column in kind.columns if column.choice}
    if departments:
        names = tuple(departments)
        found["department"] = Choice({Lang.ZH: names, Lang.EN: names}, is_closed=False)
    return found


def _offer(book: Any, sheet: Any, kind: Kind, lang: Lang, choices: Mapping[str, Choice]) -> None:
    lists = book.create_sheet(_LISTS[lang])
    lists.sheet_state = "hidden"
    for place, column in enumerate(kind.columns, 1):
        letter = get_column_letter(place)
        where = f"{letter}2:{letter}{_LAST_ROW}"
        if column.meaning in choices:
            choice = choices[column.meaning]
            source = _listed(lists, heading(column, kind.known, lang), choice.words[lang])
            _validate(sheet, where, _of_list(choice, source, lang))
        elif rule := _of_form(column, lang):
            _validate(sheet, where, rule)


def _listed(lists: Any, title: str, words: Iterable[str]) -> str:
    """The reference of a new column of the hidden sheet."""
    place = lists.max_column + 1 if lists.cell(1, 1).value else 1
    last = 1
    for last, word in enumerate((title, *words), 1):
        paint.put(lists.cell(last, place), word)
    letter = get_column_letter(place)
    return f"'{lists.title}'!${letter}$2:${letter}${last}"


def _validate(sheet: Any, where: str, rule: DataValidation) -> None:
    sheet.add_data_validation(rule)
    rule.add(where)


def _of_list(choice: Choice, source: str, lang: Lang) -> DataValidation:
    return DataValidation(
        "list",
        source,
        allow_blank=True,
        showErrorMessage=not choice.is_free,
        errorStyle="stop" if choice.is_closed else "warning",
        error=(_NO_CHOICE if choice.is_closed else _OTHER)[lang],
    )


def _of_form(column: Column, lang: Lang) -> DataValidation | None:
    """None: any text will do. What is not taken is warned of and no more: the reader knows more ways to write a date."""
    if column.form is Form.TEXT:
        return None
    is_date = column.form is Form.DATE
    return DataValidation(
        "date" if is_date else "whole",
        "DATE(2000,1,1)" if is_date else "0",
        operator="greaterThanOrEqual",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        error=(_NO_DATE if is_date else _NO_NUMBER)[lang],
    )
