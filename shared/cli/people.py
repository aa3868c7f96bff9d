"""`groupkeeper people`: whose an account is, where somebody can be written to, and who may be one human."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.answers import DONE, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, declare
from shared.cli.sheet import Row, Sheet, grid, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault

_HELP = Help(
    "people",
    "whose an account is, and where somebody can be written to",
    """\
Shows everybody of a name, or whoever has an account: all accounts that are theirs, from where that is known,
where they can be written to, and their groups. --same suggests which accounts of several platforms may be one
human's: nothing is joined by it, write into the people sheet (人员名册) what is true.""",
    """\
groupkeeper people 王芳
groupkeeper people PLATFORM:ACCOUNT
groupkeeper people --same
""",
)
_REACH = {
    "yes": "yes",
    "platform_not_connected": "no: nothing is sent on this platform",
    "bot": "no: a bot",
    "out": "no: the account is out",
    "refused": "no: the platform refused it lately",
}


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    parser.add_argument("who", metavar="NAME|ACCOUNT", nargs="?", help="a whole name, or platform:id")
    parser.add_argument("--same", action="store_true", help="suggest which accounts may be one human's")


def run(options: argparse.Namespace, tools: Tools) -> int:
    if options.same == (options.who is not None):
        remedy = "Name somebody, or use --same"
        raise BadInput(Fault("people", None, "it is not clear who is asked about", remedy))
    answer = line_of(options, tools).operate("people", {"who": options.who, "same": options.same})
    sheet = sheet_of(tools)
    show(options, tools, answer, _same(answer, sheet) if options.same else _people(answer, sheet))
    return DONE


def _people(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from paragraph(sheet, _version(answer, sheet))
    for person in rows(answer, "people"):
        yield from _person(person, sheet)
    if answer.get("more"):
        yield ""
        yield f"… and {said(answer['more'])} more of that name: ask for an account"


def _version(answer: Answer, sheet: Sheet) -> str:
    if not answer.get("version"):
        return "no people sheet is in force: every account is a person of its own"
    return f"people register {said(answer['version'])} of {sheet.moment(answer.get('published'))}"


def _person(person: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    name, department = (
        said(person.get("name") or "no name"),
        said(person.get("department") or "no department"),
    )
    source = "people sheet" if person.get("registered") else "not in the people sheet"
    yield ""
    yield sheet.ink.bold(name) + sheet.ink.dim(f"  {department} · {source} · {said(person.get('standing'))}")
    if person.get("delegate"):
        yield f"stands in for them: {said(person['delegate'])}"
    if person.get("leaving_on"):
        yield f"last day of work: {said(person['leaving_on'])}"
    yield from heading(sheet, "Accounts")
    cells = [
        Row(
            (
                said(one.get("account")),
                said(one.get("name") or ""),
                said(one.get("source")),
                said(one.get("employment") or "not known"),
                _REACH.get(str(one.get("reach")), said(one.get("reach"))),
            )
        )
        for one in rows(person, "accounts")
    ]
    yield from grid(sheet, ("account", "name there", "known from", "employment", "can be written to"), cells)
    yield from _groups(person, sheet)


def _groups(person: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    groups = rows(person, "groups")
    if not groups:
        return
    yield from heading(sheet, "Groups")
    keys = ("group", "name", "role", "open")
    yield from grid(sheet, keys, [Row([said(one.get(key)) for key in keys]) for one in groups], numbers={3})
    if person.get("more_groups"):
        yield f"… and {said(person['more_groups'])} more"


def _same(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from paragraph(sheet, _version(answer, sheet))
    found = rows(answer, "same")
    if not found:
        yield "no accounts of several platforms look like one human's"
        return
    yield from heading(sheet, f"May be one human ({len(found):,})", "a suggestion: nothing is joined by it")
    cells = [
        Row(
            (
                said(one.get("name")),
                ", ".join(said(account) for account in one.get("accounts") or ()),
                " and ".join(said(reason) for reason in one.get("in_common") or ()),
            )
        )
        for one in found
    ]
    yield from grid(sheet, ("name", "accounts", "in common"), cells)
    yield ""
    yield from paragraph(
        sheet, "Write who is one human into one row of the people sheet, and groupkeeper register it."
    )
