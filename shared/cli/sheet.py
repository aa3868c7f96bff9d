"""The sheet that answers are shown on: headings, grids of left-aligned columns, bullets; texts made harmless."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from shared.cli.tools import Tools
from shared.core.display import harmless, shorten
from shared.core.reports.columns import pad, width_of, wrap
from shared.core.reports.ink import Ink, Pen

_NARROWEST, _WIDEST = 60, 160
_LONGEST = 200
"""Characters of one cell that are shown."""
_NARROWEST_COLUMN = 6
_GAP = 2
MOST_ROWS = 40
"""Rows of one grid before the rest is only counted."""


class Sheet(NamedTuple):
    width: int
    ink: Ink
    zone: tzinfo | None
    """In which times are shown; None: the machine's."""

    def moment(self, text: Any) -> str:
        """An ISO 8601 moment as `2026-10-12 09:00 UTC+8`; anything else as it is, nothing as `-`."""
        try:
            when = datetime.fromisoformat(str(text)).astimezone(self.zone)
        except ValueError:
            return said(text)
        return f"{when:%Y-%m-%d %H:%M} {_distance(when)}"


class Row(NamedTuple):
    cells: Sequence[str]
    pen: Pen | None = None
    """What the whole row is written with; None: plain."""


def sheet_of(tools: Tools) -> Sheet:
    width = max(_NARROWEST, min(tools.terminal.width, _WIDEST)) - 1
    return Sheet(width, Ink(tools.terminal.colour), tools.operator.zone)


def said(value: Any) -> str:
    """Any value of an answer as one harmless line; nothing as `-`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(said(one) for one in value) or "-"
    if isinstance(value, dict):
        return ", ".join(f"{said(key)}: {said(one)}" for key, one in value.items()) or "-"
    return shorten(harmless("" if value is None else str(value)), _LONGEST) or "-"


def heading(sheet: Sheet, title: str, aside: str = "") -> Iterator[str]:
    yield ""
    yield sheet.ink.bold(title) + (sheet.ink.dim(f"  {aside}") if aside else "")


def paragraph(sheet: Sheet, text: str) -> Iterator[str]:
    yield from wrap(text, sheet.width)


def bullet(sheet: Sheet, text: str, pen: Pen | None = None) -> Iterator[str]:
    for number, line in enumerate(wrap(text, sheet.width - 4)):
        yield ("  - " if number == 0 else "    ") + (pen or sheet.ink.plain)(line)


def grid(
    sheet: Sheet, head: Sequence[str], rows: Iterable[Row], *, numbers: Collection[int] = ()
) -> Iterator[str]:
    """Columns as wide as their widest cell; where that is too much, the widest ones give way.

    No head: no line for it. `numbers` are the places of columns that stand at their right edge.
    """
    every = list(rows)
    shown = every[:MOST_ROWS]
    widths = _widths(sheet, [*([head] if head else []), *(row.cells for row in shown)])
    if head:
        yield _line(head, widths, numbers, sheet.ink.dim)
    for row in shown:
        yield _line(row.cells, widths, numbers, row.pen or sheet.ink.plain)
    if len(every) > len(shown):
        yield "  " + sheet.ink.dim(f"… and {len(every) - len(shown):,} more; --json shows all")


def _line(cells: Sequence[str], widths: Sequence[int], numbers: Collection[int], pen: Pen) -> str:
    padded = [pad(cell, widths[place], right=place in numbers) for place, cell in enumerate(cells)]
    return "  " + pen((" " * _GAP).join(padded).rstrip())


def _widths(sheet: Sheet, rows: Sequence[Sequence[str]]) -> list[int]:
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    room = sheet.width - 2 - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _distance(when: datetime) -> str:
    offset = when.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"
