"""`groupkeeper release`: lets a check go on that waits after its first run, or after a stop."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import DONE, part, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import CHECK_IDS, Help, add_by, declare
from shared.cli.sheet import Row, Sheet, grid, heading, said, sheet_of
from shared.cli.tools import Tools
from shared.core.check_state import EVERYTHING

_HELP = Help(
    "release",
    "let a check go on that waits for a person",
    "A check waits after its first run (the baseline) and after unusual counts. Look at its findings first.",
    f"""\
groupkeeper release group_name --by "Wang Fang"
groupkeeper release '{EVERYTHING}' --by "Wang Fang"    the smaller number of groups is as it should be
groupkeeper release all --by "Wang Fang"
""",
)


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    parser.add_argument(
        "check",
        metavar="CHECK",
        choices=(*CHECK_IDS, EVERYTHING, "all"),
        help="the check's id, * for the number of groups, or all",
    )
    add_by(parser)


def run(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("release", {"check": options.check, "by": options.by})
    show(options, tools, answer, _lines(answer, sheet_of(tools)))
    return DONE


def _lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield f"released: {said(answer.get('released'))}"
    silent = part(answer, "still_silent")
    if silent:
        yield from heading(sheet, "Still silent", "for another reason")
        yield from grid(sheet, (), [Row((said(check), said(why))) for check, why in silent.items()])
