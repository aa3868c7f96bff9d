"""Reads a register from a workbook; openpyxl is imported only when there is one."""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from shared.adapters.files.faultlog import refuse
from shared.adapters.files.sheet_table import ASIDE, Cell, Row, Table, Unusable, as_cell
from shared.adapters.files.tree import CHUNK, unreadable
from shared.adapters.files.ziptree import BROKEN_ZIP, Limits, open_zip
from shared.core.display import harmless
from shared.core.errors import Fault

LIMITS = Limits(total=128 << 20)
"""A workbook's texts are all held in memory."""
MAX_ROWS = 1_048_576
"""What a worksheet can have at all."""
MAX_COLUMNS = 256
BROKEN = (*BROKEN_ZIP, ArithmeticError, AssertionError, AttributeError, LookupError, ParseError, TypeError)
"""What openpyxl raises for workbooks that are damaged or were made to hurt: it does not promise a kind."""

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ZEROS = re.compile(r"0{2,}")
_NO_VALUE = Unusable(
    "is a formula without a stored value",
    "Open the sheet in a spreadsheet program and save it again.",
    "的公式没有保存结果，请直接写内容。",
)
"""Programs that write workbooks without calculating leave such cells."""


def read_xlsx(path: Path) -> list[Table]:
    """The visible sheets. Raises BadInput for what is no workbook."""
    _check_kind(path)
    with open_zip(path, LIMITS) as archive:
        formulas = _has_formulas(path.name, archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on decoration that it does not keep
        return _tables(path, formulas=formulas)


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        unreadable(path.name, error)
    if head.startswith(_ZIP):
        return
    if not head:
        _refuse(path.name, "is empty", "Save the register again.")
    if head.startswith(_OLE):
        _refuse(
            path.name,
            "is protected by a password, or an old .xls by another name",
            "Save it as .xlsx, unprotected.",
        )
    if head.lstrip().startswith(b"<"):
        _refuse(path.name, "is a web page or XML by another name", "Open it and save it as .xlsx.")
    _refuse(path.name, "is not a workbook, or is damaged", "Open it and save it as .xlsx.")


def _refuse(name: str, reason: str, remedy: str) -> NoReturn:
    refuse([Fault(name, None, reason, remedy)])


def _has_formulas(name: str, archive: ZipFile) -> bool:
    try:
        return any(
            _has_formula(archive, info.filename)
            for info in archive.infolist()
            if info.filename.startswith("xl/worksheets/")
        )
    except BROKEN_ZIP:
        _refuse(name, "is damaged or cut off", "Get it again, or open it and save it as .xlsx.")


def _has_formula(archive: ZipFile, entry: str) -> bool:
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            if _FORMULA.search(tail + chunk):
                return True
            tail = chunk[-16:]
    return False


def _tables(path: Path, *, formulas: bool) -> list[Table]:
    with ExitStack() as stack:  # streams of our own: openpyxl would leave those of damaged workbooks open
        streams = [stack.enter_context(path.open("rb")) for _ in range(2 if formulas else 1)]
        try:
            return list(_visible(path.name, *streams))
        except BROKEN:
            _refuse(path.name, "is not a workbook, or is damaged", "Open it and save it as .xlsx.")


def _visible(name: str, stream: BinaryIO, again: BinaryIO | None = None) -> Iterator[Table]:
    from openpyxl import load_workbook

    values = load_workbook(stream, read_only=True, data_only=True)
    written = load_workbook(again, read_only=True) if again else None
    for sheet in _meant(values.worksheets):
        rows = list(_rows(sheet, written[sheet.title] if written else None))
        yield Table(table_name(name, sheet.title), rows)


def table_name(name: str, title: str) -> str:
    return f"{name}[{harmless(title)}]"


def _meant(sheets: Sequence[Any]) -> list[Any]:
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    return [sheet for sheet in visible if sheet.title not in ASIDE] or visible


def _rows(sheet: Any, written: Any) -> Iterator[Row]:
    """`written` is the same sheet with its formulas; None: it has none."""
    formulas = _cells(written) if written else None
    for number, cells in enumerate(_cells(sheet), 1):
        beside = next(formulas, ()) if formulas else ()
        read = [_cell(*pair) for pair in zip_longest(cells, beside[: len(cells)])]
        if any(cell is not None for cell in read):
            yield Row(number, read)


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its own size is often wrong, and may be a trap
    return (cells[:MAX_COLUMNS] for cells in islice(sheet.iter_rows(), MAX_ROWS))


def _cell(cell: Any, written: Any) -> Cell:
    value = cell.value
    if value is None:
        return _NO_VALUE if written is not None and written.data_type == "f" else None
    if isinstance(value, str):
        return as_cell(value)
    if isinstance(value, int) and not isinstance(value, bool) and _ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    if isinstance(value, bool | int | float | datetime | date):
        return value
    return Unusable(
        "is a time of day or a duration",
        "Write a date, a number or a text.",
        "是时刻或时长，请写日期、数字或文字。",
    )
