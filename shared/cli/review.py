"""`groupkeeper review`: a sample of a check's findings, marked right or wrong: what it must earn before it speaks."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import ATTENTION, DONE, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.flags import ids, sample
from shared.cli.marking import Marks, mark
from shared.cli.operation import CHECK_IDS, Help, add_by, declare
from shared.cli.sheet import Row, Sheet, grid, said, sheet_of
from shared.cli.tools import Tools
from shared.core.check_state import REVIEW_SAMPLE
from shared.core.errors import BadInput, Fault

_HELP = Help(
    "review",
    "mark a check's findings as right or wrong",
    f"""\
Shows a sample of a check's open findings, one at a time, and asks whether each is right. Nine of ten must
be ({REVIEW_SAMPLE} looked at, or all where there are fewer) before the check may nudge anybody.
Nothing is kept before the last one. Without a terminal, or with --list, the sample is only listed.""",
    """\
groupkeeper review group_name --by "Wang Fang"
groupkeeper review group_name --json > sample.json
groupkeeper review group_name --right 3fa9c1d2e4b51a7c,77aa01b2c3d4e5f6 --wrong 9b1c2d3e4f5a6b7c --by "Wang Fang"
""",
)


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    parser.add_argument("check", metavar="CHECK", choices=CHECK_IDS, help="the check's id")
    parser.add_argument(
        "--sample", type=sample, default=REVIEW_SAMPLE, metavar="N", help=f"how many ({REVIEW_SAMPLE})"
    )
    parser.add_argument("--list", action="store_true", help="only list the sample, ask nothing")
    parser.add_argument("--right", type=ids, metavar="CASES", help="ids of cases that are right, by commas")
    parser.add_argument("--wrong", type=ids, metavar="CASES", help="ids of cases that are wrong, by commas")
    add_by(parser, required=False)


def run(options: argparse.Namespace, tools: Tools) -> int:
    marks = Marks(tuple(options.right or ()), tuple(options.wrong or ()))
    if marks.total:
        return _submit(options, tools, marks)
    asks = tools.operator.keyboard.is_there and not (options.json or options.list)
    if asks and not options.by:
        raise _nameless()
    answer = line_of(options, tools).operate("review", {"check": options.check, "sample": options.sample})
    findings = rows(answer, "sample")
    if not (asks and findings):
        show(options, tools, answer, _sample(answer, findings, sheet_of(tools)))
        return DONE
    given = mark(findings, tools)
    if given is None:
        tools.terminal.complain(["groupkeeper: stopped; no mark was kept"])
        return ATTENTION
    return _submit(options, tools, given)


def _nameless() -> BadInput:
    return BadInput(Fault("--by", None, "a review needs a name", 'Add --by "…", or --list to look only'))


def _submit(options: argparse.Namespace, tools: Tools, marks: Marks) -> int:
    if not options.by:
        raise _nameless()
    given = {"check": options.check, "by": options.by, "right": list(marks.right), "wrong": list(marks.wrong)}
    answer = line_of(options, tools).operate("review", given)
    show(options, tools, answer, _outcome(answer))
    return DONE if answer.get("earned") is True else ATTENTION


def _outcome(answer: Answer) -> Iterator[str]:
    check = said(answer.get("check"))
    yield f"{check}: {said(answer.get('right'))} of {said(answer.get('of'))} right"
    if answer.get("earned") is True:
        yield "It has earned to speak; `groupkeeper coverage` says whether anything else keeps it silent."
    else:
        yield f"Not enough: nine of ten must be right, of {said(answer.get('needed') or REVIEW_SAMPLE)} at least."
        yield "Where findings are wrong, mend the policy (its settings, waivers, kinds) and review again."


def _sample(answer: Answer, findings: list[Mapping[str, Any]], sheet: Sheet) -> Iterator[str]:
    if not findings:
        yield f"{said(answer.get('check'))} has no open finding"
        return
    yield f"{said(answer.get('check'))}: {len(findings)} of {said(answer.get('found'))} open findings"
    yield ""
    keys = ("case", "name", "group", "level", "evidence")
    yield from grid(sheet, keys, [Row([said(one.get(key)) for key in keys]) for one in findings])
