"""The page's smaller tables: what was not judged, and what was left out of the input."""

from collections.abc import Iterator, Sequence

from shared.core.display import harmless, shorten
from shared.core.errors import Fault
from shared.core.findings.survey import Survey
from shared.core.judgement import Outcome
from shared.core.reports.html_parts import Html, bilingual, el, head_row, name, said
from shared.core.reports.overview import NotJudged, not_judged
from shared.core.reports.words import Num

FAULTS = 500
"""Faults that are listed."""


def not_judged_tables(survey: Survey) -> Iterator[Html]:
    unseen, outside = not_judged(survey, Outcome.UNKNOWN), not_judged(survey, Outcome.NOT_APPLICABLE)
    if unseen:
        yield _reasons("unknown_caption", unseen)
    else:
        yield el("p", said("nothing_unjudged"), class_="none")
    if outside:
        yield _reasons("not_applicable_caption", outside)


def _reasons(caption: str, entries: Sequence[NotJudged]) -> Html:
    rows = [
        el(
            "tr",
            el("th", bilingual(entry.check), scope="row"),
            el("td", bilingual(entry.reason)),
            el("td", f"{Num(entry.groups)}", class_="num"),
        )
        for entry in entries
    ]
    head = head_row(("check", "reason", "groups"), numeric="groups")
    return el("table", el("caption", said(caption)), head, el("tbody", rows), class_="reasons")


def faults_table(survey: Survey) -> Iterator[Html]:
    faults = survey.faults
    if not faults:
        yield el("p", said("no_faults"), class_="none")
        return
    yield Html('<table class="faults">')
    yield el("caption", said("faults_caption", n=len(faults)))
    yield head_row(("where", "reason", "remedy"))
    yield Html("<tbody>")
    yield from (_fault(fault) for fault in faults[:FAULTS])
    yield Html("</tbody></table>")
    if len(faults) > FAULTS:
        yield el("p", said("capped_faults", cap=FAULTS, n=len(faults) - FAULTS), class_="note")


def _fault(fault: Fault) -> Html:
    where = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
    words = [el("td", name(shorten(harmless(text), 300)), lang="en") for text in (fault.reason, fault.remedy)]
    return el("tr", el("th", name(shorten(harmless(where), 120)), scope="row"), words)
