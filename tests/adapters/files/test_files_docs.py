"""What the documents say of the file formats is what the readers do."""

import re
from pathlib import Path

import pytest

from shared.adapters.files.facts_company import DEPARTMENT_KEYS, DUTY_KEYS, PROJECT_KEYS
from shared.adapters.files.facts_groups import GROUP_KEYS
from shared.adapters.files.facts_people import PERSON_KEYS
from shared.adapters.files.message import KEYS
from shared.adapters.files.sheet_group import KINDS, PLATFORMS
from shared.adapters.files.sheet_header import COLUMNS
from shared.core.model import Kind
from tests.adapters.files.reading import read, read_all

DOCS = Path(__file__).parents[3] / "docs"
FACTS = (DOCS / "facts-folder.md").read_text("utf-8")
SHEET = (DOCS / "register-sheet.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"`(\w+\.jsonl)`\n```json\n(.*?)```", FACTS, re.DOTALL))
KEYS_OF = {
    "groups.jsonl": GROUP_KEYS,
    "messages.jsonl": KEYS,
    "people.jsonl": PERSON_KEYS,
    "departments.jsonl": DEPARTMENT_KEYS,
    "projects.jsonl": PROJECT_KEYS,
    "duty.jsonl": DUTY_KEYS,
}


def test_the_example_of_a_facts_folder_is_complete_and_right(tmp_path: Path) -> None:
    assert EXAMPLES.keys() == KEYS_OF.keys()
    for name, text in EXAMPLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    facts = read_all(tmp_path)
    assert facts.faults == []
    assert (len(facts.groups), len(facts.company.profiles), len(facts.company.duty)) == (3, 10, 3)
    assert len(set(facts.company.people.values())) == 5
    assert (len(facts.company.departments), len(facts.company.projects)) == (3, 2)


@pytest.mark.parametrize("file", KEYS_OF)
def test_every_key_of_a_file_is_documented(file: str) -> None:
    assert [key for key in KEYS_OF[file] if f"`{key}`" not in FACTS] == []


def test_every_kind_of_group_is_documented() -> None:
    assert [kind for kind in Kind if f"`{kind}`" not in FACTS] == []


def test_the_example_of_a_register_is_right(tmp_path: Path) -> None:
    found = re.search(r"```csv\n(.*?)```", SHEET, re.DOTALL)
    assert found
    (tmp_path / "register.csv").write_text(found[1], "utf-8")
    facts = read(tmp_path / "register.csv")
    assert facts.faults == []
    assert [group.key for group in facts.groups] == ["wecom:wr01", "wechat:wx-7"]


def test_every_name_of_a_column_is_documented_and_no_other() -> None:
    rows = [line.split(" | ") for line in SHEET.splitlines() if line.startswith("| ")][1:]
    documented = [set(re.split(r"[、,] ?", f"{row[1]}、{row[2]}")) for row in rows]
    assert documented == [set(names) for names in COLUMNS.values()]


@pytest.mark.parametrize("word", [names[0] for names in (*KINDS.values(), *PLATFORMS.values())])
def test_every_kind_and_platform_of_a_register_is_documented(word: str) -> None:
    assert word.casefold() in SHEET.casefold()
