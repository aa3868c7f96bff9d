"""`register --diff`: what a file would change, shown at the terminal; and the same in the past tense once it is filed."""

from pathlib import Path
from typing import Any

import pytest

from shared.core.reports.columns import width_of
from tests.support_operator import Sitting, policy_file

TOLD: dict[str, Any] = {
    "file": "register/shown/群台账.csv", "dry_run": True, "groups": 7, "new": 2, "changed": 1, "same": 3, "kept": 1,
    "absent": 1, "until": "2027-04-10", "resolved": [],
    "added": [{"line": 2, "name": "市场部-新品推广组"}, {"line": 13, "name": "Café ☕ 群"}],
    "changes": [{"line": 3, "name": "技术部-支付系统开发群", "fields": [
        {"what": "name", "before": "技术部-支付群", "after": "技术部-支付系统开发群"},
        {"what": "owner", "before": "王芳", "after": "李强"},
        {"what": "purpose", "before": "", "after": "支付系统开发，含对账、退款与清分的联调和上线值守安排，另含节假日保障与演练"},
    ]}],
    "left": [{"line": 4, "group": "wechat:w4", "name": "销售部-日报群", "by": "wecom:zhou", "facts": ["name"]}],
    "kept_rows": [{"line": 4, "name": "销售部-日报群", "by": "周杰", "fields": [
        {"what": "name", "before": "销售部-日报群", "after": "销售日报"},
    ]}],
    "not_named": [{"name": "市场部-周会群", "until": "2027-01-02"}],
    "refused_rows": [],
}  # fmt: skip
REFUSED = {
    "where": "群台账.csv",
    "line": 9,
    "name": "乙群",
    "reason": "nobody is called 没有这个人",
    "remedy": "Write the 工号",
}
NOTHING = {
    "groups": 3, "new": 0, "changed": 0, "same": 3, "kept": 0, "absent": 0, "resolved": [], "left": [], "kept_rows": [],
    "added": [], "changes": [], "not_named": [], "refused_rows": [],
}  # fmt: skip


def sheet(folder: Path) -> Path:
    path = folder / "群台账.csv"
    path.write_text("群名称\n甲群\n", "utf-8")
    return path


def shown(folder: Path, answer: Any, *flags: str, width: int = 80) -> Sitting:
    sitting = Sitting({"register": answer})
    sitting.paper.width = width
    sitting.run("register", *flags, sheet(folder))
    return sitting


def test_a_diff_is_asked_for_and_nothing_else(tmp_path: Path) -> None:
    sitting = Sitting({"register": TOLD})
    assert sitting.run("register", "--diff", sheet(tmp_path)) == 0
    assert list(sitting.remote.uploads) == ["register/shown/群台账.csv"]
    assert sitting.remote.calls == [("register", {"key": "register/shown/群台账.csv", "diff": True})]
    assert list(tmp_path.iterdir()) == [tmp_path / "群台账.csv"]


def test_the_counts_stand_on_top_then_every_kind_by_name_in_80_columns(tmp_path: Path) -> None:
    paper = shown(tmp_path, TOLD, "--diff").paper
    assert paper.flowing.startswith(
        "7 groups: 2 would be added, 1 would change, 3 as before, 1 kept as somebody filed them, 1 not in this sheet any more"
    )
    assert max(map(width_of, paper.out)) <= 80
    text = paper.text
    titles = (
        "Added (2)",
        "Changed (1)",
        "Left as their owners filed them (1)",
        "Not in this sheet any more (1)",
    )
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    assert "wechat:" not in text
    assert "wecom:" not in text
    assert paper.out[-1] == "nothing was changed"


def test_old_and_new_stand_in_columns_also_where_characters_are_wide(tmp_path: Path) -> None:
    paper = shown(tmp_path, TOLD, "--diff", width=120).paper
    arrows = [line[: line.index("→")] for line in paper.out if "→" in line and "销售" not in line]
    assert len(arrows) == 3
    assert len({width_of(line) for line in arrows}) == 1
    assert "王芳" in arrows[1]
    rows = [line for line in paper.out if "新品" in line or "Café" in line]
    assert [line.index(word) for line, word in zip(rows, ("市场部", "Café"), strict=True)] == [7, 7]


def test_rows_that_cannot_be_taken_are_named_and_want_somebody(tmp_path: Path) -> None:
    answer = {**TOLD, "refused_rows": [REFUSED, {**REFUSED, "line": 11, "name": ""}]}
    sitting = Sitting({"register": answer})
    assert sitting.run("register", "--diff", sheet(tmp_path)) == 1
    text = sitting.paper.flowing
    assert "2 rows refused" in text
    assert "the sheet is filed whole or not at all" in text
    assert "- row 9 乙群: nobody is called 没有这个人. Write the 工号" in text
    assert "- row 11: nobody" in text


def test_where_nothing_would_change_it_says_so_and_that_is_well(tmp_path: Path) -> None:
    sitting = Sitting({"register": NOTHING})
    assert sitting.run("register", "--diff", sheet(tmp_path)) == 0
    assert sitting.paper.out == ["3 groups: nothing would change, 3 as before", "", "nothing was changed"]


def test_once_filed_the_same_is_said_in_the_past_tense(tmp_path: Path) -> None:
    paper = shown(tmp_path, TOLD).paper
    assert paper.out[0] == "7 groups are filed and good until 2027-04-10; the next run of inspect judges them"
    assert "7 groups: 2 added, 1 changed, 3 as before" in paper.text
    assert "would" not in paper.text
    assert "王芳" in paper.text
    assert "3 groups: nothing changed, 3 as before" in shown(tmp_path, NOTHING).paper.text


def test_a_group_that_is_filed_for_the_first_time_without_a_difference_says_that(tmp_path: Path) -> None:
    answer = {**NOTHING, "changed": 1, "changes": [{"line": 2, "name": "甲群", "fields": []}]}
    assert "filed for the first time" in shown(tmp_path, answer, "--diff").paper.text


def test_a_program_gets_the_answer_as_it_is(tmp_path: Path) -> None:
    [line] = shown(tmp_path, NOTHING, "--diff", "--json").paper.out
    assert '"same":3' in line.replace(" ", "")


def test_a_sheet_that_is_refused_whole_brings_no_copy(tmp_path: Path) -> None:
    answer = {"refused": True, "faults": [{"where": "群台账.csv", "line": 2, "reason": "no", "remedy": "x"}]}
    sitting = Sitting({"register": answer})
    assert sitting.run("register", "--diff", sheet(tmp_path)) == 2
    assert list(tmp_path.iterdir()) == [tmp_path / "群台账.csv"]


@pytest.mark.parametrize("flags", [["--yes"], ["--replace"], ["--faults", "x.xlsx"]])
def test_what_changes_or_writes_goes_with_no_diff(tmp_path: Path, flags: list[str]) -> None:
    sitting = Sitting()
    assert sitting.run("register", "--diff", *flags, sheet(tmp_path)) == 2
    assert sitting.targets == []
    assert flags[0] in sitting.paper.complaints


def test_a_diff_wants_a_file() -> None:
    assert Sitting().run("register", "--diff") == 2


def test_of_a_policy_the_diff_is_what_would_change(tmp_path: Path) -> None:
    answer = {"version": "8-abc", "before": "7-abc", "changed": ["mode"]}
    sitting = Sitting({"register": answer})
    assert sitting.run("register", "--diff", policy_file(tmp_path, "mode: report\n")) == 0
    assert list(sitting.remote.uploads) == ["register/shown/policy.yaml"]
    assert sitting.remote.calls == [("register", {"key": "register/shown/policy.yaml", "diff": True})]
    assert sitting.paper.out[0] == "policy 8-abc would be in force; before: 7-abc"
    assert "Would change (1)" in sitting.paper.text
    assert sitting.paper.out[-1] == "nothing was changed"


def test_of_a_people_sheet_the_diff_is_its_dry_run_and_asks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "人员名册.csv"
    path.write_text("姓名,信鸽\n王芳,ou_wang\n", "utf-8")
    stop = {"where": "人员名册.csv", "line": None, "reason": "it leaves out 王芳", "remedy": "x"}
    answer = {"changes": ["People register: 1 removed."], "stops": [stop], "confirm": "1-a", "remarks": []}
    sitting = Sitting({"register": answer}, keys=["yes"])
    assert sitting.run("register", "--diff", path) == 0
    assert [call for _, call in sitting.remote.calls] == [
        {"key": "people/incoming/人员名册.csv", "dry_run": True}
    ]
    assert "it leaves out 王芳" in sitting.paper.text
    assert sitting.paper.out[-1] == "nothing was changed"
