"""`groupkeeper explain`: one group with its facts, verdicts, cases, what comes next for whom, and what was done."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import DONE, part, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, add_group, declare
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, said, sheet_of
from shared.cli.tools import Tools
from shared.core.judgement import Outcome

_HELP = Help(
    "explain",
    "everything about one group, and why it is (not) told of",
    "Shows what is known of a group and since when, what each check says, and what comes next for whom and why.",
    """\
groupkeeper explain PLATFORM:GROUP
groupkeeper explain PLATFORM:GROUP --json | jq .checks
""",
)


def add(subparsers: Any) -> None:
    add_group(declare(subparsers, _HELP, run))


def run(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("explain", {"group": options.group})
    show(options, tools, answer, _lines(answer, sheet_of(tools)))
    return DONE


def _lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield sheet.ink.bold(said(answer.get("name"))) + sheet.ink.dim(f"  {said(answer.get('group'))}")
    reader = part(answer, "told")
    person = (
        f"{said(reader['account'])} ({said(reader.get('role'))})" if reader.get("account") else "nobody yet"
    )
    yield f"told about it: {person}"
    if answer.get("away_until"):
        line = f"on leave until {said(answer['away_until'])} as they said themselves: everything waits, and nobody else is told"
        yield from bullet(sheet, line)
    if answer.get("paused"):
        yield from bullet(sheet, "sending is paused: nothing leaves before it ends, see doctor")
    if answer.get("unreadable"):
        yield from bullet(sheet, f"cannot be read, look at doctor: {said(answer.get('unreadable'))}")
    yield from _facts(part(answer, "facts"), sheet)
    yield from _checks(rows(answer, "checks"), sheet)
    yield from _cases(rows(answer, "checks"), sheet)
    yield from _waivers(rows(answer, "waivers"), sheet)
    yield from _messages(rows(answer, "messages"), sheet)
    yield from _trail(rows(answer, "trail"), sheet)


def _facts(facts: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    yield from heading(sheet, "Facts", "what is not listed was neither shown to us nor filed")
    known = {name: fact for name, fact in facts.items() if isinstance(fact, Mapping)}
    cells = [
        Row((said(name), _value(fact), sheet.moment(fact.get("at")), said(fact.get("from"))))
        for name, fact in known.items()
    ]
    yield from grid(sheet, ("fact", "value", "since", "from"), cells)
    yield from _filed(known, sheet)


def _value(fact: Mapping[str, Any]) -> str:
    return "?" if fact.get("from") == "unknown" else said(fact.get("value"))


def _filed(facts: Mapping[str, Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    """Who filed what and until when that is good, and what of it counts for nothing."""
    declared = [name for name, fact in facts.items() if fact.get("by")]
    if declared:
        yield from bullet(sheet, f"{', '.join(map(said, declared))}: filed {_by(facts[declared[0]], sheet)}")
    for name, fact in facts.items():
        if filed := part(fact, "filed"):
            is_lapsed = fact.get("from") == "unknown"
            why = (
                "past its date, so it is unknown"
                if is_lapsed
                else "the platform shows otherwise, and that counts"
            )
            yield from bullet(
                sheet, f"{said(name)}: {said(filed.get('value'))} was filed {_by(filed, sheet)}; {why}"
            )


def _by(filed: Mapping[str, Any], sheet: Sheet) -> str:
    return f"by {said(filed.get('by'))}, good until {sheet.moment(filed.get('until'))}"


def _checks(checks: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    yield from heading(sheet, "Checks")
    yield from grid(sheet, ("check", "verdict", "why"), [_check(check, sheet) for check in checks])


def _check(check: Mapping[str, Any], sheet: Sheet) -> Row:
    verdict, case = check.get("verdict"), part(check, "case")
    why = said(check["reason"]) if check.get("reason") else ""
    if verdict == Outcome.VIOLATION:
        why = said(case.get("evidence")) if case else why
        return Row((said(check.get("check")), said(verdict), why), sheet.ink.accent)
    return Row((said(check.get("check")), said(verdict), why))


def _cases(checks: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    cases = [(said(check.get("check")), part(check, "case")) for check in checks if part(check, "case")]
    if not cases:
        return
    yield from heading(sheet, "Cases")
    for check, case in cases:
        yield from bullet(sheet, f"{check} ({said(case.get('id'))}): {_story(case, sheet)}")


def _story(case: Mapping[str, Any], sheet: Sheet) -> str:
    """What became of it so far, and what comes next or why nothing does."""
    told = [f"{said(step)} {sheet.moment(at)}" for step, at in part(case, "delivered").items()]
    parts = [f"open since {sheet.moment(case.get('opened'))}", *told]
    if case.get("resolved"):
        parts.append(f"resolved {sheet.moment(case['resolved'])}")
    elif case.get("due"):
        parts.append(
            f"next: {said(case.get('next'))} to {said(case.get('to'))}, due {sheet.moment(case['due'])}"
        )
    elif case.get("why_silent"):
        parts.append(f"nothing comes next: {said(case['why_silent'])}")
    return "; ".join(parts)


def _waivers(waivers: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    if waivers:
        yield from heading(sheet, "Waivers")
        keys = ("check", "until", "by", "reason")
        yield from grid(sheet, keys, [Row([said(one.get(key)) for key in keys]) for one in waivers])


def _messages(messages: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    if messages:
        yield from heading(sheet, "Messages", "of the last 30 days that showed this group")
        keys = ("day", "to", "state", "attempts")
        yield from grid(sheet, keys, [Row([said(one.get(key)) for key in keys]) for one in messages])


def _trail(trail: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    if not trail:
        return
    yield from heading(sheet, "Trail", "newest first")
    yield from grid(sheet, ("when", "what", "by", "details"), [_entry(entry, sheet) for entry in trail])


def _entry(entry: Mapping[str, Any], sheet: Sheet) -> Row:
    details = {key: value for key, value in entry.items() if key not in {"at", "what", "by"}}
    return Row(
        (sheet.moment(entry.get("at")), said(entry.get("what")), said(entry.get("by")), said(details or ""))
    )
