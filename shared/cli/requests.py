"""`groupkeeper requests` and `decide`: what owners explained with 「说明情况」, and what becomes of it."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import DONE, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.flags import day
from shared.cli.operation import Help, add_by, declare
from shared.cli.sheet import Row, Sheet, grid, paragraph, said, sheet_of
from shared.cli.tools import Tools
from shared.core.request import Verdict

_LIST = Help(
    "requests",
    "what owners asked for and nobody has decided",
    "Lists what owners asked for with 「说明情况」. Until it is decided they are not reminded.",
    "groupkeeper requests",
)
_DECIDE = Help(
    "decide",
    "grant or refuse a request",
    "Granted, a request becomes a waiver; refused, the reminders go on where they rested. Talk to the owner first.",
    """\
groupkeeper decide 3fa9c1d2e4b5 grant --by "Wang Fang" --reason "archive of a closed project" --until 2027-03-31
groupkeeper decide 3fa9c1d2e4b5 refuse --by "Wang Fang"
""",
)
_VERDICTS = {"grant": Verdict.GRANTED, "refuse": Verdict.REFUSED}


def add(subparsers: Any) -> None:
    declare(subparsers, _LIST, run_list)
    parser = declare(subparsers, _DECIDE, run_decide)
    parser.add_argument("request", metavar="REQUEST", help="the request's id")
    parser.add_argument("verdict", choices=_VERDICTS, help="what is decided")
    add_by(parser)
    parser.add_argument("--reason", metavar="TEXT", help="why; stands in the waiver (default: as asked)")
    parser.add_argument(
        "--until", type=day, metavar="DATE", help="granted until this day (default: half a year)"
    )


def run_list(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("requests", {})
    show(options, tools, answer, _requests(answer, sheet_of(tools)))
    return DONE


def _requests(answer: Answer, sheet: Sheet) -> Iterator[str]:
    waiting = rows(answer, "requests")
    if not waiting:
        yield "nothing waits for a decision"
        return
    cells = [
        Row((*(said(one.get(key)) for key in ("request", "check", "name", "group", "by")), asked))
        for one in waiting
        for asked in [sheet.moment(one.get("asked"))]
    ]
    yield from grid(sheet, ("request", "check", "name", "group", "asked by", "when"), cells)
    yield ""
    for one in waiting:
        if one.get("promised"):
            yield f"{said(one.get('request'))} was promised an answer by {said(one.get('promised'))}"
    yield from paragraph(sheet, "Decide each: groupkeeper decide REQUEST grant|refuse --by NAME")


def run_decide(options: argparse.Namespace, tools: Tools) -> int:
    given = {key: getattr(options, key) for key in ("request", "by", "reason", "until")}
    answer = line_of(options, tools).operate("decide", given | {"verdict": _VERDICTS[options.verdict].value})
    show(options, tools, answer, _decided(answer))
    return DONE


def _decided(answer: Answer) -> Iterator[str]:
    what = f"{said(answer.get('check'))} for {said(answer.get('group'))}"
    yield f"{said(answer.get('verdict'))}: {what}"
