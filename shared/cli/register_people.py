"""Shows what a people sheet changes, asks, and puts exactly that in force."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import ATTENTION, DONE, rows, show
from shared.cli.calling import Answer, Line
from shared.cli.sheet import Sheet, bullet, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools

_QUESTION = "Put it in force? [y/n] "


def put_in_force(line: Line, wanted: Mapping[str, Any], options: argparse.Namespace, tools: Tools) -> int:
    """Exit code: done, or that something is left for the operator to decide. Raises BadInput where it is refused."""
    shown = line.call("register", {**wanted, "dry_run": True})
    if options.diff:
        stops = rows(shown, "stops")
        show(options, tools, shown, _shown(shown, stops, sheet_of(tools), is_dry=True))
        return DONE
    stops = [] if options.replace else rows(shown, "stops")
    asks = tools.operator.keyboard.is_there and not (options.json or options.dry_run or options.yes or stops)
    if not asks and (options.dry_run or stops or not options.yes):
        show(options, tools, shown, _shown(shown, stops, sheet_of(tools), is_dry=options.dry_run))
        return ATTENTION if stops or not options.dry_run else DONE
    if not options.json:
        tools.terminal.write(_changes(shown, sheet_of(tools)))
    if asks and not _is_meant(tools):
        tools.terminal.complain(["groupkeeper: nothing was changed"])
        return ATTENTION
    decided = {"replace": options.replace, "confirm": shown.get("confirm")}
    answer = line.call("register", {**wanted, **decided})
    show(options, tools, answer, _outcome(answer))
    return DONE


def _is_meant(tools: Tools) -> bool:
    """Asked until it is a yes or a no; who ends the input means no."""
    while (line := tools.operator.keyboard.ask(_QUESTION)) is not None:
        if line and line.lower() in {"y", "yes", "n", "no"}:
            return line.lower().startswith("y")
    return False


def _shown(answer: Answer, stops: list[Mapping[str, Any]], sheet: Sheet, *, is_dry: bool) -> Iterator[str]:
    yield from _changes(answer, sheet)
    if stops:
        yield from heading(sheet, "Wants --replace", "more likely a mistake than meant")
        for stop in stops:
            yield from bullet(sheet, f"{said(stop.get('reason'))}")
    yield ""
    again = (
        "" if is_dry else ("; add --replace if it is meant" if stops else "; add --yes to put it in force")
    )
    yield f"nothing was changed{again}"


def _changes(answer: Answer, sheet: Sheet) -> Iterator[str]:
    first, *named = [said(one) for one in answer.get("changes") or [""]]
    yield from paragraph(sheet, first)
    for one in named:
        yield from bullet(sheet, one)
    remarks = rows(answer, "remarks")
    if remarks:
        yield from heading(sheet, f"Worth knowing ({len(remarks):,})")
        for remark in remarks:
            line = f":{said(remark['line'])}" if remark.get("line") else ""
            yield from bullet(sheet, f"{said(remark.get('where'))}{line}: {said(remark.get('reason'))}")


def _outcome(answer: Answer) -> Iterator[str]:
    before = f"; before: {said(answer['before'])}" if answer.get("before") else ""
    people = answer.get("people")
    who = "1 person is" if people == 1 else f"{said(people)} people are"
    yield f"people register {said(answer.get('version'))} is in force{before}"
    yield f"{who} registered; the next runs go by it. To take it back: groupkeeper register --undo-people"
