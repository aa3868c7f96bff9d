"""What a line of the terminal is written with: bold, dim and one accent, or nothing at all."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from shared.core.reports.columns import clip, width_of

Pen = Callable[[str], str]


class Ink(NamedTuple):
    colour: bool

    def bold(self, text: str) -> str:
        return self._in("1", text)

    def dim(self, text: str) -> str:
        return self._in("2", text)

    def accent(self, text: str) -> str:
        """For what the manual asks: noticed, not alarming."""
        return self._in("33", text)

    def plain(self, text: str) -> str:
        return text

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def flow(parts: Iterable[tuple[str, Pen]], room: int) -> str:
    """Parts one after the other, each in its ink, cut off together at `room` columns."""
    written = ""
    for text, pen in parts:
        shown = clip(text, room)
        written += pen(shown)
        if shown != text:
            break
        room -= width_of(shown)
    return written
