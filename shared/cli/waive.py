"""`groupkeeper waive`: a check does not apply to a group until a day; with a reason and a name."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import DONE, show
from shared.cli.calling import Answer, line_of
from shared.cli.flags import day
from shared.cli.operation import CHECK_IDS, Help, add_by, add_group, declare
from shared.cli.sheet import said
from shared.cli.tools import Tools

_HELP = Help(
    "waive",
    "let a check not apply to a group until a day",
    "Waives one check, or all of them, for a group. It ends by itself; a year is the longest.",
    """\
groupkeeper waive PLATFORM:GROUP --check inactive_group --reason "audit archive" --by "Wang Fang" --until 2027-03-31
groupkeeper waive PLATFORM:GROUP --reason "winding up" --by "Wang Fang" --until 2026-12-31
""",
)


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    add_group(parser)
    parser.add_argument("--check", choices=CHECK_IDS, metavar="ID", help="the check (default: all of them)")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, in a sentence")
    parser.add_argument(
        "--until", type=day, required=True, metavar="DATE", help="the last day on which it holds"
    )
    add_by(parser)


def run(options: argparse.Namespace, tools: Tools) -> int:
    given = {key: getattr(options, key) for key in ("group", "check", "reason", "by", "until")}
    answer = line_of(options, tools).operate("waive", given)
    show(options, tools, answer, _lines(answer))
    return DONE


def _lines(answer: Answer) -> Iterator[str]:
    check = said(answer.get("check"))
    yield f"{said(answer.get('group'))}: {'no check applies' if check == 'all' else f'{check} does not apply'}"
    yield f"until {said(answer.get('until'))}, inclusive; its cases have followed"
