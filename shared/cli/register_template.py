"""`groupkeeper register --template`: writes workbooks for somebody to fill in."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from shared.cli.answers import DONE, show
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault
from shared.core.lang import Bilingual, Lang, both

KINDS: Mapping[str, Bilingual] = {"groups": both("群台账", "Groups"), "people": both("人员名册", "People")}
"""What a sheet can list, and what the file of each is called where all are written."""
EVERY = "all"
_ELSEWHERE = {
    "projects": "Projects and departments stand in the policy: docs/policy.example.yaml",
    "duty": "Shifts are read from a facts folder only (docs/facts-folder.md)",
    "waivers": "Write why into the column 豁免 of the register of groups, or use groupkeeper waive",
}

_THERE = (
    "there is such a file already, and it is not written over",
    "Name a new file, or put that one away first",
)


def add_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--template", metavar="FILE.xlsx", type=Path, help="write a workbook to fill in, and register nothing"
    )
    parser.add_argument(
        "--kind",
        choices=(*KINDS, *_ELSEWHERE, EVERY),
        metavar="KIND",
        help="of a template: groups (default), people, or all: one file each, since a workbook is read as one kind",
    )
    parser.add_argument(
        "--policy", metavar="FILE", type=Path, help="of a template: offer this policy's departments"
    )
    parser.add_argument("--lang", choices=[str(lang) for lang in Lang], help="of a template: its language")


def refuse_template_flags(options: argparse.Namespace) -> None:
    given = [f"--{name}" for name in ("kind", "policy", "lang") if getattr(options, name)]
    if given:
        raise BadInput(Fault(given[0], None, "it is for a template only", "Leave it out, or name --template"))


def write_templates(options: argparse.Namespace, tools: Tools) -> int:
    """Raises BadInput; whatever is there already is left as it is."""
    _check(options)
    policy = tools.load_policy(options.policy)
    lang = Lang(options.lang) if options.lang else policy.language
    departments = [rule.name for rule in policy.departments]
    files = _files(options, lang)
    if there := [path for path in files.values() if path.exists()]:
        raise BadInput(*(Fault(str(path), None, *_THERE) for path in there))
    for kind, path in files.items():
        tools.operator.save_new(path, tools.operator.template(kind, lang, departments))
    show(options, tools, {"templates": [str(path) for path in files.values()]}, _lines(files))
    return DONE


def _check(options: argparse.Namespace) -> None:
    taken = [
        f"--{name.replace('_', '-')}"
        for name in ("dry_run", "yes", "replace", "undo_people", "faults")
        if getattr(options, name)
    ]
    if options.file is not None or taken:
        what = taken[0] if taken else str(options.file)
        remedy = "Leave it out: a template is written, and nothing is registered"
        raise BadInput(Fault(what, None, "it does not go with --template", remedy))
    if options.template.suffix.lower() != ".xlsx":
        raise BadInput(
            Fault(str(options.template), None, "a template is a workbook", "Name a file that ends in .xlsx")
        )
    if options.kind in _ELSEWHERE:
        reason = f"there is no sheet of {options.kind} that could be registered"
        raise BadInput(Fault("--kind", None, reason, _ELSEWHERE[options.kind]))


def _files(options: argparse.Namespace, lang: Lang) -> Mapping[str, Path]:
    """By kind."""
    path: Path = options.template
    if options.kind != EVERY:
        return {options.kind or "groups": path}
    return {kind: path.with_name(f"{path.stem}-{title[lang]}{path.suffix}") for kind, title in KINDS.items()}


def _lines(files: Mapping[str, Path]) -> Iterator[str]:
    for kind, path in files.items():
        yield f"{path} is ready to be filled in, with {kind}; then: groupkeeper register {path}"
    if len(files) > 1:
        yield "they are two files, since a workbook is read as one kind"
