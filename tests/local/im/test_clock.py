"""The simulated clock, and the file by which others share it."""

from datetime import datetime
from pathlib import Path

import pytest

from local.im.clock import Clock


def test_an_offset_in_a_file_moves_everyone_who_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    mine, yours = (Clock(file, machine=lambda: 1000.0) for _ in range(2))
    assert mine.now() == 1000
    mine.advance(60)
    assert yours.now() == 1060
    file.write_text("-5.5")
    assert (mine.now(), yours.now()) == (994.5, 994.5)
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


def test_a_moment_without_a_zone_sets_no_clock() -> None:
    with pytest.raises(ValueError, match="in which zone"):
        Clock().set(datetime(2026, 10, 12))  # noqa: DTZ001 - that is the point
