"""What a sheet is to its reader, be it of a workbook or a text file: numbered rows of cells."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from shared.core.lang import both


class Unusable(NamedTuple):
    """A cell with something in it that cannot be used."""

    reason: str
    remedy: str
    zh: str
    """Both, as the end of a sentence."""


Cell: TypeAlias = str | int | float | bool | datetime | date | Unusable | None

EXPLANATION, EXAMPLES = both("填写说明", "How to fill in"), both("示例", "Examples")
ASIDE = frozenset({*EXPLANATION.values(), *EXAMPLES.values()})
"""Worksheets of a template that explain it: not read, unless a workbook has nothing else."""
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"}
)
"""What spreadsheets write where a formula failed."""


class Row(NamedTuple):
    number: int
    """As the spreadsheet or an editor shows it, from 1."""
    cells: Sequence[Cell]


class Table(NamedTuple):
    file: str
    """As faults name it: `register.csv`, `register.xlsx[Sheet1]`."""
    rows: Sequence[Row]
    """Without blank ones."""


def as_cell(text: str) -> Cell:
    """A text from a sheet; blank is None."""
    said = text.strip("\ufeff\u200b \t\r\n\u3000\xa0")
    if said in ERRORS:
        zh = f"的公式出错了（{said}），请改好公式，或直接写内容。"
        return Unusable(f"is {said}, a failed formula", "Mend the formula, or write the value.", zh)
    return said or None
