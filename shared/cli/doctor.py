"""`groupkeeper doctor`: what would keep the product from working, and what to do about each."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import ATTENTION, DONE, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, declare
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, said, sheet_of
from shared.cli.tools import Tools

_HELP = Help(
    "doctor",
    "look for what would keep the product from working",
    "Looks at policy, runs, permissions and messages under way. Exit code 1 where something is wrong.",
    """\
groupkeeper doctor
groupkeeper doctor --json > /dev/null || echo "somebody should look"
""",
)


def add(subparsers: Any) -> None:
    declare(subparsers, _HELP, run)


def run(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("doctor", {})
    show(options, tools, answer, _lines(answer, sheet_of(tools)))
    return DONE if answer.get("ok") is True else ATTENTION


def _lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    findings = rows(answer, "findings")
    bad = [one for one in findings if one.get("ok") is not True]
    yield sheet.ink.bold("all is well" if not bad else f"{len(bad)} of {len(findings)} need attention")
    yield ""
    yield from grid(
        sheet,
        (),
        [
            Row(
                ("ok" if one not in bad else "!!", said(one.get("about")), said(one.get("detail"))),
                None if one not in bad else sheet.ink.accent,
            )
            for one in findings
        ],
    )
    if bad:
        yield from heading(sheet, "What to do")
    for one in bad:
        yield from bullet(sheet, f"{said(one.get('about'))}: {said(one.get('remedy'))}")
