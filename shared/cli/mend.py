"""`groupkeeper mend`: one item of the table that cannot be read, and setting it aside."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import ATTENTION, DONE, part, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, add_by, declare
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools

_HELP = Help(
    "mend",
    "look at an item that cannot be read, and set it aside",
    "Shows one item of the table as it is stored, never a message. With --apply it is moved to where nothing reads it,\n"
    "for thirty days: then all is as if it had not been kept. Exit code 1 where it cannot be read and stays.",
    """\
groupkeeper mend 'INV#7 PLATFORM:GROUP#meta'
groupkeeper mend 'INV#7 PLATFORM:GROUP#meta' --apply --by "Wang Fang" --reason "cut off by the restore of Monday"
""",
)


def add(subparsers: Any) -> None:
    mend = declare(subparsers, _HELP, run)
    mend.add_argument("key", metavar="KEY", help="where it lies, as doctor writes it")
    mend.add_argument("--apply", action="store_true", help="set it aside (needs --by and --reason)")
    add_by(mend, required=False)
    mend.add_argument("--reason", metavar="TEXT", help="why, in a sentence")


def run(options: argparse.Namespace, tools: Tools) -> int:
    given = {"key": options.key, "apply": options.apply, "by": options.by, "reason": options.reason}
    answer = line_of(options, tools).operate("mend", given)
    show(options, tools, answer, _lines(answer, sheet_of(tools)))
    return DONE if answer.get("readable") is True or answer.get("applied") is True else ATTENTION


def _lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield sheet.ink.bold(said(answer.get("key")))
    if answer.get("readable") is True:
        yield from paragraph(sheet, "it can be read")
    else:
        yield from paragraph(sheet, f"{said(answer.get('kind'))}: {said(answer.get('why'))}")
    yield from heading(sheet, "As it is stored")
    yield from grid(
        sheet, (), [Row((said(name), said(value))) for name, value in part(answer, "fields").items()]
    )
    if answer.get("applied") is True:
        yield from heading(sheet, "Set aside")
        yield from bullet(sheet, f"for thirty days at {said(answer.get('aside'))}")
    elif answer.get("readable") is not True:
        yield from heading(sheet, "Set aside (--apply --by NAME --reason TEXT)")
    if answer.get("then"):
        yield from bullet(sheet, f"then: {said(answer.get('then'))}")
