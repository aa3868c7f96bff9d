"""The survey for a person at a terminal: what can be seen, what was found, and who would be told what."""

from collections.abc import Iterator, Sequence

from shared.core.display import harmless, shorten, shown_name
from shared.core.errors import Fault
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Level, Outcome
from shared.core.lang import Lang
from shared.core.reports.columns import clip, pad, shares, table, width_of, wrap
from shared.core.reports.evidence import evidence_words, proposed_name
from shared.core.reports.ink import Ink, Pen, flow
from shared.core.reports.overview import (
    by_owner,
    findings,
    not_judged,
    owner_words,
    staleness,
    totals,
    urgent_groups,
)
from shared.core.reports.terminal_messages import messages
from shared.core.reports.terminal_page import Page, bullet, heading
from shared.core.reports.words import moment, say, term

OWNERS, FINDINGS, URGENT, FAULTS = 20, 5, 5, 10
"""How many are listed: owners per level, findings per owner, groups with urgent posts, faults."""
_NARROWEST, _WIDEST = 60, 140


def terminal(survey: Survey, *, width: int, colour: bool) -> Iterator[str]:
    """Lines without line ends or trailing spaces, in the survey's language; escape codes only in colour.

    They fit `width` columns (60 at least).
    """
    page = Page(survey, survey.lang, max(_NARROWEST, min(width, _WIDEST)) - 1, Ink(colour))
    for section in (_head, _coverage, _checks, _duties, _advice, _unknown, messages, _worth_knowing, _faults):
        for line in section(page):
            yield line.rstrip()


def _head(page: Page) -> Iterator[str]:
    survey, lang, ink = page.survey, page.lang, page.ink
    yield f"{ink.bold(say('title', lang))} · {say('nothing_sent', lang)}"
    read = say(
        "read",
        lang,
        label=survey.label[lang],
        groups=survey.groups,
        dissolved=survey.dissolved,
        posts=survey.posts,
    )
    judged = say("judged", lang, now=moment(survey.now, lang), days=survey.lookback_days)
    came_to = say("came_to", lang, **totals(survey)._asdict())
    would = say("would_send", lang, n=len(survey.digests)) if survey.digests else ""
    for line in filter(None, (read, judged, came_to, would)):
        yield from wrap(line, page.width)
    for warning in _warnings(page):
        yield from wrap(ink.accent(warning), page.width)


def _warnings(page: Page) -> Iterator[str]:
    """What somebody who reads no further must know."""
    survey, lang = page.survey, page.lang
    stale = staleness(survey, lang)
    if stale:
        yield stale
    if survey.faults:
        yield say("left_out", lang, n=len(survey.faults))


_SHADES = "█▓▒░"


def _coverage(page: Page) -> Iterator[str]:
    survey, lang = page.survey, page.lang
    if not survey.coverage:
        return
    yield from heading(page, "coverage")
    kinds = ("observed", "declared", "guessed", "not_visible")
    rows = [["", *(f"{shade} {say(kind, lang)}" for kind, shade in zip(kinds, _SHADES, strict=True))]]
    rows += [
        [term("fact", row.fact)[lang], *(f"{number:,}" for number in row[1:])] for row in survey.coverage
    ]
    lines = table(rows, room=page.width - 2)
    length = min(24, page.width - 6 - width_of(lines[0]))
    bars = ["", *(_bar(row[1:], length) for row in survey.coverage)]
    yield from _under_head(page, [f"{line}  {bar}" for line, bar in zip(lines, bars, strict=True)])


def _bar(values: Sequence[int], width: int) -> str:
    cells = shares(values, width) if width >= len(values) else []
    return "".join(shade * cell for shade, cell in zip(_SHADES, cells, strict=False))


def _checks(page: Page) -> Iterator[str]:
    survey, lang = page.survey, page.lang
    if not survey.counts:
        return
    yield from heading(page, "checks")
    rows = [["", *(say(kind, lang) for kind in ("ok", "duty", "advice", "unknown", "not_applicable"))]]
    rows += [
        [harmless(row.check.title[lang]), *(f"{number:,}" for number in row[1:])] for row in survey.counts
    ]
    yield from _under_head(page, table(rows, room=page.width - 2))


def _under_head(page: Page, lines: list[str]) -> Iterator[str]:
    yield "  " + page.ink.dim(lines[0].rstrip())
    yield from (f"  {line}" for line in lines[1:])


def _duties(page: Page) -> Iterator[str]:
    rows = findings(page.survey, Level.DUTY)
    yield from heading(page, "duties", say("duties_meaning", page.lang), pen=page.ink.accent, n=len(rows))
    yield from _by_owner(page, rows) if rows else ("  " + say("no_duty", page.lang),)


def _advice(page: Page) -> Iterator[str]:
    rows = findings(page.survey, Level.ADVICE)
    yield from heading(page, "advices", say("advices_meaning", page.lang), n=len(rows))
    yield from _by_owner(page, rows) if rows else ("  " + say("no_advice", page.lang),)


def _by_owner(page: Page, rows: list[Row]) -> Iterator[str]:
    lang, ink = page.lang, page.ink
    owners = list(by_owner(rows).items())
    shown = [row for _, theirs in owners[:OWNERS] for row in theirs[:FINDINGS]]
    names, column = page.survey.names, _column(page, shown)
    for owner, theirs in owners[:OWNERS]:
        count = " · " + say("items", lang, n=len(theirs))
        name = clip(owner_words(owner, names)[lang], page.width - 2 - width_of(count))
        yield f"  {name}{ink.dim(count)}"
        for row in theirs[:FINDINGS]:
            found = flow(_found(page, row), page.width - column - 6)
            yield f"    {pad(shown_name(row.group), column)}  {found}"
            if proposed_name(row):
                yield f"    {pad('', column)}  " + flow(
                    [("→ " + proposed_name(row), ink.plain)], page.width - column - 6
                )
        if len(theirs) > FINDINGS:
            yield "    " + ink.dim("… " + say("more_items", lang, n=len(theirs) - FINDINGS))
    rest = owners[OWNERS:]
    if rest:
        left = sum(len(theirs) for _, theirs in rest)
        yield "  " + ink.dim("… " + say("more_owners", lang, owners=len(rest), n=left))


def _column(page: Page, rows: list[Row]) -> int:
    """Columns for the names: what the findings leave, but never less than a third of the line."""
    longest = max(width_of(shown_name(row.group)) for row in rows)
    found = max(sum(width_of(text) for text, _ in _found(page, row)) for row in rows)
    return min(longest, max(page.width * 3 // 10, page.width - 6 - found))


def _found(page: Page, row: Row) -> list[tuple[str, Pen]]:
    """What was found of one group, part by part with its ink."""
    lang, ink = page.lang, page.ink
    evidence = evidence_words(row, page.survey, lang)
    parts: list[tuple[str, Pen]] = [(harmless(row.check.title[lang]), ink.plain)]
    parts += [("  " + evidence, ink.dim)] if evidence else []
    return parts


def _unknown(page: Page) -> Iterator[str]:
    lang = page.lang
    entries = not_judged(page.survey, Outcome.UNKNOWN)
    if not entries:
        return
    yield from heading(page, "not_judged", say("not_judged_meaning", lang))
    titles = [harmless(entry.check[lang]) for entry in entries]
    counts = [say("in_groups", lang, n=entry.groups) for entry in entries]
    left, right = max(map(width_of, titles)), max(map(width_of, counts))
    for title, count, entry in zip(titles, counts, entries, strict=True):
        reason = flow([(harmless(entry.reason[lang]), page.ink.plain)], page.width - left - right - 6)
        yield f"  {pad(title, left)}  {pad(count, right, right=True)}  {reason}"


def _worth_knowing(page: Page) -> Iterator[str]:
    survey, lang = page.survey, page.lang
    said = [say("no_reach", lang, n=survey.no_reach)] if survey.no_reach else []
    said += _urgent(survey, lang)
    said += [term("note", note)[lang] for note in survey.notes]
    if said:
        yield from heading(page, "worth_knowing")
    for sentence in said:
        yield from bullet(page, sentence)


def _urgent(survey: Survey, lang: Lang) -> list[str]:
    groups = urgent_groups(survey)
    if not groups:
        return []
    total = say("urgent", lang, n=sum(posts for _, posts in groups), groups=len(groups))
    named = [f"{name} {posts:,}" for name, posts in groups[:URGENT]]
    named += [say("more_groups", lang, n=len(groups) - URGENT)] if len(groups) > URGENT else []
    return [total + ("" if lang is Lang.ZH else " ") + ("、" if lang is Lang.ZH else ", ").join(named)]


def _faults(page: Page) -> Iterator[str]:
    faults = page.survey.faults
    if not faults:
        return
    yield from heading(page, "faults", n=len(faults))
    for fault in faults[:FAULTS]:
        yield from bullet(page, _fault(fault))
    if len(faults) > FAULTS:
        yield "  " + page.ink.dim("… " + say("more_faults", page.lang, n=len(faults) - FAULTS))


def _fault(fault: Fault) -> str:
    return shorten(harmless(str(fault)), 400)
