"""The command as a person uses it: what it prints, where, and with which exit code."""

import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.bootstrap.terminal import tools
from shared.cli.command import main
from tests.support import NoProgress, write_jsonl

GROUP = {
    "platform": "wecom",
    "group_id": "g1",
    "name": "市场部-推广组",
    "owner_id": "wang",
    "announcement": "",
}


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 5, 29, 1, tzinfo=UTC)


class Paper:
    """A `Terminal` that keeps what was written."""

    width = 100
    colour = False

    def __init__(self) -> None:
        self.out: list[str] = []
        self.err: list[str] = []

    def write(self, lines: Iterable[str]) -> bool:
        self.out += lines
        return True

    def write_data(self, lines: Iterable[str]) -> bool:
        return self.write(lines)

    def complain(self, lines: Iterable[str]) -> bool:
        self.err += lines
        return True


def run(*arguments: object) -> tuple[int, Paper]:
    paper = Paper()
    real = tools()._replace(clock=FixedClock(), terminal=paper, progress=NoProgress())
    try:
        return main([str(argument) for argument in arguments], real), paper
    except SystemExit as leaving:  # argparse ends the process itself
        return int(leaving.code or 0), paper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "facts"
    made.mkdir()
    write_jsonl(made, "groups", [GROUP])
    return made


def test_a_person_gets_coverage_before_findings_and_the_message_at_the_end(folder: Path) -> None:
    code, paper = run("preview", folder)
    text = "\n".join(paper.out)
    assert code == 0
    assert text.index("看得见什么") < text.index("缺群公告") < text.index("「市场部-推广组」还差一份群公告")
    assert paper.err == []


def test_a_program_gets_one_json_line_for_each_verdict_that_is_not_ok(folder: Path) -> None:
    code, paper = run("preview", folder, "--json")
    rows = [json.loads(line) for line in paper.out]
    assert code == 0
    assert {
        "check": "missing_announcement",
        "platform": "wecom",
        "group": "g1",
        "verdict": "violation",
        "level": "duty",
        "evidence": {},
    } in rows
    assert {"missing_owner", "missing_admin", "inactive_group", "after_hours_posting", "group_name"} <= {
        row["check"] for row in rows if row["verdict"] == "unknown"
    }


def test_one_check_can_be_looked_at_alone(folder: Path) -> None:
    _, paper = run("preview", folder, "--json", "--check", "missing_announcement")
    assert [json.loads(line)["check"] for line in paper.out] == ["missing_announcement"]


def test_the_report_is_one_file_beside_whatever_else_is_printed(folder: Path, tmp_path: Path) -> None:
    code, paper = run("preview", folder, "--json", "--html", tmp_path / "report.html")
    assert code == 0
    assert paper.out
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "市场部-推广组" in page


def test_a_report_that_cannot_be_written_is_said_and_leaves_nothing_behind(folder: Path) -> None:
    code, paper = run("preview", folder, "--html", folder / "no-such-folder" / "report.html")
    assert code == 2
    assert "no-such-folder" in paper.err[0]
    assert sorted(path.name for path in folder.iterdir()) == ["groups.jsonl"]


def test_what_people_would_get_is_written_one_json_line_a_message(folder: Path, tmp_path: Path) -> None:
    code, paper = run("preview", folder, "--messages", tmp_path / "messages.jsonl")
    (line,) = map(json.loads, (tmp_path / "messages.jsonl").read_text("utf-8").splitlines())
    assert code == 0
    assert paper.out, "the report as well"
    text = line.pop("text")
    assert line == {
        "person": "wecom:wang",
        "name": None,
        "account": "wecom:wang",
        "at": "2026-06-03T10:20:00+08:00",
        "lang": "zh-CN",
        "heading": "「市场部-推广组」还差一份群公告",
        "buttons": ["done", "explain"],
        "shown": [{"group": "wecom:g1", "check": "missing_announcement"}],
        "left_out": 0,
        "why_this_person": "owner",
    }
    assert text.startswith("您好。\n")
    assert text.endswith("有误请点“说明情况”")
    assert "6 月 10 日前" in text


def test_on_standard_output_the_messages_stand_alone(folder: Path) -> None:
    code, paper = run("preview", folder, "--messages", "-")
    assert code == 0
    assert [json.loads(line)["account"] for line in paper.out] == ["wecom:wang"]


def test_messages_and_verdicts_do_not_share_standard_output(folder: Path) -> None:
    code, paper = run("preview", folder, "--json", "--messages", "-")
    assert (code, paper.out) == (2, [])
    assert "Name a file, or leave --json out" in paper.err[0]


@pytest.mark.parametrize("place", ["no-such-folder/x.jsonl", "", "groups.jsonl"])
def test_messages_are_written_whole_or_not_at_all(folder: Path, place: str) -> None:
    """Into a folder that is not there, over a folder, over what is being read."""
    before = (folder / "groups.jsonl").read_text("utf-8")
    code, paper = run("preview", folder, "--messages", folder / place)
    assert (code, paper.out) == (2, [])
    assert "the file cannot be written" in paper.err[0]
    assert [path.name for path in folder.iterdir()] == ["groups.jsonl"]
    assert (folder / "groups.jsonl").read_text("utf-8") == before


def test_english_is_a_flag_away(folder: Path) -> None:
    _, paper = run("preview", folder, "--lang", "en")
    text = "\n".join(paper.out)
    assert "“市场部-推广组” has no announcement yet" in text


def test_the_policy_s_language_is_the_default(folder: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("language: en\n", "utf-8")
    _, paper = run("preview", folder, "--policy", policy)
    assert "has no announcement yet" in "\n".join(paper.out)


def test_a_broken_line_is_counted_and_named_and_the_rest_is_judged(folder: Path) -> None:
    (folder / "messages.jsonl").write_text(
        '{"group_id": "g1", "sender_id": "u1", "ts": 1779990000, "kind": "human"}\n{"group_id": "g1", "ts": \n',
        "utf-8",
    )
    code, paper = run("preview", folder, "--json")
    assert code == 0
    assert len(paper.err) == 1
    assert "messages.jsonl:2: " in paper.err[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("groups.jsonl", '{"platform": "wecom"}\n', "groups.jsonl:1: "),
        ("groups.jsonl", json.dumps(GROUP) + "\n" + json.dumps(GROUP) + "\n", "groups.jsonl:2: "),
        ("groups.jsonl", json.dumps(GROUP) + "\n[1]\n", "groups.jsonl:2: "),
        ("people.jsonl", '{"id": "u1", "active": "perhaps"}\n', "people.jsonl:1: "),
    ],
)
def test_a_wrong_line_ends_with_two_and_names_file_and_line(
    folder: Path, name: str, text: str, said: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    code, paper = run("preview", folder)
    assert code == 2
    assert said in paper.err[0]
    assert paper.out == []


def test_every_fault_of_a_policy_is_said_at_once(folder: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "mode: nugde\nzone: Asia/Peking\nchecks:\n  inactive_group:\n    days: soon\n  inactiv: {}\n", "utf-8"
    )
    code, paper = run("preview", folder, "--policy", policy)
    assert code == 2
    lines = [line.split("policy.yaml:")[1].split(":")[0] for line in paper.err]
    assert lines == ["1", "2", "5", "6"]


def test_what_is_no_input_at_all_is_told_what_would_be(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path, Path("/dev/null")):
        code, paper = run("preview", path)
        assert code == 2
        assert paper.err[0].startswith("groupkeeper: ")


def test_a_zip_that_leads_out_of_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("channels.json", "[]")
        archive.writestr("../outside.json", "[]")
    code, paper = run("preview", path)
    assert code == 2
    assert "../outside.json" in paper.err[0]


@pytest.mark.parametrize(
    "flags",
    [
        ["--now", "yesterday"],
        ["--now", "2026-10-12T09:00:00"],
        ["--now", "0001-01-01T00:00:00+14:00"],
        ["--lookback", "0"],
        ["--lookback", "-1"],
        ["--lookback", "9" * 5000],
        ["--check", "inactiv"],
        ["--lang", "fr"],
    ],
)
def test_a_wrong_flag_ends_with_two_and_says_what_would_be_right(
    folder: Path, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = run("preview", folder, *flags)
    assert code == 2
    assert flags[0] in capsys.readouterr().err


def test_an_interrupted_run_says_so_without_a_traceback(folder: Path) -> None:
    class Impatient(FixedClock):
        def now(self) -> datetime:
            raise KeyboardInterrupt

    paper = Paper()
    real = tools()._replace(clock=Impatient(), terminal=paper)
    assert main(["preview", str(folder)], real) == 130
    assert paper.err == ["groupkeeper: stopped; nothing was changed"]


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = run("preview", "--help")
    assert code == 0
    assert "groupkeeper preview export.zip" in capsys.readouterr().out
