"""Accounts that may be one human's are suggested with the reasons, and nothing is joined."""

import pytest

from shared.core.model import Person
from shared.core.people.same import Entry, Reason, suggest_same

PIGEON = Entry("pigeon:1", "王芳", "市场部", "经理")
WECOM = Entry("wecom:1", "王芳", "市场部", "主管")
SLACK = Entry("slack:1", "王芳", None, "主管")
BY_DEPARTMENT = ({"pigeon:1", "wecom:1"}, (Reason.DEPARTMENT,))


def told(entries: list[Entry], people: tuple[Person, ...] = ()) -> list[tuple[set[str], tuple[Reason, ...]]]:
    return [
        ({entry.account for entry in found.entries}, found.reasons) for found in suggest_same(entries, people)
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], []),
        ([PIGEON], []),
        ([PIGEON, PIGEON], []),
        ([PIGEON, WECOM], [BY_DEPARTMENT]),
        ([WECOM, PIGEON], [BY_DEPARTMENT]),
        ([WECOM, SLACK], [({"wecom:1", "slack:1"}, (Reason.TITLE,))]),
        ([PIGEON, SLACK], []),
        ([PIGEON, WECOM._replace(name="李强")], []),
        ([PIGEON, WECOM._replace(department="技术部")], []),
        ([PIGEON, WECOM._replace(department=None)], []),
        ([PIGEON._replace(name=None), WECOM._replace(name=None)], []),
        ([PIGEON._replace(name="\u200b"), WECOM._replace(name="\u200b")], []),
        ([PIGEON._replace(department=""), WECOM._replace(department="")], []),
        ([PIGEON, WECOM._replace(title="经理")], [({"pigeon:1", "wecom:1"}, tuple(Reason))]),
        ([PIGEON, WECOM, SLACK], [({"pigeon:1", "wecom:1", "slack:1"}, tuple(Reason))]),
    ],
)
def test_the_same_name_with_the_same_department_or_title_is_a_suggestion(
    entries: list[Entry], expected: list[tuple[set[str], tuple[Reason, ...]]]
) -> None:
    assert told(entries) == expected


@pytest.mark.parametrize("spelling", ["王　芳", " 王芳 ", "\u202e王芳\u200b", "王-芳"])
def test_a_name_is_the_same_however_it_is_spelt(spelling: str) -> None:
    assert told([PIGEON, WECOM._replace(name=spelling)]) == [BY_DEPARTMENT]


def test_case_width_and_traditional_forms_do_not_count() -> None:
    assert told([PIGEON._replace(name="Ｌi Ming"), WECOM._replace(name="LI MING", department="市場部")]) == [
        BY_DEPARTMENT
    ]


@pytest.mark.parametrize(
    "entries",
    [
        [PIGEON, PIGEON._replace(account="pigeon:2"), WECOM],
        [PIGEON, PIGEON._replace(account="pigeon:2"), WECOM, Entry("slack:1", "王芳", "市场部")],
        [PIGEON, WECOM, Entry("pigeon:2", "王芳", "技术部", "主管")],
    ],
)
def test_whoever_may_be_either_of_two_on_a_platform_is_not_suggested(entries: list[Entry]) -> None:
    assert told(entries) == []


def test_two_of_one_name_are_told_apart_by_their_departments() -> None:
    others = [Entry("pigeon:2", "王芳", "技术部"), Entry("wecom:2", "王芳", "技术部")]
    assert told([PIGEON, *others, WECOM]) == [
        BY_DEPARTMENT,
        ({"pigeon:2", "wecom:2"}, (Reason.DEPARTMENT,)),
    ]


def test_what_the_register_has_joined_is_not_suggested_again_but_what_it_lacks_is() -> None:
    row = (Person(("wecom:1", "pigeon:1")),)
    assert told([PIGEON, WECOM], row) == []
    assert told([PIGEON, WECOM, SLACK], row) == [({"pigeon:1", "wecom:1", "slack:1"}, tuple(Reason))]
    assert told([PIGEON, WECOM], (Person(("pigeon:1",)), Person(("wecom:1",)))) == [BY_DEPARTMENT]


def test_entries_come_in_the_order_of_their_accounts() -> None:
    (found,) = suggest_same([WECOM, PIGEON])
    assert found.entries == (PIGEON, WECOM)


def test_twenty_thousand_entries_are_looked_at_once_each() -> None:
    entries = [
        Entry(f"{platform}:{number}", f"员工{number}", "市场部")
        for platform in ("pigeon", "wecom")
        for number in range(10_000)
    ]
    assert len(suggest_same(entries)) == 10_000
