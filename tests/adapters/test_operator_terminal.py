"""What an operator's terminal is made of: the wait that is shown, the keyboard, and the record of the local stack."""

import io
import json
from pathlib import Path

import pytest

from shared.adapters.keyboard import Keyboard
from shared.adapters.stack_file import local_target
from shared.adapters.waiting import Waiting, draw
from shared.adapters.whole_file import LARGEST, read_whole
from shared.app.ports.remote import Target
from shared.core.errors import BadInput

RECORD = {
    "name": "groupkeeper",
    "region": "cn-north-1",
    "endpoint": "http://127.0.0.1:4566",
    "access_key_id": "test",
    "secret_access_key": "test",
    "table": "whatever else stands there",
}


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_short_wait_shows_nothing() -> None:
    stream = io.StringIO()
    draw(stream, "inspect", lambda: 0.0, lambda _: True)
    assert stream.getvalue() == ""


def test_a_long_wait_counts_seconds_over_one_line_and_leaves_it_empty() -> None:
    stream, times, ends = io.StringIO(), iter([0.0, 0.6, 11.0]), iter([False, False, True])
    draw(stream, "inspect", lambda: next(times), lambda _: next(ends))
    assert stream.getvalue() == "\rinspect … 0 s\rinspect … 11 s\r" + " " * 14 + "\r"


def test_where_nobody_watches_a_wait_starts_nothing() -> None:
    with Waiting(None, "inspect", lambda: 0.0):
        pass


def test_a_wait_ends_with_what_it_waits_for() -> None:
    stream = Tty()
    with Waiting(stream, "inspect", lambda: 0.0):
        pass
    assert stream.getvalue() == ""


def test_a_person_is_asked_and_answers_one_line() -> None:
    questions = Tty()
    keyboard = Keyboard(Tty(" y \nnext"), questions)
    assert keyboard.is_there
    assert keyboard.ask("right? ") == "y"
    assert questions.getvalue() == "right? "


def test_an_ended_input_is_no_answer() -> None:
    assert Keyboard(Tty(""), Tty()).ask("right? ") is None


@pytest.mark.parametrize(
    ("answers", "questions"), [(None, Tty()), (Tty("y\n"), None), (io.StringIO("y\n"), Tty())]
)
def test_where_there_is_no_person_nothing_is_asked(
    answers: io.StringIO | None, questions: io.StringIO | None
) -> None:
    keyboard = Keyboard(answers, questions)
    assert not keyboard.is_there
    assert keyboard.ask("right? ") is None


def write(folder: Path, text: str) -> None:
    (folder / ".local").mkdir()
    (folder / ".local" / "stack.json").write_text(text, "utf-8")


def test_the_local_stack_is_where_its_record_says(tmp_path: Path) -> None:
    write(tmp_path, json.dumps(RECORD))
    assert local_target(tmp_path) == Target(
        "groupkeeper",
        region="cn-north-1",
        endpoint="http://127.0.0.1:4566",
        keys=("test", "test"),
        is_local=True,
    )


def test_a_folder_without_a_record_has_no_local_stack(tmp_path: Path) -> None:
    assert local_target(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        json.dumps(RECORD | {"name": 3}),
        json.dumps(RECORD | {"endpoint": "https://example.com"}),
        json.dumps(RECORD | {"endpoint": "http://127.0.0.1.example.com"}),
    ],
)
def test_a_record_that_is_broken_or_leads_off_this_machine_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(BadInput, match="make up"):
        local_target(tmp_path)


def test_a_file_is_read_whole_and_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_bytes(b"mode: report\n")
    assert read_whole(path) == b"mode: report\n"
    with path.open("r+b") as file:
        file.truncate(LARGEST + 1)
    for refused in (path, tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(BadInput):
            read_whole(refused)
