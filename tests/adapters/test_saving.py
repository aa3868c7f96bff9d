"""A file is written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.saving import save
from shared.core.errors import BadInput


def test_a_file_is_replaced_by_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", "utf-8")
    save(path, iter(["群", "\n"]))
    assert path.read_text("utf-8") == "群\n"


def test_work_that_breaks_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    path = tmp_path / "report.html"
    path.write_text("old", "utf-8")
    with pytest.raises(ZeroDivisionError):
        save(path, broken())
    assert [(found.name, found.read_text("utf-8")) for found in tmp_path.iterdir()] == [
        ("report.html", "old")
    ]


def test_half_characters_do_not_stop_a_report(tmp_path: Path) -> None:
    save(tmp_path / "report.html", ["群\ud800"])
    assert (tmp_path / "report.html").read_text("utf-8") == "群\\ud800"


@pytest.mark.parametrize("name", ["missing/report.html", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        save(tmp_path / name, ["x"])
    assert list(tmp_path.iterdir()) == []
