"""The page's tables of findings, one a level: which group, whose, what, the evidence and a proposed name."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shared.core.display import harmless, shorten, shown_name
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Level
from shared.core.lang import Lang
from shared.core.model import Group
from shared.core.reports.evidence import evidence_words, proposed_name
from shared.core.reports.html_parts import Html, bilingual, el, head_row, name, said
from shared.core.reports.overview import findings, owner_of, person_name

ROWS = 2000
"""Rows of one table; a browser stays quick, and nobody reads further."""


class _Table(NamedTuple):
    names: Mapping[str, str]
    survey: Survey
    proposals: bool
    """Whether any row proposes a name; else there is no column for it."""


def findings_table(survey: Survey, level: Level) -> Iterator[Html]:
    rows = findings(survey, level)
    shown, rest = rows[:ROWS], len(rows) - ROWS
    if not rows:
        yield el("p", said(f"no_{level.value}"), class_="none")
        return
    table = _Table(survey.names, survey, any(map(proposed_name, shown)))
    yield Html('<table class="findings">')
    yield el("caption", said(f"{level.value}_caption", n=len(rows)))
    yield head_row(("group", "owner", "what", "evidence", *(("proposed",) if table.proposals else ())))
    yield Html("<tbody>")
    yield from (_finding(row, table) for row in shown)
    yield Html("</tbody></table>")
    if rest > 0:
        yield el("p", said("capped_rows", cap=ROWS, n=rest), class_="note")


def _finding(row: Row, table: _Table) -> Html:
    cells = [
        el("th", _group(row.group), scope="row"),
        el("td", _owner(row.group, table.names), class_="owner"),
        el("td", bilingual(row.check.title)),
        el("td", _evidence(row, table.survey), class_="evidence"),
    ]
    if table.proposals:
        proposed = proposed_name(row)
        cells.append(el("td", name(proposed) if proposed else "", class_="proposed"))
    return el("tr", cells)


def _group(group: Group) -> list[Html]:
    """The name, and beneath it the id that tells it from others of that name."""
    shown, identity = shown_name(group), shorten(harmless(group.id))
    return [name(shown)] if shown == identity else [name(shown), el("small", name(identity))]


def _evidence(row: Row, survey: Survey) -> Html:
    words = {lang: evidence_words(row, survey, lang) for lang in Lang}
    return bilingual(words) if any(words.values()) else Html("")


def _owner(group: Group, names: Mapping[str, str]) -> list[Html]:
    owner = owner_of(group)
    if owner.id is None:
        return [el("span", said("owner_none" if owner.seen else "owner_not_visible"), class_="soft")]
    mark = [el("small", said("guess"))] if owner.guessed else []
    return [name(person_name(owner.id, names)), *mark]
