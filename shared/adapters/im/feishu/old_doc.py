"""The text of an announcement of the old kind: a document as JSON within JSON, of which not every part is known."""

import json
from typing import Any

from shared.adapters.im.feishu.blocks import Reading
from shared.adapters.im.kit.fields import Json, rows, table, text

_NOTHING = Reading("", readable=True)
_UNKNOWN = Reading("", readable=False)
_LINES = frozenset({"horizontalLine"})
"""Blocks that are there and say nothing."""


def read_document(content: str, given_titles: frozenset[str]) -> Reading:
    if not content.strip():
        return _NOTHING
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return _UNKNOWN
    if not isinstance(document, dict):
        return _UNKNOWN
    title = _line(table(document.get("title")))
    body = table(document.get("body"))
    lines, readable = ["" if title.strip() in given_titles else title], True
    for block in _flat(body):
        paragraph = table(block.get("paragraph"))
        lines.append(_line(paragraph))
        readable &= bool(paragraph) or _says_nothing(block)
    return Reading("\n".join(line for line in lines if line.strip()), readable)


def _flat(body: Json) -> list[Json]:
    """The blocks in their order, those within a callout or a code block in its place."""
    found: list[Json] = []
    waiting: list[Any] = [body]
    while waiting:
        block = waiting.pop()
        inner = list(rows(block.get("blocks")))
        for holder in ("callout", "code"):
            inner += rows(table(table(block.get(holder)).get("body")).get("blocks"))
        if inner:
            waiting += reversed(inner)
        elif block is not body:
            found.append(block)
    return found


def _says_nothing(block: Json) -> bool:
    kind = text(block.get("type"))
    return kind in _LINES or kind in {"", "paragraph", "callout", "code"}


def _line(holder: Json) -> str:
    return "".join(_run(element) for element in rows(holder.get("elements")))


def _run(element: Json) -> str:
    mentioned = text(table(element.get("person")).get("openId"))
    if mentioned:
        return f"@{mentioned} "
    return text(table(element.get("textRun")).get("text")) or text(
        table(element.get("equation")).get("equation")
    )
