"""The two charts of the page: tables of numbers with a stacked bar beside each row's name."""

from collections.abc import Sequence

from shared.core.findings.survey import Survey
from shared.core.reports.columns import shares
from shared.core.reports.html_parts import Html, bilingual, el, said
from shared.core.reports.words import Num, term

_FINEST = 200
"""Steps of a bar; the smallest share is half a per cent wide, so that one group among thousands shows."""
_COVERAGE = ("observed", "declared", "guessed", "not_visible")
_CHECKS = ("ok", "duty", "advice", "unknown", "not_applicable")


def coverage_chart(survey: Survey) -> Html:
    rows = [_row(bilingual(term("fact", row.fact)), row[1:], _COVERAGE) for row in survey.coverage]
    return _chart("coverage_caption", "fact", _COVERAGE, rows)


def checks_chart(survey: Survey) -> Html:
    rows = [_row(bilingual(row.check.title), row[1:], _CHECKS) for row in survey.counts]
    return _chart("checks_caption", "check", _CHECKS, rows)


def _chart(caption: str, first: str, kinds: Sequence[str], rows: Sequence[Html]) -> Html:
    head = [el("th", said(first), scope="col")]
    head += [el("th", _swatch(kind), said(kind), scope="col", class_="num") for kind in kinds]
    return el(
        "table",
        el("caption", said(caption)),
        el("thead", el("tr", head)),
        el("tbody", rows),
        class_=f"chart of-{len(kinds)}",
    )


def _swatch(kind: str) -> Html:
    return el("i", class_=f"swatch f-{kind}", aria_hidden="true")


def _row(title: Html, numbers: Sequence[int], kinds: Sequence[str]) -> Html:
    label = el("span", el("span", title, class_="what"), bar(numbers, kinds), class_="barred")
    return el("tr", el("th", label, scope="row"), [_number(number) for number in numbers])


def _number(number: int) -> Html:
    return el("td", f"{Num(number)}", class_="num" if number else "num zero")


def bar(numbers: Sequence[int], kinds: Sequence[str]) -> Html:
    """Drawn for the eye only: the numbers stand in the same row."""
    cells = shares(numbers, _FINEST)
    starts = [sum(cells[:place]) for place in range(len(cells))]
    segments = [
        el("rect", class_=f"f-{kind}", x=_percent(start), width=_percent(cell), height="100%")
        for kind, start, cell in zip(kinds, starts, cells, strict=True)
        if cell
    ]
    return el("svg", segments, class_="bar", aria_hidden="true", focusable="false")


def _percent(cells: int) -> str:
    return f"{cells * 100 / _FINEST:g}%"
