"""`groupkeeper register`: puts a policy, a people sheet or a sheet of groups in force, and shows what came of it."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.cli.answers import ATTENTION, DONE, rows, show
from shared.cli.calling import Answer, Line, line_of
from shared.cli.operation import Help, declare
from shared.cli.register_changes import changed, would_change
from shared.cli.register_people import put_in_force
from shared.cli.register_returned import add_faults, check_faults, give_back
from shared.cli.register_template import add_template, refuse_template_flags, write_templates
from shared.cli.sheet import Row, Sheet, grid, heading, said, sheet_of
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault

_HELP = Help(
    "register",
    "put a policy, a people sheet or a register of groups in force",
    """\
Uploads a policy (YAML), a people sheet (人员名册) or a register of groups (群台账; XLSX, CSV). It is taken whole
or not at all: what is wrong is named by its line, and what was in force before stays. Of a people sheet you
see what it changes, and are asked, before it is in force. --diff shows what any of them would change, and changes
nothing.
Where rows of a sheet cannot be taken, a copy comes back beside it in which a last column, 需要修改的地方,
says of each what to change: correct it there and register the copy. --template writes a workbook to fill in,
with what every column is and examples (docs/register-sheet.md).""",
    """\
groupkeeper register policy.yaml
groupkeeper register 群台账.xlsx
groupkeeper register --diff 群台账.xlsx
groupkeeper register 人员名册.xlsx
groupkeeper register 人员名册.xlsx --yes
groupkeeper register --undo-people
groupkeeper register --template 群台账.xlsx --policy policy.yaml
groupkeeper register --template 登记表.xlsx --kind all
""",
)
_POLICY = frozenset({".yaml", ".yml", ".json"})
_SHEET = frozenset({".xlsx", ".csv", ".tsv"})
_INCOMING, _PEOPLE, _SHOWN = "policy/incoming/", "people/incoming/", "register/shown/"
"""Of what lies in the last two the stack takes nothing before it is asked to, so that one call says what changed."""


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="what to put in force")
    parser.add_argument("--diff", action="store_true", help="show what it would change, and change nothing")
    parser.add_argument("--dry-run", action="store_true", help="of a people sheet: only show what it changes")
    parser.add_argument("--yes", action="store_true", help="of a people sheet: do not ask")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="of a people sheet: also where over a fifth of the people, or somebody with open cases, is missing",
    )
    parser.add_argument(
        "--undo-people", action="store_true", help="put the people sheet in force that was before"
    )
    add_template(parser)
    add_faults(parser)


def run(options: argparse.Namespace, tools: Tools) -> int:
    path: Path | None = options.file
    if options.template is not None:
        return write_templates(options, tools)
    refuse_template_flags(options)
    if options.undo_people or path is None:
        return _undo(options, tools)
    kind = path.suffix.lower()
    if kind not in _POLICY | _SHEET:
        remedy = "Name a policy (.yaml), a people sheet or a register of groups (.xlsx, .csv, .tsv)"
        raise BadInput(Fault(str(path), None, "it is neither by its ending", remedy))
    if kind in _POLICY:
        return _put_policy(path, options, tools)
    check_faults(options.faults)
    if options.diff:
        _refuse_beside_diff(options)
        return _put_sheet(path, options, tools)  # nothing is written, so no copy comes back either
    try:
        return _put_sheet(path, options, tools)
    except BadInput as error:
        return give_back(path, error, options.faults, tools)


def _put_sheet(path: Path, options: argparse.Namespace, tools: Tools) -> int:
    data = tools.operator.read(path)
    people = tools.operator.people(data, path.name)
    if people is None:
        _refuse_flags(options)
        return _put_groups(path, data, options, tools)
    if people.faults:  # whatever is wrong is said before anything leaves this machine
        raise BadInput(*people.faults)
    line = line_of(options, tools)
    line.upload(_PEOPLE + path.name, data)
    return put_in_force(line, {"key": _PEOPLE + path.name}, options, tools)


def _put_policy(path: Path, options: argparse.Namespace, tools: Tools) -> int:
    data = tools.operator.read(path)
    _refuse_flags(options)
    if options.faults is not None:
        raise BadInput(Fault("--faults", None, "it is for sheets only", "Leave it out"))
    tools.load_policy(path)  # whatever is wrong is said before anything leaves this machine
    line = line_of(options, tools)
    key = (_SHOWN if options.diff else _INCOMING) + path.name
    line.upload(key, data)
    answer = line.call("register", {"key": key, "diff": True}) if options.diff else _taken(line, key)
    show(options, tools, answer, _policy_lines(answer, sheet_of(tools), is_diff=options.diff))
    return DONE


def _put_groups(path: Path, data: bytes, options: argparse.Namespace, tools: Tools) -> int:
    line = line_of(options, tools)
    key = _SHOWN + path.name
    line.upload(key, data)
    answer = line.call("register", {"key": key, "diff": options.diff})
    sheet = sheet_of(tools)
    show(options, tools, answer, (would_change if options.diff else _filed_lines)(answer, sheet))
    return ATTENTION if answer.get("refused_rows") else DONE


def _undo(options: argparse.Namespace, tools: Tools) -> int:
    others = (options.file, options.replace, options.faults, options.diff)
    if any(others) or not options.undo_people:
        remedy = "Name a file, or --undo-people and no file"
        raise BadInput(Fault("register", None, "it is not clear what to put in force", remedy))
    return put_in_force(line_of(options, tools), {"undo_people": True}, options, tools)


def _refuse_flags(options: argparse.Namespace) -> None:
    given = [
        f"--{name.replace('_', '-')}" for name in ("dry_run", "yes", "replace") if getattr(options, name)
    ]
    if given:
        remedy = "Leave it out: a policy or a register of groups is in force as soon as it is uploaded"
        raise BadInput(Fault(given[0], None, "it is for a people sheet only", remedy))


def _refuse_beside_diff(options: argparse.Namespace) -> None:
    given = [f"--{name.replace('_', '-')}" for name in ("yes", "replace", "faults") if getattr(options, name)]
    if given:
        reason = "--diff changes nothing and writes nothing"
        raise BadInput(Fault(given[0], None, reason, "Leave one of them out"))


def _taken(line: Line, key: str) -> Answer:
    """What came of a policy. The bucket tells the function as well, and the two calls may meet.

    Where it was published by the other one meanwhile, this one is refused; asked again, it finds it in force.
    """
    try:
        return line.call("register", {"key": key})
    except BadInput:
        return line.call("register", {"key": key})


def _resolved(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """Whom each name or number was taken for: what somebody should look through."""
    found = rows(answer, "resolved")
    if found:
        yield from heading(sheet, "Taken for", "what was not written as an account")
        keys = ("written", "account", "groups")
        yield from grid(
            sheet, keys, [Row([said(one.get(key)) for key in keys]) for one in found], numbers={2}
        )


def _filed_lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    good = f" and good until {said(answer['until'])}" if answer.get("until") else ""
    yield f"{said(answer['groups'])} groups are filed{good}; the next run of inspect judges them"
    yield from changed(answer, sheet)
    yield from _resolved(answer, sheet)


def _policy_lines(answer: Answer, sheet: Sheet, *, is_diff: bool) -> Iterator[str]:
    version, before, paths = (answer.get(key) for key in ("version", "before", "changed"))
    replaced = f"; before: {said(before)}" if before and before != version else ""
    yield f"policy {said(version)} {'would be' if is_diff else 'is'} in force{replaced}"
    if isinstance(paths, list) and paths:
        yield from heading(sheet, f"{'Would change' if is_diff else 'Changed'} ({len(paths):,})")
        yield from grid(sheet, (), [Row((said(path),)) for path in paths])
    if is_diff:
        yield ""
        yield "nothing was changed"
