"""`groupkeeper pause` and `resume`: nothing is sent to anybody until a day, or until somebody says so."""

import argparse
from collections.abc import Iterator
from typing import Any

from shared.cli.answers import DONE, show
from shared.cli.calling import Answer, line_of
from shared.cli.flags import day
from shared.cli.operation import Help, add_by, declare
from shared.cli.sheet import said
from shared.cli.tools import Tools

_PAUSE = Help(
    "pause",
    "send nothing to anybody until a day",
    "Pauses all sending, a run that is under way included. It ends by itself after its last day; a month is the longest.",
    """\
groupkeeper pause --reason "reorganisation of the sales department" --by "Wang Fang" --until 2026-10-16
groupkeeper pause --reason "a wrong department in the directory" --by "Wang Fang"
""",
)
_RESUME = Help(
    "resume",
    "let sending go on that was paused",
    "Ends a pause. What became due meanwhile goes out with the next digests, at most one message a person and day.",
    'groupkeeper resume --by "Wang Fang"',
)


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _PAUSE, run_pause)
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, in a sentence")
    parser.add_argument(
        "--until", type=day, metavar="DATE", help="the last day on which nothing is sent (default: tomorrow)"
    )
    add_by(parser)
    add_by(declare(subparsers, _RESUME, run_resume))


def run_pause(options: argparse.Namespace, tools: Tools) -> int:
    given = {key: getattr(options, key) for key in ("reason", "by", "until")}
    answer = line_of(options, tools).operate("pause", given)
    show(options, tools, answer, _paused(answer))
    return DONE


def _paused(answer: Answer) -> Iterator[str]:
    yield f"nothing is sent until {said(answer.get('paused_until'))}, inclusive"


def run_resume(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("resume", {"by": options.by})
    show(options, tools, answer, _resumed(answer))
    return DONE


def _resumed(answer: Answer) -> Iterator[str]:
    if answer.get("resumed"):
        yield "sending goes on with the next digests"
    else:
        yield "sending was not paused; `groupkeeper doctor` says what else keeps it"
