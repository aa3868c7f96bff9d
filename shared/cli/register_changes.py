"""What a register of groups would change, or changed: counts on top, then group by group, old → new."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shared.cli.answers import rows
from shared.cli.calling import Answer
from shared.cli.sheet import Row, Sheet, bullet, grid, heading, paragraph, said
from shared.core.lang import counted


class _Tense(NamedTuple):
    counts: tuple[tuple[str, str], ...]
    """(key of the answer, what is said of so many)."""
    nothing: str
    absent: str
    refused: str


_WOULD = _Tense(
    (("new", "would be added"), ("changed", "would change"), ("same", "as before")),
    "nothing would change",
    "each stays as it was filed until its day",
    "the sheet is filed whole or not at all: nothing until these are right",
)
_DID = _Tense(
    (("new", "added"), ("changed", "changed"), ("same", "as before")),
    "nothing changed",
    "each stays as it was filed until its day",
    "",
)


def would_change(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from _changes(answer, sheet, _WOULD)
    yield ""
    yield "nothing was changed"


def changed(answer: Answer, sheet: Sheet) -> Iterator[str]:
    yield from _changes(answer, sheet, _DID)


def _changes(answer: Answer, sheet: Sheet, tense: _Tense) -> Iterator[str]:
    if "same" in answer:  # an older release does not count
        yield from paragraph(sheet, _counts(answer, tense))
    yield from _added(answer, sheet)
    yield from _fields(answer, sheet, "changes", "Changed", answer.get("changed"))
    kept = "kept_rows" if "kept_rows" in answer else "left"  # an older release tells no values
    yield from _fields(answer, sheet, kept, "Left as their owners filed them", len(rows(answer, kept)))
    yield from _absent(answer, sheet, tense)
    yield from _refused(answer, sheet, tense)


def _counts(answer: Answer, tense: _Tense) -> str:
    """One line; what is 0 is left out, unless nothing changes at all."""
    counts = [f"{said(answer[key])} {words}" for key, words in tense.counts if answer.get(key)]
    kept, absent, refused = (_number(answer, key) for key in ("kept", "absent", "refused_rows"))
    if not answer.get("new") and not answer.get("changed"):
        counts.insert(0, tense.nothing)
    if kept:
        counts.append(f"{kept:,} kept as somebody filed them")
    if absent:
        counts.append(f"{absent:,} not in this sheet any more")
    if refused:
        counts.append(f"{counted(refused, 'row')} refused")
    return f"{counted(_number(answer, 'groups'), 'group')}: {', '.join(counts)}"


def _number(answer: Answer, key: str) -> int:
    found = answer.get(key)
    return len(found) if isinstance(found, list) else found if isinstance(found, int) else 0


def _added(answer: Answer, sheet: Sheet) -> Iterator[str]:
    added = rows(answer, "added")
    if added:
        yield from heading(sheet, f"Added ({said(answer.get('new'))})")
        yield from grid(sheet, ("row", "group"), [Row(_group(one)) for one in added], numbers={0})


def _fields(answer: Answer, sheet: Sheet, key: str, title: str, count: Any) -> Iterator[str]:
    """A line a field; the group stands in front of its first one."""
    lines = [line for one in rows(answer, key) for line in _lines(one)]
    if lines:
        yield from heading(sheet, f"{title} ({said(count)})")
        head = ("row", "group", "what", "filed", "", "sheet", "filed by")
        is_by = key != "changes"
        shown = lines if is_by else [Row(line.cells[:-1]) for line in lines]
        yield from grid(sheet, head if is_by else head[:-1], shown, numbers={0})


def _lines(one: Mapping[str, Any]) -> Iterator[Row]:
    front, by = _group(one), said(one.get("by") or "")
    for field in rows(one, "fields") or [{"what": one.get("facts") or "filed for the first time"}]:
        cells = [said(field.get("what")), said(field.get("before")), "→", said(field.get("after"))]
        yield Row([*front, *cells, by])
        front, by = ["", ""], ""


def _group(one: Mapping[str, Any]) -> list[str]:
    return [said(one.get("line")), said(one.get("name"))]


def _absent(answer: Answer, sheet: Sheet, tense: _Tense) -> Iterator[str]:
    absent = rows(answer, "not_named")
    if absent:
        yield from heading(sheet, f"Not in this sheet any more ({said(answer.get('absent'))})", tense.absent)
        cells = [Row([said(one.get("name")), said(one.get("until"))]) for one in absent]
        yield from grid(sheet, ("group", "filed until"), cells)


def _refused(answer: Answer, sheet: Sheet, tense: _Tense) -> Iterator[str]:
    refused = rows(answer, "refused_rows")
    if refused:
        yield from heading(sheet, f"Refused ({len(refused):,})")
        yield from paragraph(sheet, tense.refused)
        for one in refused:
            name = f" {said(one.get('name'))}" if one.get("name") else ""
            yield from bullet(
                sheet,
                f"row {said(one.get('line'))}{name}: {said(one.get('reason'))}. {said(one.get('remedy'))}",
            )
