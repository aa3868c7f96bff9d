"""Accounts that may be one human's are suggested with the reasons, and nothing is joined."""

import pytest

from shared.core.model import Person
from shared.core.people.same import Entry, Reason, suggest_same

FEISHU = Entry("feishu:1", "王芳", "市场部", "经理")
WECOM = Entry("wecom:1", "王芳", "市场部", "主管")
SLACK = Entry("slack:1", "王芳", None, "主管")
BY_DEPARTMENT = ({"feishu:1", "wecom:1"}, (Reason.DEPARTMENT,))


def told(entries: list[Entry], people: tuple[Person, ...] = ()) -> list[tuple[set[str], tuple[Reason, ...]]]:
    return [
        ({entry.account for entry in found.entries}, found.reasons) for found in suggest_same(entries, people)
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], []),
        ([FEISHU], []),
        ([FEISHU, FEISHU], []),
        ([FEISHU, WECOM], [BY_DEPARTMENT]),
        ([WECOM, FEISHU], [BY_DEPARTMENT]),
        ([WECOM, SLACK], [({"wecom:1", "slack:1"}, (Reason.TITLE,))]),
        ([FEISHU, SLACK], []),
        ([FEISHU, WECOM._replace(name="李强")], []),
        ([FEISHU, WECOM._replace(department="技术部")], []),
        ([FEISHU, WECOM._replace(department=None)], []),
        ([FEISHU._replace(name=None), WECOM._replace(name=None)], []),
        ([FEISHU._replace(name="\u200b"), WECOM._replace(name="\u200b")], []),
        ([FEISHU._replace(department=""), WECOM._replace(department="")], []),
        ([FEISHU, WECOM._replace(title="经理")], [({"feishu:1", "wecom:1"}, tuple(Reason))]),
        ([FEISHU, WECOM, SLACK], [({"feishu:1", "wecom:1", "slack:1"}, tuple(Reason))]),
    ],
)
def test_the_same_name_with_the_same_department_or_title_is_a_suggestion(
    entries: list[Entry], expected: list[tuple[set[str], tuple[Reason, ...]]]
) -> None:
    assert told(entries) == expected


@pytest.mark.parametrize("spelling", ["王　芳", " 王芳 ", "\u202e王芳\u200b", "王-芳"])
def test_a_name_is_the_same_however_it_is_spelt(spelling: str) -> None:
    assert told([FEISHU, WECOM._replace(name=spelling)]) == [BY_DEPARTMENT]


def test_case_width_and_traditional_forms_do_not_count() -> None:
    assert told([FEISHU._replace(name="Ｌi Ming"), WECOM._replace(name="LI MING", department="市場部")]) == [
        BY_DEPARTMENT
    ]


@pytest.mark.parametrize(
    "entries",
    [
        [FEISHU, FEISHU._replace(account="feishu:2"), WECOM],
        [FEISHU, FEISHU._replace(account="feishu:2"), WECOM, Entry("slack:1", "王芳", "市场部")],
        [FEISHU, WECOM, Entry("feishu:2", "王芳", "技术部", "主管")],
    ],
)
def test_whoever_may_be_either_of_two_on_a_platform_is_not_suggested(entries: list[Entry]) -> None:
    assert told(entries) == []


def test_two_of_one_name_are_told_apart_by_their_departments() -> None:
    others = [Entry("feishu:2", "王芳", "技术部"), Entry("wecom:2", "王芳", "技术部")]
    assert told([FEISHU, *others, WECOM]) == [
        BY_DEPARTMENT,
        ({"feishu:2", "wecom:2"}, (Reason.DEPARTMENT,)),
    ]


def test_what_the_register_has_joined_is_not_suggested_again_but_what_it_lacks_is() -> None:
    row = (Person(("wecom:1", "feishu:1")),)
    assert told([FEISHU, WECOM], row) == []
    assert told([FEISHU, WECOM, SLACK], row) == [({"feishu:1", "wecom:1", "slack:1"}, tuple(Reason))]
    assert told([FEISHU, WECOM], (Person(("feishu:1",)), Person(("wecom:1",)))) == [BY_DEPARTMENT]


def test_entries_come_in_the_order_of_their_accounts() -> None:
    (found,) = suggest_same([WECOM, FEISHU])
    assert found.entries == (FEISHU, WECOM)


def test_twenty_thousand_entries_are_looked_at_once_each() -> None:
    entries = [
        Entry(f"{platform}:{number}", f"员工{number}", "市场部")
        for platform in ("feishu", "wecom")
        for number in range(10_000)
    ]
    assert len(suggest_same(entries)) == 10_000
