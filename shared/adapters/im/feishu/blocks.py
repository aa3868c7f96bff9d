"""The text of an announcement of the new kind: a tree of blocks, of which some have no text."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shared.adapters.im.kit.fields import Json, rows, table, text, texts, whole

PAGE_BLOCK = 1
TABLE = 31
TEXTS: Mapping[int, str] = {
    PAGE_BLOCK: "page",
    2: "text",
    **{level + 2: f"heading{level}" for level in range(1, 10)},
    12: "bullet",
    13: "ordered",
    14: "code",
    15: "quote",
    17: "todo",
}
"""Kinds with text of their own, and the field that holds it."""
FRAMES = frozenset({19, 22, 24, 25, TABLE, 32, 34})
"""Kinds that hold others, or are a line: what is in them counts, they do not. All that are left have no text."""


class Reading(NamedTuple):
    text: str
    readable: bool
    """False: something is there that has no text."""


def read_blocks(blocks: Iterable[Json], root: str, given_titles: frozenset[str]) -> Reading:
    """Top to bottom, a line a block; `given_titles` are what a page is called before anybody wrote anything."""
    known = {text(block.get("block_id")): block for block in blocks}
    lines: list[str] = []
    readable = True
    for block in _in_order(known, root):
        kind = whole(block.get("block_type")) or 0
        if kind in TEXTS:
            lines.append(_line(table(block.get(TEXTS[kind])), given_titles if kind == PAGE_BLOCK else ()))
        elif kind not in FRAMES or (kind == TABLE and not texts(block.get("children"))):
            readable = False
    return Reading("\n".join(line for line in lines if line.strip()), readable)


def _in_order(known: Mapping[str, Json], root: str) -> Iterable[Json]:
    """Depth first, each block once, however they refer to each other; those that nothing leads to come last."""
    starts = [root, *(id_ for id_, block in known.items() if not text(block.get("parent_id")))]
    waiting = [*reversed([*starts, *known])]
    seen = set[str]()
    while waiting:
        id_ = waiting.pop()
        if id_ in known and id_ not in seen:
            seen.add(id_)
            yield known[id_]
            waiting += reversed(texts(known[id_].get("children")))


def _line(holder: Json, skipped: Iterable[str]) -> str:
    line = "".join(_run(element) for element in rows(holder.get("elements")))
    return "" if line.strip() in skipped else line


def _run(element: Json) -> str:
    """One piece of a line; a mention by the id, as `@ou_…`, for the reader knows people by their ids."""
    mentioned = text(table(element.get("mention_user")).get("user_id"))
    if mentioned:
        return f"@{mentioned} "
    for kind, field in (("text_run", "content"), ("equation", "content"), ("mention_doc", "title")):
        said = text(table(element.get(kind)).get(field))
        if said:
            return said
    return ""
