"""The terminal is written to as it is: with its width, its colours, its encoding, and for as long as it is there."""

import io
import os
from collections.abc import Iterator
from typing import Any

import pytest

from shared.adapters.console import Console, ProgressBar
from shared.app.ports.ports import Progress
from shared.core.reports.columns import width_of
from shared.settings import TerminalSettings

PLAIN = TerminalSettings(no_color=False, force_color=False, columns=None, dumb=False)


class Stream(io.StringIO):
    """A stream that may be a terminal and may have another encoding."""

    def __init__(self, *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal = terminal
        self._encoding = encoding

    def isatty(self) -> bool:
        return self._terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # io.StringIO has none
        return self._encoding


class Seconds:
    """A monotonic clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def console(out: Stream | None = None, err: Stream | None = None, **settings: Any) -> Console:
    return Console(out or Stream(), err or Stream(), PLAIN._replace(**settings))


@pytest.mark.parametrize(
    ("terminal", "settings", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (False, {"force_color": True}, True),
        (True, {"no_color": True}, False),
        (True, {"no_color": True, "force_color": True}, False),
        (True, {"dumb": True}, False),
        (True, {"dumb": True, "force_color": True}, True),
    ],
)
def test_colours_are_for_terminals_unless_asked_for_and_no_color_wins(
    *, terminal: bool, settings: dict[str, Any], coloured: bool
) -> None:
    assert console(Stream(terminal=terminal), **settings).colour is coloured


@pytest.mark.parametrize(
    ("terminal", "columns", "width"), [(True, 97, 97), (False, 97, 97), (True, None, 80), (False, None, 120)]
)
def test_the_width_is_what_was_asked_for_or_a_usual_one(
    *, terminal: bool, columns: int | None, width: int
) -> None:
    assert console(Stream(terminal=terminal), columns=columns).width == width


def test_lines_are_written_with_their_ends() -> None:
    out = Stream()
    assert console(out).write(["市场部", "b"])
    assert out.getvalue() == "市场部\nb\n"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [("ascii", "??? a"), ("gb18030", "市场部 a"), ("latin-1", "??? a"), ("utf-8", "市场部 a")],
)
def test_what_the_encoding_lacks_becomes_a_question_mark(encoding: str, written: str) -> None:
    out, err = Stream(encoding=encoding), Stream(encoding=encoding)
    both = console(out, err)
    assert both.write(["市场部 a"])
    assert both.complain(["市场部 a"])
    assert out.getvalue() == err.getvalue() == written + "\n"


def test_half_a_character_does_not_stop_the_writing() -> None:
    out = Stream()
    assert console(out).write(["half \ud83d"])
    assert out.getvalue() == "half ?\n"


def test_data_is_utf8_whatever_the_terminal_reads() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    out.write("before\n")
    assert Console(out, Stream(), PLAIN).write_data(['{"group": "市场部"}'])
    assert raw.getvalue() == 'before\n{"group": "市场部"}\n'.encode()


def test_data_goes_to_a_stream_without_bytes_as_text() -> None:
    out = Stream()
    assert console(out).write_data(["{}"])
    assert out.getvalue() == "{}\n"


@pytest.mark.parametrize("method", ["write", "write_data"])
def test_a_reader_who_goes_away_ends_the_writing_quietly(method: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for _ in range(10_000):
            taken += 1
            yield "x" * 1000

    with os.fdopen(writer, "w", encoding="utf-8") as out:
        assert getattr(Console(out, Stream(), PLAIN), method)(lines()) is False
        out.write("what is written after goes nowhere, and closing does not complain")
    assert taken < 10_000


def a_bar(stream: Stream | None, seconds: Seconds, width: int = 80) -> ProgressBar:
    return ProgressBar(stream, seconds, width)


def work(bar: Progress, seconds: Seconds, *, steps: int, each: float, total: int = 100_000_000) -> None:
    bar.begin("读取消息", total)
    for _ in range(steps):
        seconds.now += each
        bar.advance(total // max(steps, 1))


@pytest.mark.parametrize(
    ("err", "settings"),
    [(Stream(), {}), (Stream(terminal=True), {"dumb": True})],
    ids=["pipe", "dumb terminal"],
)
def test_there_is_no_bar_where_nobody_watches(err: Stream, settings: dict[str, Any]) -> None:
    seconds = Seconds()
    bar = console(err=err, **settings).progress(seconds)
    work(bar, seconds, steps=10, each=9.0)
    bar.end()
    assert err.getvalue() == ""


def test_short_work_shows_no_bar() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = console(err=err).progress(seconds)
    work(bar, seconds, steps=4, each=0.1)
    bar.end()
    assert err.getvalue() == ""


def test_long_work_shows_label_share_megabytes_and_the_time_left() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    bar.begin("读取消息", 29_100_000)
    seconds.now += 60.0
    bar.advance(12_222_000)
    assert err.getvalue() == "\r读取消息  ██████████░░░░░░░░░░░░░░  42%  12.2/29.1 MB  1:23"


def test_the_bar_is_cleared_at_the_end_to_the_last_column() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    work(bar, seconds, steps=3, each=1.0)
    drawn = width_of(err.getvalue().rpartition("\r")[2])
    bar.end()
    assert err.getvalue().endswith(f"\r{' ' * drawn}\r")
    bar.end()
    assert err.getvalue().count(f"\r{' ' * drawn}\r") == 1


def test_the_bar_is_not_redrawn_for_every_byte() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    work(a_bar(err, seconds), seconds, steps=1000, each=0.01)
    assert 90 <= err.getvalue().count("\r") <= 100


@pytest.mark.parametrize("width", [10, 20, 40, 80])
def test_the_bar_never_wraps_the_line(width: int) -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    work(a_bar(err, seconds, width), seconds, steps=5, each=1.0)
    assert all(width_of(line) < width for line in err.getvalue().split("\r"))


def test_work_of_unknown_size_shows_what_is_done() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    bar.begin("reading", 0)
    seconds.now += 1
    bar.advance(2_500_000)
    assert err.getvalue() == "\rreading  2.5 MB"


def test_a_second_piece_of_work_begins_anew() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    work(bar, seconds, steps=2, each=1.0)
    err.truncate(0)
    bar.begin("second", 10)
    seconds.now += 0.4
    bar.advance(5)
    assert "second" not in err.getvalue()


def test_more_done_than_announced_is_a_hundred_per_cent() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    bar.begin("x", 10)
    seconds.now += 1
    bar.advance(99)
    assert "100%" in err.getvalue()


def test_before_anything_is_done_no_time_is_foretold() -> None:
    seconds, err = Seconds(), Stream(terminal=True)
    bar = a_bar(err, seconds)
    bar.begin("x", 1_000_000)
    seconds.now += 1
    bar.advance(0)
    assert err.getvalue().endswith("0%  0.0/1.0 MB  ")


class Gone(Stream):
    """A stream without a file behind it, whose reader has gone."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_stream_without_a_file_may_lose_its_reader_too() -> None:
    assert console(Gone()).write(["x"]) is False


def test_a_bar_whose_terminal_goes_away_falls_silent() -> None:
    reader, writer = os.pipe()
    seconds = Seconds()
    with os.fdopen(writer, "w", encoding="utf-8") as err:
        bar = ProgressBar(err, seconds, 80)
        work(bar, seconds, steps=1, each=1.0)
        os.close(reader)
        work(bar, seconds, steps=3, each=1.0)
        bar.end()
