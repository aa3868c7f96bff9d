"""The terminal: what it can show, lines written to it whatever its encoding, and a bar while work goes on."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from shared.adapters.waiting import Waiting
from shared.core.reports.columns import clip, width_of
from shared.settings import TerminalSettings

_WIDTH = 80
_PIPE_WIDTH = 120
"""Where nobody's window limits a line."""


class Console:
    """Standard output and error, with what is known of who reads them."""

    def __init__(self, out: TextIO | None, err: TextIO | None, settings: TerminalSettings) -> None:
        """None: the stream was closed before we began (`>&-`), and nothing can be said there."""
        self._out = out or io.StringIO()
        self._err = err or io.StringIO()
        self._settings = settings

    @property
    def width(self) -> int:
        """Columns of standard output."""
        return (
            self._settings.columns
            or _columns_of(self._out)
            or (_WIDTH if self._out.isatty() else _PIPE_WIDTH)
        )

    @property
    def colour(self) -> bool:
        """Whether standard output takes colours; NO_COLOR wins over FORCE_COLOR (no-color.org)."""
        settings = self._settings
        if settings.no_color:
            return False
        return settings.force_color or (self._out.isatty() and not settings.dumb)

    def write(self, lines: Iterable[str]) -> bool:
        """Lines for a person; what the encoding lacks becomes `?`. False: the reader went away, and that is fine."""
        return _write(self._out, _ended(lines))

    def write_data(self, lines: Iterable[str]) -> bool:
        """Lines for a program: UTF-8 whatever the terminal's encoding, as JSON asks."""
        raw = getattr(self._out, "buffer", None)
        if raw is None:
            return _write(self._out, _ended(lines))
        try:
            self._out.flush()
            for line in lines:
                raw.write(line.encode() + b"\n")
            raw.flush()
        except BrokenPipeError:
            return _lost(self._out)
        except OSError:
            _lost(self._out)
            raise
        return True

    def complain(self, lines: Iterable[str]) -> bool:
        """Lines to standard error."""
        return _write(self._err, _ended(lines))

    def progress(self, monotonic: Callable[[], float]) -> "ProgressBar":
        """A bar on standard error, silent unless a person watches; `monotonic` gives seconds."""
        return ProgressBar(self._watched, monotonic, _columns_of(self._err) or _WIDTH)

    def waiting(self, label: str, monotonic: Callable[[], float]) -> Waiting:
        """Shows on standard error how long an answer is waited for, under the same conditions."""
        return Waiting(self._watched, label, monotonic)

    @property
    def _watched(self) -> TextIO | None:
        """Standard error, where a person watches it on something that can draw."""
        return self._err if self._err.isatty() and not self._settings.dumb else None


def _columns_of(stream: TextIO) -> int | None:
    """The window's width; None where there is no window."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        return None


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (line + "\n" for line in lines)


def _write(stream: TextIO, pieces: Iterable[str]) -> bool:
    encoding = stream.encoding or "utf-8"
    try:
        stream.writelines(piece.encode(encoding, "replace").decode(encoding) for piece in pieces)
        stream.flush()
    except BrokenPipeError:
        return _lost(stream)
    except OSError:
        _lost(stream)
        raise
    return True


def _lost(stream: TextIO) -> bool:
    """Point the stream at nothing, so that its last flush at exit does not complain either."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, stream.fileno())
    except (OSError, ValueError):
        pass  # not a file: there is no flush at exit that could fail
    finally:
        os.close(nothing)
    return False


class ProgressBar:
    """Shows how far a long piece of work is (`app.ports.Progress`); short work shows nothing at all."""

    SHOWN_AFTER = 0.5
    """Seconds of work before anything is drawn."""
    REDRAWN_AFTER = 0.1
    """Seconds between two drawings."""

    def __init__(self, stream: TextIO | None, monotonic: Callable[[], float], width: int) -> None:
        """`stream` None: nobody watches."""
        self._stream = stream
        self._monotonic = monotonic
        self._width = width
        self._label = ""
        self._total = self._done = 0
        self._began = self._redraw_at = 0.0
        self._drawn = 0

    def begin(self, label: str, total: int) -> None:
        self.end()
        self._label, self._total, self._done = label, total, 0
        self._began = self._monotonic()
        self._redraw_at = self._began + self.SHOWN_AFTER

    def advance(self, done: int) -> None:
        self._done += done
        if self._stream is None:
            return
        moment = self._monotonic()
        if moment >= self._redraw_at:
            self._redraw_at = moment + self.REDRAWN_AFTER
            line = _bar_line(self._label, self._done, self._total, moment - self._began)
            self._draw(self._stream, line)

    def end(self) -> None:
        if self._stream is not None and self._drawn:
            self._draw(self._stream, "")

    def _draw(self, stream: TextIO, line: str) -> None:
        """Over what stood there; an empty line clears it and goes back to the margin."""
        shown = clip(line, self._width - 1)
        gap = " " * (self._drawn - width_of(shown))
        self._drawn = width_of(shown)
        if not _write(stream, ["\r", shown, gap, "" if shown else "\r"]):
            self._stream = None


def _bar_line(label: str, done: int, total: int, seconds: float) -> str:
    """`label ████░░░░ 42% 12.3/29.1 MB 0:12`; without a total only what is done."""
    if total <= 0:
        return f"{label}  {_megabytes(done)} MB"
    share = min(done / total, 1.0)
    cells = int(share * _BAR)
    bar = "█" * cells + "░" * (_BAR - cells)
    return f"{label}  {bar} {share:4.0%}  {_megabytes(done)}/{_megabytes(total)} MB  {_left(share, seconds)}"


_BAR = 24


def _megabytes(units: int) -> str:
    return f"{units / 1_000_000:.1f}"


def _left(share: float, seconds: float) -> str:
    """The time that the rest will take at the speed so far, as minutes and seconds."""
    if share <= 0:
        return ""
    rest = int(seconds / share - seconds + 0.5)
    return f"{rest // 60}:{rest % 60:02d}"
