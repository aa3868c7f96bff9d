"""`groupkeeper invite`: asks heads and project leads to file the groups of theirs that no app can see."""

import argparse
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from shared.cli.answers import DONE, part, rows, show
from shared.cli.calling import Answer, line_of
from shared.cli.operation import Help, add_by, declare
from shared.cli.sheet import Row, Sheet, grid, heading, paragraph, said, sheet_of
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault
from shared.core.handouts.basis import Basis
from shared.core.handouts.pages import announcement, for_heads, poster
from shared.core.lang import Lang, both, counted

_HELP = Help(
    "invite",
    "ask heads and project leads to file their groups",
    """\
Shows who would get the invitation and what it says; nothing is sent. With --release they get it once, with their next digest, and
one reminder if they do not answer. Begin with one department. Nobody is invited twice within half a year. What came of it is
counted by `groupkeeper coverage`; a list of who has not answered there is not.

--handouts writes what goes with it: a text for the company's own announcement, a poster, and a page that heads read first.""",
    """\
groupkeeper invite --departments 市场部
groupkeeper invite --departments 市场部 技术部 --release --by "He Jing"
groupkeeper invite --handouts printed/ --app 工作群助手
""",
)
_FILES = {
    "announcement": both("公告.txt", "announcement.txt"),
    "poster": both("海报.html", "poster.html"),
    "heads": both("给部门负责人.html", "for-heads.html"),
}


def add(subparsers: Any) -> None:
    parser = declare(subparsers, _HELP, run)
    parser.add_argument(
        "--departments", nargs="+", metavar="NAME", help="whose heads and project leads, or: all"
    )
    parser.add_argument(
        "--release", action="store_true", help="invite them now; without it they are only shown"
    )
    parser.add_argument(
        "--handouts", type=Path, metavar="FOLDER", help="write what is handed out, into this folder"
    )
    parser.add_argument("--app", metavar="NAME", help="of handouts: what your app is called on the platform")
    parser.add_argument(
        "--lang", choices=[str(lang) for lang in Lang], help="of handouts (default: the policy's)"
    )
    add_by(parser, required=False)


def run(options: argparse.Namespace, tools: Tools) -> int:
    _check(options)
    given = {key: getattr(options, key) for key in ("departments", "release", "by") if getattr(options, key)}
    answer = line_of(options, tools).operate("invite", given)
    written = _write(options, part(answer, "about"), tools) if options.handouts else []
    show(options, tools, {**answer, "handouts": written}, _lines(answer, written, sheet_of(tools), options))
    return DONE


def _check(options: argparse.Namespace) -> None:
    faults = []
    if not (options.departments or options.handouts):
        remedy = "Name --departments, or --handouts with a folder"
        faults.append(Fault("invite", None, "it is not said who is invited", remedy))
    if options.release and not options.by:
        faults.append(
            Fault("--release", None, "it is not said who invites", "Give --by, as colleagues know you")
        )
    if options.release and not options.departments:
        faults.append(Fault("--release", None, "it is not said who is invited", "Name --departments"))
    if options.handouts and not options.app:
        remedy = "Give --app, so that people find it on their platform"
        faults.append(Fault("--handouts", None, "it is not said what the app is called", remedy))
    if faults:
        raise BadInput(*faults)


def _lines(answer: Answer, written: list[str], sheet: Sheet, options: argparse.Namespace) -> Iterator[str]:
    if options.departments:
        yield from _people(answer, sheet)
    for path in written:
        yield f"written: {path}"


def _people(answer: Answer, sheet: Sheet) -> Iterator[str]:
    invited, released = rows(answer, "invited"), answer.get("released") is True
    people = counted(len(invited), "person", "people")
    head = (
        f"{people} {'was' if len(invited) == 1 else 'were'} invited"
        if released
        else f"{people} would be invited"
    )
    yield from paragraph(sheet, head)
    yield from _table(invited, ("leads",), sheet)
    left_out = rows(answer, "left_out")
    if left_out:
        yield from heading(sheet, "Left out")
        yield from _table(left_out, ("leads", "why"), sheet)
    says = part(answer, "says")
    if says:
        yield from heading(sheet, "What it says")
        yield from paragraph(sheet, said(says.get("title")))
        yield from paragraph(sheet, said(says.get("body")))
    yield ""
    yield from paragraph(sheet, _next(answer, released=released, is_anybody=bool(invited)))


def _table(people: list[Mapping[str, Any]], columns: tuple[str, ...], sheet: Sheet) -> Iterator[str]:
    cells = [Row((said(row.get("name")), *(said(row.get(column)) for column in columns))) for row in people]
    if cells:
        yield from grid(sheet, ("name", *columns), cells)


def _next(answer: Answer, *, released: bool, is_anybody: bool) -> str:
    if released:
        return "It goes out with their next digest, at work, as every message does; `groupkeeper coverage` counts what comes of it."
    if answer.get("hindrance"):
        return f"Nobody can be invited yet: {said(answer['hindrance'])}."
    if not is_anybody:
        return "There is nobody to invite."
    return "Nothing was sent. The same with --release --by NAME invites them."


def _write(options: argparse.Namespace, about: Mapping[str, Any], tools: Tools) -> list[str]:
    """Raises BadInput where a page's address is missing, or a file is there already."""
    basis = _basis(options, about)
    options.handouts.mkdir(parents=True, exist_ok=True)
    texts = {
        "announcement": announcement(basis),
        "poster": "".join(poster(basis)),
        "heads": "".join(for_heads(basis)),
    }
    files = {options.handouts / _FILES[kind][basis.lang]: text for kind, text in texts.items()}
    if there := [path for path in files if path.exists()]:
        remedy = "Name another folder, or put those away first"
        raise BadInput(*(Fault(str(path), None, "there is such a file already", remedy) for path in there))
    for path, text in files.items():
        tools.operator.save_new(path, text.encode("utf-8"))
    return [str(path) for path in files]


def _basis(options: argparse.Namespace, about: Mapping[str, Any]) -> Basis:
    lang = Lang(options.lang or about.get("lang") or Lang.ZH)
    found = part(about, "found").get(lang.value)
    if not (about.get("address") and found):
        remedy = "groupkeeper doctor says what the pages are missing: their address, and a platform with which one can log in"
        raise BadInput(Fault("--handouts", None, "there is no page yet to which they could lead", remedy))
    return Basis(
        lang=lang,
        app=options.app,
        found=tuple((said(one[0]), said(one[1])) for one in found),
        address=said(about["address"]),
        start=time.fromisoformat(about["start"]),
        end=time.fromisoformat(about["end"]),
        per_week=int(about["per_week"]),
        answer_within=int(about["answer_within"]),
        department=about.get("department"),
        notice=about.get("notice"),
    )
