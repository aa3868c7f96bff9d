"""Lines up text in a terminal, where a Chinese character or an emoji takes two columns and an accent none."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

_EMOJI_STYLE = "\ufe0f"
_CLOSING = frozenset("，。、；：？！）」』》〉”’】〕…)]},.;:?!%")
_OPENING = frozenset("（「『《〈“‘【〔([{")


def width_of(text: str) -> int:
    """Columns that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(text, place) for place in range(len(text)))


def _width(text: str, place: int) -> int:
    char = text[place]
    if char == _EMOJI_STYLE:
        # asks for the colourful, two-column form of a sign that is narrow by itself
        return 1 if place and _of(text[place - 1]) == 1 else 0
    return _of(char)


def _of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if _is_wide(char) else 1


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}


def clip(text: str, width: int) -> str:
    """At most `width` columns, with … where something was cut."""
    if width_of(text) <= width:
        return text
    return _head(text, width - 1).rstrip() + "…" if width > 0 else ""


def _head(text: str, width: int) -> str:
    """As many characters as fit into `width` columns."""
    used = accumulate(_width(text, place) for place in range(len(text)))
    return text[: sum(columns <= width for columns in used)]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Clipped and filled up with spaces; `right` puts the text at the right edge."""
    text = clip(text, width)
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def table(rows: Sequence[Sequence[str]], *, room: int, gap: int = 2) -> list[str]:
    """Columns as wide as their widest cell, the first one left, the others right; the first gives way to `room`."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    spare = room - sum(widths[1:]) - gap * (len(widths) - 1)
    widths[0] = max(4, min(widths[0], spare))
    return [
        (" " * gap).join(
            pad(cell, width, right=place > 0)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def wrap(text: str, width: int) -> list[str]:
    """Broken at spaces and between Chinese characters, never before a full stop or after an opening bracket."""
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, max(width, 4))]


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if width_of(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
            continue
        lines.append(piece)
        while width_of(lines[-1].rstrip()) > width:
            head = _head(lines[-1], width)
            lines[-1:] = [head, lines[-1][len(head) :]]
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> Iterator[str]:
    """What may not be torn apart: a word with its spaces, a Chinese character with its punctuation."""
    start = 0
    for place in range(1, len(text)):
        if _may_break(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if before in _OPENING or after in _CLOSING or after == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def shares(values: Sequence[int], width: int) -> list[int]:
    """`width` cells divided like `values`; whatever is not nothing gets a cell."""
    total = sum(values)
    if not total:
        return [0] * len(values)
    cells = [max(1, round(value * width / total)) if value else 0 for value in values]
    cells[cells.index(max(cells))] += width - sum(cells)
    return cells
