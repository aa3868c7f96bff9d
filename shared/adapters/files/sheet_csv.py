"""Reads a register from a text file: any common encoding, any common delimiter."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from shared.adapters.files.faultlog import refuse
from shared.adapters.files.people_titles import PEOPLE
from shared.adapters.files.sheet_header import GROUPS, HEADER_WITHIN, find_header
from shared.adapters.files.sheet_table import Row, Table, as_cell
from shared.adapters.files.tree import unreadable
from shared.core.errors import Fault

MAX_BYTES = 64 << 20
DELIMITERS = (",", "\t", ";")

_EXCEL_TEXT = re.compile(r'="([^"]*)"')
"""How a text file tells a spreadsheet to keep leading zeros."""
_UTF_8 = "Save it as UTF-8 (in Excel: CSV UTF-8)."


def read_csv(path: Path) -> list[Table]:
    """Raises BadInput for what is no table of text."""
    text = _decoded(path.name, _bytes(path))
    delimiter = max(DELIMITERS, key=lambda each: _columns_known(text, each))
    return [Table(path.name, list(_rows(path.name, text, delimiter)))]


def lines_of(path: Path) -> list[tuple[int, list[str]]]:
    """Every line of the table, blank ones too, with its number and its cells as they were written; raises as `read_csv`."""
    text = _decoded(path.name, _bytes(path))
    delimiter = max(DELIMITERS, key=lambda each: _columns_known(text, each))
    return [
        (number, [_EXCEL_TEXT.sub(r"\1", value) for value in values])
        for number, values in _lines(text, delimiter)
    ]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        unreadable(path.name, error)
    if len(raw) > MAX_BYTES:
        reason = f"is larger than {MAX_BYTES >> 20} MiB"
        refuse([Fault(path.name, None, reason, "Leave out what is no register.")])
    return raw


def _decoded(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        if not _is_in(raw, "utf-16"):
            refuse([Fault(name, None, "is UTF-16 that is damaged or cut off", _UTF_8)])
        return raw.decode("utf-16")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        refuse([Fault(name, line, "holds a NUL byte: it is no text, or in an unmarked encoding", _UTF_8)])
    return raw.decode("utf-8-sig") if _is_in(raw, "utf-8") else _decoded_otherwise(name, raw)


def _decoded_otherwise(name: str, raw: bytes) -> str:
    """GB18030, unless most lines say that the file is UTF-8 with some lines of something else."""
    lines = raw.split(b"\n")
    foreign = [number for number, line in enumerate(lines, 1) if not _is_in(line, "utf-8")]
    fine = sum(not line.isascii() for line in lines) - len(foreign)
    if fine >= len(foreign):
        refuse([Fault(name, number, "is not UTF-8, as other lines are", _UTF_8) for number in foreign])
    if not _is_in(raw, "gb18030"):
        wrong = [number for number in foreign if not _is_in(lines[number - 1], "gb18030")] or foreign
        refuse([Fault(name, number, "is neither UTF-8 nor GB18030", _UTF_8) for number in wrong])
    return raw.decode("gb18030")


def _is_in(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _columns_known(text: str, delimiter: str) -> int:
    """How many columns make sense when the text is cut this way."""
    try:
        rows = list(islice(_cut(text, delimiter), HEADER_WITHIN))
    except csv.Error:
        return 0
    headers = (find_header(rows, kind) for kind in (GROUPS, PEOPLE))
    return max(len(header.columns) if header else 0 for header in headers)


def _rows(name: str, text: str, delimiter: str) -> Iterator[Row]:
    last = 0
    try:
        for row in _cut(text, delimiter):
            last = row.number
            yield row
    except csv.Error as error:
        reason = f"cannot be cut into cells after line {last}: {error}"
        refuse(
            [Fault(name, last + 1, reason, "Look for a quotation mark that is not closed or not doubled.")]
        )


def _cut(text: str, delimiter: str) -> Iterator[Row]:
    """Raises csv.Error."""
    for number, values in _lines(text, delimiter):
        cells = [as_cell(_EXCEL_TEXT.sub(r"\1", value)) for value in values]
        if any(cell is not None for cell in cells):
            yield Row(number, cells)


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Raises csv.Error. A row's number is that of its first line: cells may have line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for values in reader:
        yield number, values
        number = reader.line_num + 1
