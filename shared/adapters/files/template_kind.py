"""What a template of a sheet consists of: its columns by meaning, what is said of each, and examples.

What a column is called, and which words a closed choice has, is the reader's alone: here are meanings.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from shared.adapters.files.sheet_header import Titles
from shared.core.lang import Bilingual, Lang

_HAN = re.compile(r"[\u3400-\u9fff]")


class Form(Enum):
    """How a column's cells are kept."""

    TEXT = auto()
    """As written, so that leading zeros and long numbers survive."""
    DATE = auto()
    NUMBER = auto()


class Need(Enum):
    NEEDED = auto()
    WANTED = auto()
    """Worth filling in."""
    FREE = auto()


class Choice(NamedTuple):
    """What can be picked in a column."""

    words: Mapping[Lang, tuple[str, ...]]
    is_closed: bool = True
    """Whether the reader takes nothing else."""
    is_free: bool = False
    """Whether texts of any kind are usual beside the words, so that nothing is warned of."""


Example: TypeAlias = Bilingual | date | int


class Column(NamedTuple):
    meaning: str
    how: Bilingual
    """What to write."""
    need: Need = Need.FREE
    form: Form = Form.TEXT
    choice: Choice | None = None
    width: int = 14
    """In characters of Latin script; a Chinese one takes two."""
    title: Bilingual | None = None
    """What it is called; None: by the first name that the reader knows."""


class Kind(NamedTuple):
    """One kind of sheet."""

    id: str
    title: Bilingual
    known: Titles
    intro: tuple[Bilingual, ...]
    """What holds for all columns, a line each."""
    columns: tuple[Column, ...]
    examples: tuple[Mapping[str, Example], ...]
    """Rows, by meaning."""


def heading(column: Column, known: Titles, lang: Lang) -> str:
    """The first name in this language that the reader knows; what is needed bears a star, which the reader leaves out."""
    star = "*" if column.need is Need.NEEDED else ""
    if column.title is not None:
        return column.title[lang] + star
    names = known.columns[column.meaning]
    return next((name for name in names if _is_in(name, lang)), names[0]) + star


def _is_in(name: str, lang: Lang) -> bool:
    return (_HAN.search(name) is not None) == (lang is Lang.ZH)
