"""`groupkeeper dead list|show|replay|drop`: what the queues gave up on, and what becomes of it."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import ATTENTION, DONE, part, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, add_by, declare, declare_family
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools

_DEAD = Help(
    "dead",
    "what the queues gave up on: list, show, replay, drop",
    "Dead letters: what could not be taken from a queue, five times. They are kept for 14 days.",
    """\
groupkeeper dead list
groupkeeper dead show 3fa9c1d2
groupkeeper dead replay 3fa9c1d2 --by "Wang Fang"
groupkeeper dead drop 3fa9c1d2 --by "Wang Fang" --reason "of a group that is no more"
""",
)
_LIST = Help(
    "list",
    "what waits, in words",
    "Lists the dead letters, oldest first: when each was queued, how often it was handed out (each look counts too), "
    "and what it is.\nNo message's text is among them: none is ever queued.",
    "groupkeeper dead list\ngroupkeeper dead list --queue answers",
)
_SHOW = Help(
    "show",
    "one of them, and why it probably failed",
    "Shows the fields that our own hooks write, and reads them anew with the product's own reader.",
    "groupkeeper dead show 3fa9c1d2",
)
_REPLAY = Help(
    "replay",
    "put them back into their queue",
    "Puts them back into the queue that they came from, once what kept them from being taken is mended. What was\n"
    "taken before does no harm a second time. --all leaves what is not understood: it would only come back.",
    'groupkeeper dead replay 3fa9c1d2 77b01a9e --by "Wang Fang"\ngroupkeeper dead replay --all --by "Wang Fang"',
)
_DROP = Help(
    "drop",
    "give them up for good",
    "Removes them. A dropped event only costs a sign of life; behind a dropped answer stands a person: tell them.",
    'groupkeeper dead drop 3fa9c1d2 --by "Wang Fang" --reason "of a group that is no more"',
)
_ID = "an id as the list has it; its first eight characters are enough where no other begins with them"


def add(subparsers: Any) -> None:
    actions = declare_family(subparsers, _DEAD)
    declare(actions, _LIST, run_list).add_argument(
        "--queue", choices=("events", "answers"), help="only this one (default: both)"
    )
    declare(actions, _SHOW, run_show).add_argument("id", metavar="ID", help=_ID)
    replay = declare(actions, _REPLAY, run_replay)
    wanted = replay.add_mutually_exclusive_group(required=True)
    wanted.add_argument("ids", nargs="*", default=[], metavar="ID", help=_ID)
    wanted.add_argument("--all", action="store_true", help="everything that is understood")
    add_by(replay)
    drop = declare(actions, _DROP, run_drop)
    drop.add_argument("ids", nargs="+", metavar="ID", help=_ID)
    add_by(drop)
    drop.add_argument("--reason", required=True, metavar="TEXT", help="why, in a sentence")


def run_list(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("dead", {"action": "list", "queue": options.queue})
    show(options, tools, answer, _letters(answer, sheet_of(tools)))
    return DONE


def _letters(answer: Answer, sheet: Sheet) -> Iterator[str]:
    letters, waiting = rows(answer, "letters"), part(answer, "waiting")
    number = sum(many for many in waiting.values() if isinstance(many, int))
    if not letters and not number:
        yield "no dead letters"
        return
    by_queue = ", ".join(f"{said(many)} in {said(queue)}" for queue, many in waiting.items())
    yield sheet.ink.bold(f"{max(number, len(letters)):,} dead letters: {by_queue}")
    yield ""
    cells = [
        Row(
            (
                said(one.get("short")),
                said(one.get("queue")),
                sent,
                said(one.get("received")),
                _what(one, sheet),
            )
        )
        for one in letters
        for sent in [sheet.moment(one.get("sent"))]
    ]
    yield from grid(sheet, ("id", "queue", "first sent", "received", "what"), cells, numbers={3})
    yield ""
    if number > len(letters):
        more = f"{number - len(letters):,} more are not shown: somebody looks at them now, or these are dealt with first"
        yield from paragraph(sheet, more)
    yield from paragraph(sheet, "Look at one: groupkeeper dead show ID")
    yield from paragraph(
        sheet, "Then: groupkeeper dead replay ID --by NAME, or dead drop ID --by NAME --reason TEXT"
    )


def _what(one: Mapping[str, Any], sheet: Sheet) -> str:
    """In words: a post, a change, a press, or that nobody understands it."""
    what = part(one, "what")
    group = said(what.get("group"))
    named = f"{said(what['name'])} ({group})" if what.get("name") else group
    when = sheet.moment(what.get("at"))
    if what.get("is") == "post":
        return f"a post at {when} in {named}"
    if what.get("is") == "changed":
        about = f"account {said(what['account'])}" if what.get("account") else f"group {named}"
        return f"a change at {when} of {about}"
    if what.get("is") == "press":
        return (
            f"{said(what.get('account'))} pressed {said(what.get('deed'))} on case {said(what.get('case'))}"
        )
    return "not understood"


def run_show(options: argparse.Namespace, tools: Tools) -> int:
    answer = line_of(options, tools).operate("dead", {"action": "show", "ids": [options.id]})
    show(options, tools, answer, _letter(answer, sheet_of(tools)))
    return DONE


def _letter(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield sheet.ink.bold(said(answer.get("id"))) + sheet.ink.dim(f"  in {said(answer.get('queue'))}")
    yield from paragraph(sheet, _what(answer, sheet))
    sent, received = sheet.moment(answer.get("sent")), said(answer.get("received"))
    yield from paragraph(sheet, f"first sent {sent}; received {received} times, each look included")
    yield from heading(sheet, "Fields", f"{said(answer.get('bytes'))} bytes in all")
    told = [Row((said(name), said(value))) for name, value in part(answer, "fields").items()]
    yield from grid(sheet, (), told) if told else ["  none that may be shown"]
    if answer.get("not_shown"):
        yield from bullet(
            sheet,
            f"{said(answer['not_shown'])} more are not shown: what somebody said, or a token, may be in them",
        )
    yield from heading(sheet, "Why it failed")
    yield from bullet(sheet, said(answer.get("why")))
    if answer.get("understood") is True:
        yield from bullet(sheet, "Once that is mended: groupkeeper dead replay ID --by NAME")
    else:
        yield from bullet(
            sheet, "It would fail again: report it, then groupkeeper dead drop ID --by NAME --reason TEXT"
        )


def run_replay(options: argparse.Namespace, tools: Tools) -> int:
    given = {"action": "replay", "ids": options.ids, "all": options.all, "by": options.by}
    answer = line_of(options, tools).operate("dead", given)
    show(options, tools, answer, _done(answer, "replayed", sheet_of(tools)))
    return ATTENTION if answer.get("stayed") or answer.get("not_understood") else DONE


def run_drop(options: argparse.Namespace, tools: Tools) -> int:
    given = {"action": "drop", "ids": options.ids, "by": options.by, "reason": options.reason}
    answer = line_of(options, tools).operate("dead", given)
    show(options, tools, answer, _done(answer, "dropped", sheet_of(tools)))
    return ATTENTION if answer.get("stayed") else DONE


def _done(answer: Answer, deed: str, sheet: Sheet) -> Iterator[str]:
    done = answer.get(deed)
    number = len(done) if isinstance(done, list) else 0
    yield from paragraph(sheet, f"{number} {deed}: {said(done)}")
    if answer.get("stayed"):
        yield from paragraph(
            sheet, f"still dead letters, since the queue or the time failed: {said(answer['stayed'])}"
        )
        yield from paragraph(sheet, "Do it again in a minute")
    if answer.get("not_understood"):
        yield from paragraph(
            sheet, f"not understood, and left where they are: {said(answer['not_understood'])}"
        )
