"""A sheet that comes back: a copy in which every row that cannot be taken says what to change, in a column of its own.

All else is as it was. The column is for people: the reader knows it and does not read it, so that the copy, once it is corrected,
is simply registered.
"""

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from shared.adapters.files.faultlog import EVERY
from shared.adapters.files.people_sheet import people_of
from shared.adapters.files.people_titles import PEOPLE, is_people_sheet
from shared.adapters.files.returned_book import Marks, book_of_csv, book_of_xlsx, mark, open_at
from shared.adapters.files.sheet import Sheet, tables_of
from shared.adapters.files.sheet_header import GROUPS, TO_CHANGE, Header, find_header
from shared.adapters.files.sheet_table import Row, Table
from shared.adapters.files.sheet_xlsx import BROKEN
from shared.app.ports.ports import MarkedSheet
from shared.core.display import harmless
from shared.core.errors import BadInput, Fault
from shared.core.lang import Lang

_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""What is filed is thrown away: only what is wrong with it counts."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_REST = "…"
"""How a reason begins that only counts what was not named."""


class _Wrong(NamedTuple):
    """What is to be changed in one table."""

    header: Row
    rows: Mapping[int, list[Fault]]
    """By the number of the row."""
    whole: Sequence[Fault]
    """What is about no single row."""


def returned(path: Path, refused: Sequence[Fault] = ()) -> MarkedSheet | None:
    """`refused`: what only the register itself could know, beside what is wrong with the sheet as it stands.

    None where no single row is wrong. Raises BadInput where no copy can be made.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on decoration that it does not keep
            return _returned(path, refused)
    except BROKEN as error:
        reason = "no copy with what to change could be made of it"
        raise BadInput(Fault(path.name, None, reason, "Change the rows in the sheet itself")) from error


def _returned(path: Path, refused: Sequence[Fault]) -> MarkedSheet | None:
    try:
        tables = tables_of(path)
        is_people = is_people_sheet(tables)
    except BadInput:
        return None
    faults = _merged([*_wrong_in(path, tables, is_people=is_people), *refused])
    header_of = partial(find_header, known=PEOPLE if is_people else GROUPS)
    wrong = {
        table.file: one for table in tables if (one := _wrong_with(table, header_of(table.rows), faults))
    }
    if not wrong:
        return None
    is_text = path.suffix.lower() != ".xlsx"
    book, places = book_of_csv(path, wrong[path.name].header.number) if is_text else book_of_xlsx(path, wrong)
    for name, one in wrong.items():
        sheet, row_of = places[name]
        lang = Lang.ZH if any(_HAN.search(str(cell)) for cell in one.header.cells) else Lang.EN
        notes = {row_of(number): _note(faults, lang) for number, faults in one.rows.items()}
        mark(sheet, Marks(row_of(one.header.number), _heading(sorted(notes), one.whole, lang), notes))
    open_at(book, places[next(iter(wrong))][0])
    written = io.BytesIO()
    book.save(written)
    return MarkedSheet(written.getvalue(), sum(len(one.rows) for one in wrong.values()))


def _wrong_in(path: Path, tables: list[Table], *, is_people: bool) -> list[Fault]:
    """Every fault one by one, however many there are of a kind."""
    faults: list[Fault] = []
    try:
        if is_people:
            faults = people_of(path.name, tables, EVERY).faults
        else:
            Sheet(path, at=_ANY_DAY, named=EVERY).places(tables, faults)
    except BadInput as error:
        faults.extend(error.faults)
    return faults


def _merged(faults: Iterable[Fault]) -> list[Fault]:
    """Each once, though it was said by this machine and by the function, which makes texts harmless on their way."""
    once: dict[tuple[str, int | None, str], Fault] = {}
    for fault in faults:
        if not fault.reason.startswith(_REST):
            once.setdefault((harmless(fault.file), fault.line, harmless(fault.reason)), fault)
    return list(once.values())


def _wrong_with(table: Table, header: Header | None, faults: Sequence[Fault]) -> _Wrong | None:
    """None where no row of the table is wrong."""
    if header is None:
        return None
    numbers = {row.number for row in table.rows if row.number > header.row.number}
    rows: defaultdict[int, list[Fault]] = defaultdict(list)
    whole = []
    for fault in faults:
        is_here = harmless(fault.file) == harmless(table.file)
        if is_here and fault.line in numbers:
            rows[fault.line].append(fault)
        elif fault.line is None or (is_here and fault.line == header.row.number):
            whole.append(fault)
    return _Wrong(header.row, rows, whole) if rows else None


def _said(fault: Fault, lang: Lang) -> str:
    return (lang is Lang.ZH and fault.zh) or f"{fault.reason}. {fault.remedy}"


def _note(faults: Sequence[Fault], lang: Lang) -> str:
    texts = [_said(fault, lang) for fault in faults]
    return texts[0] if len(texts) == 1 else "\n".join(f"{at}. {text}" for at, text in enumerate(texts, 1))


_NAMED = 12
"""Rows that the heading names by their numbers."""
_BRACKETS = str.maketrans("()（）[]【】<>", "〔〕〔〕〔〕〔〕〔〕")
"""An aside of a heading ends with the first bracket that closes."""


def _heading(numbers: Sequence[int], whole: Iterable[Fault], lang: Lang) -> str:
    """Which rows, and what is about the sheet as a whole, as asides that the reader leaves out."""
    if lang is Lang.ZH:
        rows = "、".join(map(str, numbers[:_NAMED])) + " 等" * (len(numbers) > _NAMED)
        aside = f"{len(numbers)} 行：第 {rows} 行"
    else:
        rows = ", ".join(map(str, numbers[:_NAMED])) + " …" * (len(numbers) > _NAMED)
        aside = f"{len(numbers)} rows: {rows}"
    asides = [aside, *(_said(fault, lang) for fault in whole)]
    return TO_CHANGE[lang] + "".join(f"\n({text.translate(_BRACKETS)})" for text in asides)


def copy_beside(path: Path) -> Path:
    """A new name in the same folder; the copy of a copy is named after the first sheet."""
    mark_word = TO_CHANGE[Lang.ZH]
    stem = re.sub(rf"-{mark_word}(-\d+)?$", "", path.stem)
    names = (f"{stem}-{mark_word}{f'-{number}' if number > 1 else ''}.xlsx" for number in range(1, 1000))
    return next(
        (place for place in map(path.with_name, names) if not place.exists()),
        path.with_name(f"{stem}-{mark_word}.xlsx"),
    )
