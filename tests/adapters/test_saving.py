"""A file is written whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.saving import save, save_new
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


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old", "utf-8")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    save(tmp_path / "link.html", ["new"])
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text("utf-8") == "new"


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="no plain file"):
        save(tmp_path / "pipe", ["x"])
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["policy.yaml", "facts/groups.jsonl", "link.yaml"])
def test_what_is_being_read_is_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "facts").mkdir()
    for kept in ("policy.yaml", "facts/groups.jsonl"):
        (tmp_path / kept).write_text("mine", "utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "policy.yaml")
    with pytest.raises(BadInput, match="being read"):
        save(tmp_path / name, ["x"], never=(tmp_path / "policy.yaml", tmp_path / "facts"))
    assert (tmp_path / "policy.yaml").read_text("utf-8") == "mine"


def test_who_may_read_a_report_is_the_person_s_own_setting(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        save(tmp_path / "report.html", ["x"])
    finally:
        os.umask(before)
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o600


def test_a_new_file_is_written_and_what_is_there_stays(tmp_path: Path) -> None:
    save_new(tmp_path / "a.xlsx", b"first")
    with pytest.raises(BadInput, match="there is such a file already"):
        save_new(tmp_path / "a.xlsx", b"second")
    assert (tmp_path / "a.xlsx").read_bytes() == b"first"
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    with pytest.raises(BadInput, match="there is such a file already"):
        save_new(tmp_path / "link.xlsx", b"through the link")


def test_a_new_file_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        save_new(tmp_path / "missing" / "a.xlsx", b"x")
