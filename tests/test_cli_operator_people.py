"""`groupkeeper people` and `register` of a people sheet: what they ask of the stack, and how it is told at the terminal."""

from pathlib import Path
from typing import Any

import pytest

from tests.support_operator import Sitting, Turns

PEOPLE: dict[str, Any] = {
    "do": "people",
    "version": "3fa9c1d2e4b5",
    "published": "2026-05-28T01:00:00+00:00",
    "people": [
        {
            "name": "王芳",
            "department": "市场部",
            "standing": "here",
            "registered": True,
            "delegate": "pigeon:ou_li",
            "leaving_on": "2026-12-31",
            "accounts": [
                {
                    "account": "pigeon:ou_wang",
                    "name": "王芳",
                    "department": "市场部",
                    "source": "directory and people sheet",
                    "employment": "active",
                    "held_since": None,
                    "reach": "yes",
                },
                {"account": "wecom:wangfang", "source": "people sheet", "reach": "platform_not_connected"},
            ],
            "groups": [{"group": "pigeon:oc_1", "name": "市场部-推广组", "role": "owner", "open": 2}],
            "more_groups": 3,
        },
        {"name": None, "registered": False, "standing": "unclear", "accounts": [], "groups": []},
    ],
    "more": 4,
}
SAME: dict[str, Any] = {
    "do": "people",
    "version": None,
    "published": None,
    "same": [
        {
            "name": "王芳",
            "accounts": ["pigeon:ou_wang", "wecom:wangfang"],
            "department": "市场部",
            "in_common": ["name", "department"],
        }
    ],
}
SHOWN: dict[str, Any] = {
    "file": "people/incoming/people.csv",
    "dry_run": True,
    "people": 2,
    "version": "77b01a9e0000",
    "before": "3fa9c1d2e4b5",
    "changes": ["People register: 1 added.", "added: 李强 (pigeon:ou_li)"],
    "confirm": "4-77b01a9e0000",
    "stops": [],
    "remarks": [{"where": "people.csv", "line": 3, "reason": "nobody has an account", "remedy": "none"}],
}
STOP = {
    "where": "people.csv",
    "line": None,
    "reason": "it leaves out 王芳",
    "remedy": "publish with --replace",
}
DONE = {**SHOWN, "dry_run": False}
ROWS = "姓名,信鸽\n王芳,ou_wang\n李强,ou_li\n"
ASKED = {"key": "people/incoming/people.csv", "dry_run": True}
DECIDED = {"key": "people/incoming/people.csv", "confirm": "4-77b01a9e0000"}


def sheet(folder: Path, text: str = ROWS) -> Path:
    path = folder / "people.csv"
    path.write_text(text, "utf-8")
    return path


def test_somebody_is_shown_with_accounts_reach_and_groups() -> None:
    sitting = Sitting({"people": PEOPLE})
    sitting.paper.width = 130
    assert sitting.run("people", "王芳") == 0
    assert sitting.remote.calls == [("ops", {"do": "people", "who": "王芳"})]
    text = sitting.paper.text
    assert "people register 3fa9c1d2e4b5 of 2026-05-28 01:00 UTC" in text
    assert "王芳  市场部 · people sheet · here" in text
    assert "stands in for them: pigeon:ou_li" in text
    assert "last day of work: 2026-12-31" in text
    assert "no: nothing is sent on this platform" in text
    assert "pigeon:oc_1" in text
    assert "… and 3 more\n" in text
    assert "no name  no department · not in the people sheet · unclear" in text
    assert "… and 4 more of that name: ask for an account" in text


def test_who_may_be_one_human_is_suggested_and_nothing_is_joined() -> None:
    sitting = Sitting({"people": SAME})
    assert sitting.run("people", "--same") == 0
    assert sitting.remote.calls == [("ops", {"do": "people", "same": True})]
    assert "no people sheet is in force" in sitting.paper.text
    assert "pigeon:ou_wang, wecom:wangfang  name and department" in sitting.paper.text
    sitting = Sitting({"people": {**SAME, "same": []}})
    assert sitting.run("people", "--same") == 0
    assert sitting.paper.out[-1] == "no accounts of several platforms look like one human's"


def test_a_people_sheet_is_shown_asked_about_and_put_in_force_as_it_was_shown(tmp_path: Path) -> None:
    sitting = Sitting({"register": Turns([SHOWN, DONE])}, keys=["", "perhaps", "yes"])
    assert sitting.run("register", sheet(tmp_path)) == 0
    assert list(sitting.remote.uploads) == ["people/incoming/people.csv"]
    assert sitting.remote.calls == [("register", ASKED), ("register", DECIDED)]
    text = sitting.paper.text
    assert "People register: 1 added." in text
    assert "added: 李强 (pigeon:ou_li)" in text
    assert "people.csv:3: nobody has an account" in text
    assert "people register 77b01a9e0000 is in force; before: 3fa9c1d2e4b5" in text
    assert "2 people are registered" in text


@pytest.mark.parametrize("keys", [["n"], []], ids=["no", "the input ended"])
def test_who_does_not_say_yes_changes_nothing(tmp_path: Path, keys: list[str]) -> None:
    sitting = Sitting({"register": Turns([SHOWN])}, keys=keys)
    assert sitting.run("register", sheet(tmp_path)) == 1
    assert sitting.remote.calls == [("register", ASKED)]
    assert sitting.paper.err[-1] == "groupkeeper: nothing was changed"


def test_without_anybody_to_ask_it_is_only_shown_but_for_a_yes(tmp_path: Path) -> None:
    sitting = Sitting({"register": Turns([SHOWN])})
    assert sitting.run("register", sheet(tmp_path)) == 1
    assert sitting.paper.out[-1] == "nothing was changed; add --yes to put it in force"
    sitting = Sitting({"register": Turns([SHOWN, DONE])})
    assert sitting.run("register", sheet(tmp_path), "--yes") == 0
    assert sitting.remote.calls[-1] == ("register", DECIDED)


def test_a_dry_run_shows_what_it_changes_and_is_done(tmp_path: Path) -> None:
    sitting = Sitting({"register": Turns([SHOWN])}, keys=["y"])
    assert sitting.run("register", sheet(tmp_path), "--dry-run") == 0
    assert sitting.paper.out[-1] == "nothing was changed"
    assert len(sitting.remote.calls) == 1


def test_what_is_more_likely_a_mistake_wants_replace_and_is_not_asked_about(tmp_path: Path) -> None:
    stopped = {**SHOWN, "stops": [STOP]}
    sitting = Sitting({"register": Turns([stopped])}, keys=["y"])
    assert sitting.run("register", sheet(tmp_path), "--yes") == 1
    assert "it leaves out 王芳" in sitting.paper.text
    assert sitting.paper.out[-1] == "nothing was changed; add --replace if it is meant"
    sitting = Sitting({"register": Turns([stopped, DONE])}, keys=["y"])
    assert sitting.run("register", sheet(tmp_path), "--replace") == 0
    assert sitting.remote.calls[-1] == ("register", {**DECIDED, "replace": True})


def test_a_wrong_row_is_said_before_anything_leaves_this_machine(tmp_path: Path) -> None:
    sitting = Sitting()
    assert sitting.run("register", sheet(tmp_path, "姓名,信鸽\n王芳,ou_1\n李强,ou_1\n")) == 2
    assert "people.csv" in sitting.paper.complaints
    assert (sitting.targets, sitting.remote.uploads) == ([], {})


def test_the_version_before_is_put_in_force_again(tmp_path: Path) -> None:
    sitting = Sitting({"register": Turns([SHOWN, DONE])})
    assert sitting.run("register", "--undo-people", "--yes") == 0
    assert sitting.remote.calls == [
        ("register", {"undo_people": True, "dry_run": True}),
        ("register", {"undo_people": True, "confirm": "4-77b01a9e0000"}),
    ]


def test_one_line_of_json_is_the_answer_of_what_was_done(tmp_path: Path) -> None:
    sitting = Sitting({"register": Turns([SHOWN, DONE])})
    assert sitting.run("register", sheet(tmp_path), "--yes", "--json") == 0
    assert len(sitting.paper.out) == 1


def test_a_flag_of_people_sheets_is_refused_for_anything_else(tmp_path: Path) -> None:
    groups = sheet(tmp_path, "群名称,平台,群ID\n备案组,wecom,w1\n")
    sitting = Sitting()
    assert sitting.run("register", groups, "--dry-run") == 2
    assert "--dry-run: it is for a people sheet only" in sitting.paper.complaints
    assert sitting.targets == []
