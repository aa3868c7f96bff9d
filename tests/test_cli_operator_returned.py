"""`groupkeeper register` of a sheet that is refused: what comes back, where, and what is said of it."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support_operator import Sitting, policy_file

COPY = "台账-需要修改的地方.xlsx"


def refused(**fault: Any) -> dict[str, Any]:
    given = {"where": "台账.csv", "line": 3, "reason": "it is “王芳”", "remedy": "Write the account", **fault}
    return {"register": {"file": "x", "refused": True, "faults": [given]}}


def sheet(folder: Path, text: str = "群名称,群主\n推广组,李强\n值班群,王芳\n") -> Path:
    path = folder / "台账.csv"
    path.write_text(text, "utf-8")
    return path


def column(path: Path) -> list[object]:
    return [row[-1].value for row in load_workbook(path).worksheets[0].iter_rows()]


def test_the_copy_lies_beside_the_sheet_and_is_named_after_what_is_wrong(tmp_path: Path) -> None:
    sitting = Sitting(refused(zh="有 2 位同事叫这个名字，请写工号。"))
    assert sitting.run("register", sheet(tmp_path)) == 2
    what = "1 row to change, marked in this copy of the sheet. Change them there, and register that file"
    assert sitting.paper.err[-2:] == [
        "groupkeeper: 台账.csv:3: it is “王芳”. Write the account",
        f"groupkeeper: {tmp_path / COPY}: {what}",
    ]
    assert column(tmp_path / COPY)[2] == "有 2 位同事叫这个名字，请写工号。"
    assert sorted(path.name for path in tmp_path.iterdir()) == [COPY, "台账.csv"]


def test_it_lies_where_faults_says(tmp_path: Path) -> None:
    place = tmp_path / "改.xlsx"
    assert Sitting(refused()).run("register", sheet(tmp_path), "--faults", place) == 2
    assert column(place)[2] == "it is “王芳”. Write the account"
    assert not (tmp_path / COPY).exists()


def test_a_copy_that_is_there_already_is_kept_and_the_next_one_is_numbered(tmp_path: Path) -> None:
    (tmp_path / COPY).write_text("half corrected", "utf-8")
    assert Sitting(refused()).run("register", sheet(tmp_path)) == 2
    assert (tmp_path / COPY).read_text("utf-8") == "half corrected"
    assert (tmp_path / "台账-需要修改的地方-2.xlsx").exists()


@pytest.mark.parametrize(("name", "said"), [("there.xlsx", "not written over"), ("a.csv", "ends in .xlsx")])
def test_where_it_cannot_be_put_is_said_before_anything_is_uploaded(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "there.xlsx").write_text("mine", "utf-8")
    sitting = Sitting(refused())
    assert sitting.run("register", sheet(tmp_path), "--faults", tmp_path / name) == 2
    assert said in sitting.paper.complaints
    assert sitting.remote.uploads == {}
    assert (tmp_path / "there.xlsx").read_text("utf-8") == "mine"


def test_where_the_folder_takes_no_file_what_is_wrong_is_said_all_the_same(tmp_path: Path) -> None:
    sitting = Sitting(refused())
    assert sitting.run("register", sheet(tmp_path), "--faults", tmp_path / "missing" / "a.xlsx") == 2
    assert "台账.csv:3: it is “王芳”" in sitting.paper.complaints
    assert "the file cannot be written" in sitting.paper.err[-1]


def test_a_people_sheet_comes_back_before_anything_leaves_this_machine(tmp_path: Path) -> None:
    sitting = Sitting()
    path = sheet(tmp_path, "姓名,信鸽,在职状态\n王芳,wang,放假\n李强,li,在职\n")
    assert sitting.run("register", path, "--dry-run") == 2
    assert sitting.targets == []
    assert column(tmp_path / COPY)[1:] == ["「在职状态」写的是“放假”，请写 在职、离职 或 停用。", None]
    assert sitting.paper.err[-1].startswith(f"groupkeeper: {tmp_path / COPY}: 1 row to change")


def test_more_rows_are_marked_than_are_named_at_the_terminal(tmp_path: Path) -> None:
    rows = "".join(f"人{number},p{number},放假\n" for number in range(60))
    sitting = Sitting()
    assert sitting.run("register", sheet(tmp_path, "姓名,信鸽,在职状态\n" + rows)) == 2
    assert sitting.paper.err[-2] == "groupkeeper: … and 1 more like these"
    assert "60 rows to change" in sitting.paper.err[-1]


def test_the_corrected_copy_is_registered_like_any_sheet(tmp_path: Path) -> None:
    Sitting(refused()).run("register", sheet(tmp_path))
    sitting = Sitting({"register": {"groups": 2, "resolved": []}})
    assert sitting.run("register", tmp_path / COPY) == 0
    assert list(sitting.remote.uploads) == [f"register/shown/{COPY}"]
    assert sitting.paper.out == ["2 groups are filed; the next run of inspect judges them"]


def test_where_no_row_is_wrong_nothing_comes_back(tmp_path: Path) -> None:
    sitting = Sitting(refused(line=None, reason="another register was published meanwhile"))
    assert sitting.run("register", sheet(tmp_path)) == 2
    assert sitting.paper.err[-1].startswith("groupkeeper: 台账.csv: another register was published")
    assert [path.name for path in tmp_path.iterdir()] == ["台账.csv"]


def test_a_policy_has_no_rows_to_send_back(tmp_path: Path) -> None:
    sitting = Sitting()
    policy = policy_file(tmp_path, "mode: report\n")
    assert sitting.run("register", policy, "--faults", tmp_path / "a.xlsx") == 2
    assert "--faults: it is for sheets only" in sitting.paper.complaints
    assert sitting.run("register", "--undo-people", "--faults", tmp_path / "a.xlsx") == 2
