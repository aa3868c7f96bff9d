"""Takes the text of an announcement apart into what both document systems know: lines, mentions and sheets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

SHEET = "[表格]"
_MENTION = re.compile(r"<@(\w+)>")


class Piece(NamedTuple):
    """A stretch of text, or the mention of a user by `id`."""

    text: str
    mention: bool = False


def lines(text: str) -> Iterator[str]:
    """A table becomes one SHEET, which the API shows as an object without text."""
    rows = False
    for line in text.split("\n") if text else ():
        if line.startswith("|") or line == SHEET:
            rows = True
        else:
            yield line
    if rows:
        yield SHEET


def pieces(line: str) -> list[Piece]:
    parts = _MENTION.split(line)
    found = [Piece(part, mention=bool(n % 2)) for n, part in enumerate(parts)]
    return [piece for piece in found if piece.text] or [Piece("")]
