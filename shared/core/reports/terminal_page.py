"""The sheet that the terminal's sections are written on: its width, language and ink, headings and bullets."""

from collections.abc import Iterator
from typing import NamedTuple

from shared.core.findings.survey import Survey
from shared.core.lang import Lang
from shared.core.reports.columns import width_of, wrap
from shared.core.reports.ink import Ink, Pen, flow
from shared.core.reports.words import say


class Page(NamedTuple):
    survey: Survey
    lang: Lang
    width: int
    """Columns that a line may take."""
    ink: Ink


def heading(
    page: Page, key: str, aside: str = "", *, pen: Pen | None = None, **fields: object
) -> Iterator[str]:
    """An empty line and a bold title, with a few quiet words beside it."""
    title = say(key, page.lang, **fields)
    bold = page.ink.bold(title)
    yield ""
    room = page.width - width_of(title)
    yield (pen(bold) if pen else bold) + (flow([("  " + aside, page.ink.dim)], room) if aside else "")


def bullet(page: Page, text: str) -> Iterator[str]:
    for number, line in enumerate(wrap(text, page.width - 4)):
        yield ("  - " if number == 0 else "    ") + line
