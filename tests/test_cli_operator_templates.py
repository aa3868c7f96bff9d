"""`groupkeeper register --template`: which files it writes, and what it refuses."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support_operator import Sitting, policy_file


def test_a_template_of_groups_is_written_and_nothing_is_asked_of_the_stack(tmp_path: Path) -> None:
    sitting, path = Sitting(), tmp_path / "台账.xlsx"
    assert sitting.run("register", "--template", path) == 0
    assert load_workbook(path).sheetnames == ["群台账", "填写说明", "示例", "选项"]
    assert sitting.targets == []
    assert sitting.paper.out == [
        f"{path} is ready to be filled in, with groups; then: groupkeeper register {path}"
    ]


def test_in_english_it_has_english_headings(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    assert Sitting().run("register", "--template", path, "--kind", "people", "--lang", "en") == 0
    book = load_workbook(path)
    assert book.sheetnames == ["People", "How to fill in", "Examples", "Lists"]
    assert book["People"]["A1"].value == "name*"


def test_all_are_two_files_since_a_workbook_is_read_as_one_kind(tmp_path: Path) -> None:
    sitting = Sitting()
    assert sitting.run("register", "--template", tmp_path / "登记表.xlsx", "--kind", "all") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["登记表-人员名册.xlsx", "登记表-群台账.xlsx"]
    assert sitting.paper.out[-1] == "they are two files, since a workbook is read as one kind"


def test_the_departments_and_the_language_are_the_policy_s(tmp_path: Path) -> None:
    policy = policy_file(tmp_path, "language: en\ndepartments:\n  - name: 市场部\n  - name: 技术部\n")
    path = tmp_path / "groups.xlsx"
    assert Sitting().run("register", "--template", path, "--policy", policy) == 0
    lists = load_workbook(path)["Lists"]
    columns = [[cell.value for cell in column if cell.value] for column in lists.iter_cols()]
    assert ["department", "市场部", "技术部"] in columns


@pytest.mark.parametrize("kind", ["groups", "all"])
def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.xlsx"
    there = path if kind == "groups" else tmp_path / "a-人员名册.xlsx"
    there.write_text("mine", "utf-8")
    sitting = Sitting()
    assert sitting.run("register", "--template", path, "--kind", kind) == 2
    assert "there is such a file already" in sitting.paper.complaints
    assert there.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [there]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--template", "a.csv"), "Name a file that ends in .xlsx"),
        (("--template", "a.xlsx", "b.xlsx"), "does not go with --template"),
        (("--template", "a.xlsx", "--dry-run"), "--dry-run: it does not go with --template"),
        (("--template", "a.xlsx", "--undo-people"), "--undo-people: it does not go with --template"),
        (("--template", "a.xlsx", "--kind", "duty"), "Shifts are read from a facts folder"),
        (("--template", "a.xlsx", "--kind", "projects"), "stand in the policy"),
        (("--template", "a.xlsx", "--kind", "waivers"), "the column 豁免"),
        (("--template", "missing/a.xlsx"), "the file cannot be written"),
        (("b.xlsx", "--lang", "en"), "--lang: it is for a template only"),
        (("--kind", "people"), "--kind: it is for a template only"),
    ],
)
def test_what_does_not_go_together_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    sitting = Sitting()
    assert sitting.run("register", *arguments) == 2
    assert said in sitting.paper.complaints
    assert list(tmp_path.iterdir()) == []
