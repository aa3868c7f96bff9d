"""One line on a terminal that says what goes on; nothing at all where nobody watches."""

import shutil
import time
from typing import TextIO

from shared.core.reports.columns import clip, width_of

_CELLS = 20


class Watch:
    def __init__(self, stream: TextIO, steps: int) -> None:
        self._stream = stream if stream.isatty() else None
        self._steps = steps
        self._done = 0
        self._began = time.monotonic()
        self._drawn = 0

    def say(self, what: str) -> None:
        cells = _CELLS * self._done // self._steps
        bar = "█" * cells + "░" * (_CELLS - cells)
        self._draw(f"{bar} {time.monotonic() - self._began:4.0f} s  {what}")

    def step(self) -> None:
        self._done += 1

    def clear(self) -> None:
        if self._drawn:
            self._draw("")

    def _draw(self, line: str) -> None:
        if self._stream is None:
            return
        shown = clip(line, shutil.get_terminal_size().columns - 1)
        gap = " " * max(0, self._drawn - width_of(shown))
        self._stream.write(f"\r{shown}{gap}" + ("" if shown else "\r"))
        self._stream.flush()
        self._drawn = width_of(shown)
