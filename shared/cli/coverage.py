"""`groupkeeper coverage`: what can be seen and how old it is, which checks may speak, and what waits for a person."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import DONE, part, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, declare
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools

_HELP = Help(
    "coverage",
    "what can be seen, and which checks may speak",
    "Shows how much of each fact is known and from where, how old it is, and why a check is silent.",
    """\
groupkeeper coverage
groupkeeper coverage --json | jq '.checks[] | select(.speaks | not)'
""",
)
_KINDS = ("observed", "declared", "guessed", "not_visible")


def add(subparsers: Any) -> None:
    declare(subparsers, _HELP, run)


def run(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("coverage", {})
    show(options, tools, answer, _lines(answer, sheet_of(tools)))
    return DONE


def _lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    gone = f", {said(answer['out_of_sight'])} of them out of sight" if answer.get("out_of_sight") else ""
    known = f"{said(answer.get('groups'))} groups are known{gone}; as of {sheet.moment(answer.get('now'))}"
    yield from paragraph(sheet, known)
    yield from _filed(part(answer, "filed"), sheet)
    yield from _invited(part(answer, "invited"), sheet)
    yield from _facts(answer, sheet)
    yield from _checks(answer, sheet)
    yield from _waiting(answer, sheet)
    yield from _limits(rows(answer, "limits"), sheet)


def _filed(filed: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    """How many people said that these are all is the only honest denominator where a platform cannot be listed."""
    if not filed.get("groups"):
        return
    by = f"{said(filed.get('by_owners'))} of them by {said(filed.get('owners'))} owners themselves"
    confirmed = f"{said(filed.get('confirmed'))} people said within a year that these are all of theirs"
    yield from paragraph(sheet, f"{said(filed['groups'])} groups are filed, {by}; {confirmed}")


def _invited(invited: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    if invited.get("people"):
        said_so = f"{said(invited.get('answered'))} answered, {said(invited.get('confirmed'))} said that these are all"
        yield from paragraph(
            sheet, f"{said(invited['people'])} people were invited to file theirs: {said_so}"
        )


def _facts(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from heading(sheet, "What can be seen", "groups by where the fact is from")
    oldest = part(answer, "oldest_days")
    cells = [
        Row((said(row.get("fact")), *(said(row.get(kind)) for kind in _KINDS), _age(oldest, row)))
        for row in rows(answer, "facts")
    ]
    head = ("fact", "observed", "declared", "guessed", "not visible", "oldest")
    yield from grid(sheet, head, cells, numbers=range(1, 6))


def _age(oldest: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    days = oldest.get(str(row.get("fact")))
    return f"{said(days)} days" if days is not None else ""


def _checks(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from heading(sheet, "Checks")
    cells = [
        Row((said(row.get("check")), said(row.get("open")), _voice(row))) for row in rows(answer, "checks")
    ]
    yield from grid(sheet, ("check", "open", "speaks"), cells, numbers={1})


def _voice(check: Mapping[str, Any]) -> str:
    return "yes" if check.get("speaks") else f"no: {said(check.get('why_silent'))}"


def _waiting(answer: Answer, sheet: Sheet) -> Iterator[str]:
    denied, requests = part(answer, "denied"), answer.get("requests")
    unreached, lapsed, unreadable = (answer.get(key) for key in ("no_reach", "lapsed", "unreadable"))
    if not (denied or requests or unreached or lapsed or unreadable):
        return
    yield from heading(sheet, "Waits for a person")
    if requests:
        yield from bullet(sheet, f"{said(requests)} requests: groupkeeper requests")
    if unreached:
        yield from bullet(
            sheet, f"{said(unreached)} groups have something open and nobody in reach: ask there"
        )
    if lapsed:
        filed = f"{said(lapsed)} groups were filed half a year ago or more: what was filed of them counts as unknown"
        yield from bullet(sheet, f"{filed}. Upload the register again once it was looked through")
    if unreadable:
        yield from bullet(sheet, f"{said(unreadable)} groups cannot be read: groupkeeper doctor")
    for platform, missing in denied.items():
        yield from bullet(sheet, f"{said(platform)} does not permit: {said(missing)}")


_BECAUSE = {
    "never": "the vendor has nothing of the kind",
    "notyet": "not used so far",
    "ours": "we decided against it",
}


def _limits(limits: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    if not limits:
        return
    yield from heading(sheet, "What a platform does not show or do", "whatever is permitted")
    for row in limits:
        because = _BECAUSE.get(str(row.get("because")), said(row.get("because")))
        page = f" ({said(row['page'])}{_dated(row)})" if row.get("page") else ""
        yield from bullet(
            sheet,
            f"{said(row.get('platform'))}: {said(row.get('what'))}: {because}. {said(row.get('why'))}{page}",
        )


def _dated(row: Mapping[str, Any]) -> str:
    return f", {said(row['dated'])}" if row.get("dated") else ""
