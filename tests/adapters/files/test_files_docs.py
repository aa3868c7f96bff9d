"""What the documents say of the file formats is what the readers do."""

import re
from pathlib import Path

import pytest

from shared.adapters.files.employment import EMPLOYMENT
from shared.adapters.files.facts_company import DEPARTMENT_KEYS, DUTY_KEYS, PROJECT_KEYS
from shared.adapters.files.facts_groups import GROUP_KEYS
from shared.adapters.files.facts_people import PERSON_KEYS
from shared.adapters.files.message import KEYS
from shared.adapters.files.people_row import LONGEST_TEXT
from shared.adapters.files.people_sheet import read_people_sheet
from shared.adapters.files.people_titles import ENDINGS, PEOPLE_COLUMNS
from shared.adapters.files.sheet_group import KINDS
from shared.adapters.files.sheet_header import COLUMNS
from shared.core.account import LONGEST_KEY
from shared.core.model import MOST_ACCOUNTS, Kind
from tests.adapters.files.reading import read, read_all
from tests.platforms import SHIPPED

DOCS = Path(__file__).parents[3] / "docs"
FACTS = (DOCS / "facts-folder.md").read_text("utf-8")
SHEET = (DOCS / "register-sheet.md").read_text("utf-8")
PEOPLE = (DOCS / "people-sheet.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"`(\w+\.jsonl)`\n```json\n(.*?)```", FACTS, re.DOTALL))
KEYS_OF = {
    "groups.jsonl": GROUP_KEYS,
    "messages.jsonl": KEYS,
    "people.jsonl": PERSON_KEYS,
    "departments.jsonl": DEPARTMENT_KEYS,
    "projects.jsonl": PROJECT_KEYS,
    "duty.jsonl": DUTY_KEYS,
}


def tables_in(page: str) -> list[list[list[str]]]:
    """The cells of every table of a page, without its header."""
    found = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    return [[line.strip("| ").split(" | ") for line in table.splitlines()[2:]] for table in found]


def words_in(row: list[str]) -> set[str]:
    """What the cells in Chinese and in English say a column may be called."""
    return set(re.split(r"[、,] ?", f"{row[1]}、{row[2]}")) - {"–"}


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
    (rows,) = tables_in(SHEET)
    assert [words_in(row) for row in rows] == [set(names) for names in COLUMNS.values()]


@pytest.mark.parametrize("word", [names[0] for names in KINDS.values()])
def test_every_kind_of_a_register_is_documented(word: str) -> None:
    assert word.casefold() in SHEET.casefold()


def test_the_example_of_a_people_sheet_is_right(tmp_path: Path) -> None:
    found = re.search(r"```csv\n(.*?)```", PEOPLE, re.DOTALL)
    assert found
    (tmp_path / "people.csv").write_text(found[1], "utf-8")
    read = read_people_sheet(tmp_path / "people.csv")
    assert read.faults == []
    assert [fault.reason for fault in read.remarks] == [
        "“级别” is “P7”, which cannot be compared and was not used"
    ]
    assert [(person.name, person.accounts, person.delegate) for person in read.people] == [
        ("王芳", ("wecom:wangfang", "feishu:ou_8f1c"), "wecom:liqiang"),
        ("李强", ("wecom:liqiang", "feishu:ou_77aa", "feishu:ou_90ee"), "wecom:wangfang"),
        ("陈立", ("dingtalk:manager4321", "slack:U01ABCDEF"), "wecom:wangfang"),
    ]


def test_every_name_of_a_column_of_people_is_documented_and_no_other() -> None:
    columns, platforms = tables_in(PEOPLE)
    assert [words_in(row) for row in columns] == [set(names) for names in PEOPLE_COLUMNS.values()]
    assert {row[0]: words_in(row) for row in platforms} == {
        vendor.id: set(vendor.written) for vendor in SHIPPED
    }
    assert {row[0]: tuple({row[3]} - {"–"}) for row in platforms} == {
        vendor.id: vendor.ids.columns for vendor in SHIPPED
    }


def test_what_may_follow_a_platform_s_name_is_documented() -> None:
    found = re.search(r"followed by (.*?), or by", PEOPLE, re.DOTALL)
    assert found
    assert ["", *re.split(r", | or ", found[1])] == list(ENDINGS)


def test_every_word_of_employment_is_documented() -> None:
    row = next(row for row in tables_in(PEOPLE)[0] if row[0] == "employment")
    listed = [set(words.split(", ")) for words in row[3].partition(". ")[0].split("; ")]
    assert listed == [set(words) for words in EMPLOYMENT.values()]
    facts = next(line for line in FACTS.splitlines() if line.startswith("| `employment`"))
    assert set(re.findall(r"`([^`]+)`", facts)) == {
        "employment",
        *(word for words in EMPLOYMENT.values() for word in words),
    }


def test_the_limits_of_a_people_sheet_are_documented() -> None:
    text = " ".join(PEOPLE.split())
    assert f"at most {MOST_ACCOUNTS} a person" in text
    assert f"more than {MOST_ACCOUNTS} accounts" in text
    assert f"at most {LONGEST_KEY} bytes" in text
    assert f"more than {LONGEST_TEXT} characters" in text
