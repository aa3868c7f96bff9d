"""Shows on a terminal that an answer is waited for, and for how long already."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

_SHOWN_AFTER = 0.5
"""Seconds before anything is drawn: most answers are there by then."""
_REDRAWN_AFTER = 0.2


class Waiting:
    """A context: draws over one line of `stream` until it ends; None: nobody watches, nothing is drawn."""

    def __init__(self, stream: TextIO | None, label: str, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._label = label
        self._monotonic = monotonic
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        if self._stream is not None:
            self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._stream is not None:
            self._thread.join()

    def _run(self) -> None:
        if self._stream is None:
            return
        draw(self._stream, self._label, self._monotonic, self._over.wait)


def draw(
    stream: TextIO, label: str, monotonic: Callable[[], float], is_over: Callable[[float], bool]
) -> None:
    """Redraw until `is_over`, which waits for so many seconds or less; leaves an empty line at its margin."""
    began = monotonic()
    if is_over(_SHOWN_AFTER):
        return
    longest = 0
    while True:
        line = f"{label} … {int(monotonic() - began)} s"
        longest = max(longest, len(line))
        stream.write(f"\r{line}")
        stream.flush()
        if is_over(_REDRAWN_AFTER):
            break
    stream.write("\r" + " " * longest + "\r")
    stream.flush()
