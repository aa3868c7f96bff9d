"""Asks for each finding of a sample whether it is right; nothing counts before the last one is marked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from shared.cli.sheet import Sheet, said, sheet_of
from shared.cli.tools import Tools

_QUESTION = "  right? [y]es [n]o [s]kip [b]ack [q]uit: "
_SUBMIT = "Keep these marks? [y]es [n]o: "
_YES, _NO, _SKIP, _BACK, _QUIT = "yes", "no", "skip", "back", "quit"


class Marks(NamedTuple):
    """Ids of cases."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.right) + len(self.wrong)


def mark(findings: Sequence[Mapping[str, Any]], tools: Tools) -> Marks | None:
    """The marks of one person; None: they left before the end, or marked nothing."""
    given: list[str] = []
    sheet = sheet_of(tools)
    while len(given) < len(findings):
        tools.terminal.write(_finding(findings[len(given)], len(given) + 1, len(findings), sheet))
        word = _word(tools, _QUESTION, (_YES, _NO, _SKIP, _BACK, _QUIT))
        if word in (None, _QUIT):
            return None
        if word == _BACK:
            del given[-1:]
        else:
            given.append(str(word))
    marks = Marks(_marked(findings, given, _YES), _marked(findings, given, _NO))
    return marks if marks.total and _is_meant(marks, tools) else None


def _is_meant(marks: Marks, tools: Tools) -> bool:
    tools.terminal.write(["", f"{len(marks.right)} right, {len(marks.wrong)} wrong"])
    return _word(tools, _SUBMIT, (_YES, _NO)) == _YES


def _word(tools: Tools, question: str, words: Sequence[str]) -> str | None:
    """Which of `words` they mean, by its first letter; asked until it is one of them. None: they ended the input."""
    while True:
        line = tools.operator.keyboard.ask(question)
        if line is None:
            return None
        for word in words:
            if line and word.startswith(line.lower()):
                return word


def _finding(finding: Mapping[str, Any], number: int, of: int, sheet: Sheet) -> Iterator[str]:
    yield ""
    name = sheet.ink.bold(said(finding.get("name")))
    yield f"{number}/{of}  {name}" + sheet.ink.dim(f"  {said(finding.get('group'))}")
    yield f"  {said(finding.get('evidence'))}"
    yield sheet.ink.dim(f"  {said(finding.get('level'))}, open since {sheet.moment(finding.get('opened'))}")


def _marked(findings: Sequence[Mapping[str, Any]], given: Sequence[str], word: str) -> tuple[str, ...]:
    return tuple(
        str(finding.get("case")) for finding, mark in zip(findings, given, strict=True) if mark == word
    )
