"""A run by hand: what its flags ask for, and what is said of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support_operator import Sitting

RUN = {"run": "r1", "function": "inspect", "now": "2026-10-12T01:00:00+00:00", "dry_run": True}
FINDING = {
    "case": "aa11",
    "group": "pigeon:oc_1",
    "name": "兄弟们冲",
    "level": "duty",
    "evidence": "says nothing",
    "opened": "2026-10-12T01:00:00+00:00",
}


@pytest.mark.parametrize(
    ("line", "function", "payload"),
    [
        (["collect"], "collect", {}),
        (["collect", "--group", "pigeon:oc_1"], "collect", {"groups": ["pigeon:oc_1"]}),
        (["inspect", "--check", "group_name", "--check", "missing_owner"], "inspect", {"checks": ["group_name", "missing_owner"]}),
        (
            ["nudge", "--dry-run", "--now", "2026-10-12T10:20:00+08:00"],
            "nudge",
            {"dry_run": True, "now": "2026-10-12T02:20:00+00:00"},
        ),
    ],
)  # fmt: skip
def test_a_run_by_hand_asks_for_exactly_what_the_flags_say(
    line: list[str], function: str, payload: dict[str, Any]
) -> None:
    sitting = Sitting({function: RUN | {"counts": {}}})
    assert sitting.run(*line) == 0
    assert sitting.remote.calls == [(function, payload)]
    assert sitting.waited == [f"groupkeeper: {function}"]


def test_a_run_is_shown_in_words_with_groups_by_check() -> None:
    counts = {"judged": 2100, "opened": 12, "violation:group_name": 12, "unknown:group_name": 3}
    sitting = Sitting({"inspect": RUN | {"counts": counts, "due": ["group_name"]}})
    assert sitting.run("inspect", "--dry-run") == 0
    assert sitting.paper.out == [
        "inspect  run r1 · dry run: nothing was written or sent",
        "as of 2026-10-12 01:00 UTC",
        "",
        "  2,100  verdicts",
        "     12  cases opened",
        "",
        "Groups by check",
        "              violation  unknown  does not apply",
        "  group_name         12        3               0",
        "",
        "  checks that were due: group_name",
    ]


def test_a_dry_nudge_names_who_would_be_told_of_what() -> None:
    letter = {"account": "pigeon:ou_wang", "cases": [{"group": "pigeon:oc_1", "check": "group_name"}]}
    sitting = Sitting({"nudge": RUN | {"counts": {"sent": 1}, "would_send": [letter]}})
    assert sitting.run("nudge", "--dry-run") == 0
    assert sitting.paper.out[-3:] == [
        "Would be told (1)",
        "  account         group        check",
        "  pigeon:ou_wang  pigeon:oc_1  group_name",
    ]


LEAVING = {"person": "pigeon:ou_wang", "name": "王芳", "text": "王芳，您好。\n还差一份群公告。"}
TOLD = RUN | {"counts": {"sent": 1}, "messages": [LEAVING]}


def test_a_dry_nudge_writes_what_each_message_would_say_one_json_line_each(tmp_path: Path) -> None:
    sitting, file = Sitting({"nudge": TOLD}), tmp_path / "messages.jsonl"
    assert sitting.run("nudge", "--dry-run", "--messages", file) == 0
    assert sitting.remote.calls == [("nudge", {"dry_run": True, "messages": True})]
    assert [json.loads(line) for line in file.read_text("utf-8").splitlines()] == [LEAVING]
    assert sitting.paper.out[0].startswith("nudge  run r1")


def test_on_standard_output_the_messages_stand_alone_and_what_needs_attention_beside_it() -> None:
    sitting = Sitting({"nudge": TOLD | {"messages_cut": 3}})
    assert sitting.run("nudge", "--dry-run", "--messages", "-") == 1
    assert [json.loads(line) for line in sitting.paper.out] == [LEAVING]
    assert "3 messages did not fit into the answer" in sitting.paper.complaints


def test_a_dry_nudge_that_would_send_nothing_writes_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    assert Sitting({"nudge": RUN}).run("nudge", "--dry-run", "--messages", file) == 0
    assert file.read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--messages", "x"), "only said by a dry run"),
        (("--dry-run", "--json", "--messages", "-"), "both be written to standard output"),
    ],
)
def test_messages_that_cannot_be_had_as_asked_for_are_refused_before_anything_is_called(
    flags: tuple[str, ...], said: str
) -> None:
    sitting = Sitting({"nudge": RUN})
    assert sitting.run("nudge", *flags) == 2
    assert said in sitting.paper.complaints
    assert sitting.remote.calls == []


def test_messages_for_a_folder_that_is_not_there_are_refused_with_what_to_do(tmp_path: Path) -> None:
    sitting = Sitting({"nudge": TOLD})
    assert sitting.run("nudge", "--dry-run", "--messages", tmp_path / "none" / "x") == 2
    assert "Name a new file in a folder that you may write to" in sitting.paper.complaints
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({"messages_cut": 2}, "2 messages did not fit"),
        ({"skipped": "leased"}, "another run holds the lease"),
        ({"stopped": {"group_name": "violations"}}, "groupkeeper release group_name --by"),
        ({"counts": {"failed": 2}}, "2 pieces of work failed"),
        ({"counts": {"platform_failed": 1}}, "did not take messages"),
        ({"counts": {"unconfirmed": 1}}, "next work day"),
        ({"counts": {"undeliverable": 1}}, "Another account of theirs is tried tomorrow"),
        ({"refusing": ["wecom"]}, "wecom refused unusually many messages"),
        ({"counts": {"unclear": 1}}, "do not write by hand"),
        ({"denied": {"pigeon:activity": "im:message.group_msg"}}, "im:message.group_msg"),
        ({"budget_spent": "nudges_per_run"}, "nudges_per_run"),
        ({"unfinished": True}, "The next run goes on"),
    ],
)
def test_a_run_that_needs_somebody_ends_with_one_and_says_why(notes: dict[str, Any], said: str) -> None:
    sitting = Sitting({"inspect": RUN | {"counts": {}} | notes})
    assert sitting.run("inspect") == 1
    text = sitting.paper.flowing
    assert said in text[text.index("Needs attention") :]


def test_flags_that_a_function_would_not_obey_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["nudge", "--group", "pigeon:oc_1"], ["collect", "--check", "group_name"]):
        assert Sitting().run(*line) == 2
        assert line[1] in capsys.readouterr().err


def test_another_moment_than_now_is_refused_before_anything_is_called() -> None:
    sitting = Sitting()
    assert sitting.run("inspect", "--now", "2026-10-12T09:00:00+08:00") == 2
    assert "Add --dry-run" in sitting.paper.complaints
    assert sitting.targets == []
