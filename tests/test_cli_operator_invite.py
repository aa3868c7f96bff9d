"""`groupkeeper invite`: shown first, released by a name; and what is handed out with it."""

from pathlib import Path
from typing import Any

import pytest

from tests.support_operator import Sitting

ABOUT = {
    "address": "https://keeper.example.com/pages",
    "found": {"zh-CN": [["信鸽", "工作台"]], "en": [["Pigeon post", "Workplace"]]},
    "department": "总经办",
    "notice": "https://example.com/notice",
    "start": "09:00",
    "end": "18:00",
    "per_week": 3,
    "answer_within": 10,
    "lang": "zh-CN",
}
SHOWN: dict[str, Any] = {
    "released": False,
    "hindrance": "",
    "invited": [{"name": "陈立", "leads": "市场部", "why": ""}, {"name": "王芳", "leads": "星火", "why": ""}],
    "left_out": [{"name": "周杰", "leads": "技术部", "why": "has left"}],
    "says": {"title": "请登记您负责的工作群，约 2 分钟", "body": "每个群三个问题。"},
    "about": ABOUT,
}
HANDOUTS = ["公告.txt", "海报.html", "给部门负责人.html"]


def test_who_would_be_invited_and_what_it_says_is_shown_and_nothing_is_released() -> None:
    sitting = Sitting({"invite": SHOWN})
    assert sitting.run("invite", "--departments", "市场部", "技术部") == 0
    assert sitting.remote.calls == [("ops", {"do": "invite", "departments": ["市场部", "技术部"]})]
    text = sitting.paper.text
    assert "2 people would be invited" in text
    for word in (
        "陈立",
        "星火",
        "Left out",
        "has left",
        "请登记您负责的工作群，约 2 分钟",
        "--release --by NAME",
    ):
        assert word in text


def test_a_release_names_who_invites() -> None:
    sitting = Sitting(
        {"invite": {**SHOWN, "released": True, "invited": SHOWN["invited"][:1], "left_out": []}}
    )
    assert sitting.run("invite", "--departments", "all", "--release", "--by", "何静") == 0
    asked = {"do": "invite", "departments": ["all"], "release": True, "by": "何静"}
    assert sitting.remote.calls == [("ops", asked)]
    assert "1 person was invited" in sitting.paper.text
    assert "next digest" in sitting.paper.text
    assert "Left out" not in sitting.paper.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"hindrance": "the mode says report only"}, "Nobody can be invited yet: the mode says report only."),
        ({"invited": [], "left_out": [], "says": {}}, "There is nobody to invite."),
    ],
)
def test_it_says_why_there_is_nothing_to_release(changed: dict[str, Any], says: str) -> None:
    sitting = Sitting({"invite": {**SHOWN, **changed}})
    assert sitting.run("invite", "--departments", "市场部") == 0
    assert says in sitting.paper.text


@pytest.mark.parametrize(
    "line",
    [
        ["invite"],
        ["invite", "--release", "--by", "何静"],
        ["invite", "--departments", "市场部", "--release"],
        ["invite", "--handouts", "x"],
    ],
)
def test_what_is_missing_is_said_before_anything_is_asked(line: list[str]) -> None:
    sitting = Sitting()
    assert sitting.run(*line) == 2
    assert "it is not said" in sitting.paper.complaints
    assert sitting.targets == []


def test_the_handouts_are_written_into_a_folder_and_never_over_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "printed"
    line = ("invite", "--handouts", str(folder), "--app", "工作群助手")
    sitting = Sitting({"invite": {**SHOWN, "invited": [], "left_out": [], "says": {}}})
    assert sitting.run(*line) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(HANDOUTS)
    assert [f"written: {folder / name}" for name in HANDOUTS] == sitting.paper.out
    (folder / "公告.txt").write_text("ours", "utf-8")
    (folder / "海报.html").unlink()
    assert sitting.run(*line) == 2
    assert (folder / "公告.txt").read_text("utf-8") == "ours"
    assert not (folder / "海报.html").exists()


def test_handouts_speak_the_language_that_is_asked_for(tmp_path: Path) -> None:
    sitting = Sitting({"invite": SHOWN})
    assert sitting.run("invite", "--handouts", str(tmp_path), "--app", "Keeper", "--lang", "en") == 0
    assert "Pigeon post › Workplace › Keeper" in (tmp_path / "announcement.txt").read_text("utf-8")


@pytest.mark.parametrize("missing", ["address", "found"])
def test_there_are_no_handouts_where_nobody_could_log_in(tmp_path: Path, missing: str) -> None:
    sitting = Sitting({"invite": {**SHOWN, "about": {**ABOUT, missing: {} if missing == "found" else ""}}})
    assert sitting.run("invite", "--handouts", str(tmp_path), "--app", "x") == 2
    assert "no page yet" in sitting.paper.complaints
    assert list(tmp_path.iterdir()) == []
