"""A policy or a register from the command: checked here, uploaded, and what the stack says of it."""

from pathlib import Path

import pytest

from tests.support_operator import Sitting, Turns, policy_file


def test_a_policy_is_checked_here_then_uploaded_then_taken(tmp_path: Path) -> None:
    taken = {"file": "policy/incoming/policy.yaml", "version": "7-abc", "before": None, "changed": ["mode"]}
    sitting = Sitting({"register": taken})
    assert sitting.run("register", policy_file(tmp_path, "mode: report\n")) == 0
    assert sitting.remote.uploads == {"policy/incoming/policy.yaml": b"mode: report\n"}
    assert sitting.remote.calls == [("register", {"key": "policy/incoming/policy.yaml"})]
    assert sitting.paper.out[0] == "policy 7-abc is in force"


def test_a_policy_that_the_bucket_s_own_call_published_first_is_asked_for_again(tmp_path: Path) -> None:
    meanwhile = {"refused": True, "faults": [{"where": "policy.yaml", "reason": "published meanwhile"}]}
    in_force = {"version": "7-abc", "before": "7-abc", "changed": []}
    sitting = Sitting({"register": Turns([meanwhile, in_force])})
    assert sitting.run("register", policy_file(tmp_path, "mode: report\n")) == 0
    assert sitting.paper.out == ["policy 7-abc is in force"]


def test_a_policy_with_faults_never_leaves_this_machine(tmp_path: Path) -> None:
    sitting = Sitting()
    assert sitting.run("register", policy_file(tmp_path, "mode: nugde\n")) == 2
    assert "policy.yaml:1: " in sitting.paper.complaints
    assert sitting.targets == []


def test_a_register_that_the_stack_refuses_names_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    fault = {"where": "群台账.csv", "line": 3, "reason": "two groups are called 甲", "remedy": "Rename one"}
    sitting = Sitting({"register": {"file": "x", "refused": True, "faults": [fault]}})
    assert sitting.run("register", path) == 2
    assert sitting.paper.err[-1] == "groupkeeper: 群台账.csv:3: two groups are called 甲. Rename one"


def test_a_filed_register_is_said_with_its_groups(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    sitting = Sitting({"register": {"file": "x", "groups": 1200, "new": 0, "changed": 1200}})
    assert sitting.run("register", path) == 0
    assert list(sitting.remote.uploads) == ["register/shown/群台账.csv"]
    assert sitting.paper.out == ["1,200 groups are filed; the next run of inspect judges them"]


def test_a_filed_register_says_until_when_it_is_good_and_whom_each_name_was_taken_for(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    taken = {"written": "王芳", "account": "wecom:wangfang", "groups": 3}
    sitting = Sitting({"register": {"groups": 12, "until": "2027-04-10", "resolved": [taken]}})
    assert sitting.run("register", path) == 0
    good = "12 groups are filed and good until 2027-04-10; the next run of inspect judges them"
    assert sitting.paper.out[0] == good
    assert "  王芳     wecom:wangfang       3" in sitting.paper.out


@pytest.mark.parametrize("name", ["register.docx", "missing.xlsx"])
def test_a_file_that_is_no_policy_and_no_sheet_is_refused_here(tmp_path: Path, name: str) -> None:
    sitting = Sitting()
    assert sitting.run("register", tmp_path / name) == 2
    assert sitting.targets == []


def test_a_filed_register_says_what_was_left_as_its_owners_filed_it(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    left = {
        "line": 3,
        "group": "wechat:w1",
        "name": "销售部-日报群",
        "by": "wecom:wangfang",
        "facts": ["name"],
    }
    sitting = Sitting({"register": {"groups": 12, "resolved": [], "left": [left]}})
    assert sitting.run("register", path) == 0
    assert any("Left as their owners filed them" in line for line in sitting.paper.out)
    assert any("销售部-日报群" in line and "wecom:wangfang" in line for line in sitting.paper.out)
