"""`groupkeeper collect|inspect|nudge`: a run by hand of what the schedules run, and what it came to."""

import argparse
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from shared.cli.answers import ATTENTION, DONE, as_json, part, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.flags import moment
from shared.cli.messages import add_messages, takes_output, write_messages
from shared.cli.operation import CHECK_IDS, Help, add_checks, declare
from shared.cli.run_words import COUNTS, needing_attention
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, said, sheet_of
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault
from shared.core.judgement import Outcome


class _Run(NamedTuple):
    told: Help
    takes: frozenset[str]
    """Which of the flags beyond those of every run the function obeys; the others are not offered."""


_RUNS = (
    _Run(
        Help(
            "collect",
            "read the facts from the platforms now",
            "Reads what may have changed from the platforms, or only the named groups.",
            """\
groupkeeper collect
groupkeeper collect --group PLATFORM:GROUP --dry-run
""",
        ),
        frozenset({"group"}),
    ),
    _Run(
        Help(
            "inspect",
            "judge what is known now",
            "Judges what is known by the checks that are due (or named) and opens, refreshes and resolves cases.",
            """\
groupkeeper inspect --check group_name --dry-run
groupkeeper inspect --dry-run --now 2026-10-12T09:00:00+08:00 --json
groupkeeper inspect --check missing_owner --check missing_admin
""",
        ),
        frozenset({"group", "check"}),
    ),
    _Run(
        Help(
            "nudge",
            "send what is due now",
            "Sends each person at most one digest of what is due. Never outside working hours, also by hand.",
            """\
groupkeeper nudge --dry-run
groupkeeper nudge --dry-run --now 2026-10-12T10:20:00+08:00
groupkeeper nudge --dry-run --messages messages.jsonl
""",
        ),
        frozenset({"messages"}),
    ),
)


def add(subparsers: Any) -> None:
    for told, takes in _RUNS:
        parser = declare(subparsers, told, partial(run, told.name))
        parser.set_defaults(check=None, group=None, messages=None)
        parser.add_argument(
            "--dry-run", action="store_true", help="take every decision, write and send nothing"
        )
        parser.add_argument(
            "--now", type=moment, metavar="ISO", help="judge as of this moment (only with --dry-run)"
        )
        if "messages" in takes:
            add_messages(
                parser, "write what each message would say, one JSON line each (only with --dry-run)"
            )
        if "check" in takes:
            add_checks(parser)
        if "group" in takes:
            parser.add_argument(
                "--group",
                action="append",
                metavar="KEY",
                help="only this group, as platform:id; several times",
            )


def run(function: str, options: argparse.Namespace, tools: Tools) -> int:
    is_silent = takes_output(options)
    _refuse_unless_dry(options)
    payload = {
        "dry_run": options.dry_run,
        "checks": options.check,
        "groups": options.group,
        "now": options.now.isoformat() if options.now else None,
        "messages": options.messages is not None,
    }
    answer = line_of(options, tools).call(function, payload)
    attention = list(needing_attention(answer))
    write_messages(options, tools, map(as_json, rows(answer, "messages")))
    if is_silent:
        tools.terminal.complain(f"groupkeeper: {what}. {remedy}" for what, remedy in attention)
    else:
        show(options, tools, answer, _lines(function, answer, sheet_of(tools)))
    return ATTENTION if attention else DONE


def _refuse_unless_dry(options: argparse.Namespace) -> None:
    if options.now and not options.dry_run:
        remedy = "Add --dry-run, or leave --now out: what is real happens now"
        raise BadInput(Fault("--now", None, "another moment than now is only for a dry run", remedy))
    if options.messages and not options.dry_run:
        remedy = "Add --dry-run, or leave --messages out: `groupkeeper explain` has what was sent"
        raise BadInput(Fault("--messages", None, "what would leave is only said by a dry run", remedy))


def _lines(function: str, answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from _head(function, answer, sheet)
    counts = part(answer, "counts")
    yield from _counts(counts, sheet)
    yield from _verdicts(counts, sheet)
    yield from _due(answer, sheet)
    yield from _would_send(answer, sheet)
    attention = list(needing_attention(answer))
    if attention:
        yield from heading(sheet, "Needs attention")
    for what, remedy in attention:
        yield from bullet(sheet, f"{what}. {remedy}", sheet.ink.accent)


def _head(function: str, answer: Answer, sheet: Sheet) -> Iterator[str]:
    dry = " · dry run: nothing was written or sent" if answer.get("dry_run") else ""
    yield sheet.ink.bold(function) + sheet.ink.dim(f"  run {said(answer.get('run'))}{dry}")
    if answer.get("now"):
        yield f"as of {sheet.moment(answer['now'])}"


def _counts(counts: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    plain = {key: number for key, number in counts.items() if ":" not in key and number}
    if not plain:
        yield from ("", "  nothing to do")
        return
    known = [key for key in COUNTS if key in plain]
    yield ""
    yield from grid(
        sheet,
        (),
        [
            Row((said(plain[key]), COUNTS.get(key, said(key.replace("_", " ")))))
            for key in known + sorted(plain.keys() - COUNTS.keys())
        ],
        numbers={0},
    )


_JUDGED = (Outcome.VIOLATION, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)


def _verdicts(counts: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    """Groups by check: what was found, what could not be seen, what does not apply."""
    counted: dict[str, dict[str, Any]] = {}
    for key, number in counts.items():
        outcome, colon, check = key.partition(":")
        if colon and outcome in set(_JUDGED):
            counted.setdefault(check, {})[outcome] = number
    if not counted:
        return
    yield from heading(sheet, "Groups by check")
    in_order = sorted(counted.items(), key=lambda one: _place(one[0]))
    cells = ((check, *(said(by.get(kind, 0)) for kind in _JUDGED)) for check, by in in_order)
    yield from grid(
        sheet,
        ("", "violation", "unknown", "does not apply"),
        [Row(row) for row in cells],
        numbers=range(1, 4),
    )


def _place(check: str) -> int:
    """That of the manual; a check of another release comes last."""
    return CHECK_IDS.index(check) if check in CHECK_IDS else len(CHECK_IDS)


def _due(answer: Answer, sheet: Sheet) -> Iterator[str]:
    if "due" in answer:
        yield ""
        due = said(answer["due"])
        yield "  " + sheet.ink.dim(f"checks that were due: {due if due != '-' else 'none'}")


def _would_send(answer: Answer, sheet: Sheet) -> Iterator[str]:
    letters = rows(answer, "would_send")
    if not letters:
        return
    yield from heading(sheet, f"Would be told ({len(letters):,})")
    told = [
        Row((said(letter.get("account")), said(case.get("group")), said(case.get("check"))))
        for letter in letters
        for case in rows(letter, "cases")
    ]
    yield from grid(sheet, ("account", "group", "check"), told)
