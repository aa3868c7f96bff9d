"""people, departments, projects and duty of a facts folder become the company."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.core.errors import Fault
from shared.core.model import Company, Department, DutyShift, Employment, Profile, Project
from tests.adapters.files.reading import Files, MakeFolder, read, refusal, said

GROUPS = [{"platform": "wecom", "group_id": "g1"}]


def company(make: MakeFolder, files: Files) -> Company:
    facts = read(make({"groups.jsonl": GROUPS, **files}))
    assert facts.faults == []
    return facts.company


def test_without_any_file_the_company_is_not_observed(folder: MakeFolder) -> None:
    assert company(folder, {}) == Company()


def test_a_person_has_what_the_directory_shows(folder: MakeFolder) -> None:
    line = {
        "id": "u1", "name": "王芳", "department": "市场部", "title": "经理", "active": True, "manager_id": "u2",
        "employment": "active", "delegate_id": "u3", "level": 5, "leaving_on": "2026-06-30", "bot": False,
    }  # fmt: skip
    found = company(folder, {"people.jsonl": [line, {"id": "u9", "bot": True}]}).profiles
    assert found == {
        "wecom:u1": Profile(
            "wecom:u1",
            "王芳",
            "市场部",
            "经理",
            Employment.ACTIVE,
            "wecom:u2",
            "wecom:u3",
            5,
            date(2026, 6, 30),
        ),
        "wecom:u9": Profile("wecom:u9", bot=True),
    }


@pytest.mark.parametrize(
    ("keys", "employment"),
    [
        ({}, None),
        ({"active": None, "employment": ""}, None),
        ({"active": True}, Employment.ACTIVE),
        ({"active": False}, Employment.DISABLED),
        ({"employment": "active"}, Employment.ACTIVE),
        ({"employment": "Employed"}, Employment.ACTIVE),
        ({"employment": "在职"}, Employment.ACTIVE),
        ({"employment": "left"}, Employment.LEFT),
        ({"employment": "resigned"}, Employment.LEFT),
        ({"employment": "terminated"}, Employment.LEFT),
        ({"employment": "离职"}, Employment.LEFT),
        ({"employment": "disabled"}, Employment.DISABLED),
        ({"employment": "suspended"}, Employment.DISABLED),
        ({"employment": "停用"}, Employment.DISABLED),
        ({"active": False, "employment": "left"}, Employment.LEFT),
        ({"active": True, "employment": "left"}, Employment.LEFT),
        ({"active": False, "employment": "active"}, Employment.DISABLED),
        ({"active": True, "employment": "disabled"}, Employment.DISABLED),
    ],
)
def test_employment_is_the_graver_of_what_two_keys_say(
    folder: MakeFolder, keys: dict[str, Any], employment: Employment | None
) -> None:
    assert (
        company(folder, {"people.jsonl": [{"id": "u1", **keys}]}).profiles["wecom:u1"].employment
        is employment
    )


def test_an_unknown_employment_is_said_and_not_used(folder: MakeFolder) -> None:
    people = [{"id": f"u{number}", "employment": "sabbatical"} for number in range(22)]
    facts = read(folder({"groups.jsonl": GROUPS, "people.jsonl": people}))
    assert all(person.employment is None for person in facts.company.profiles.values())
    assert [fault.line for fault in facts.faults] == [*range(1, 21), None]
    assert "“employment” is “sabbatical”" in facts.faults[0].reason
    assert "2 more" in facts.faults[-1].reason


def test_a_level_that_is_no_number_is_said_and_not_used(folder: MakeFolder) -> None:
    facts = read(folder({"groups.jsonl": GROUPS, "people.jsonl": [{"id": "u1", "level": "P7"}]}))
    assert facts.company.profiles["wecom:u1"] == Profile("wecom:u1")
    assert "“level” is “P7”" in said(facts.faults)


def test_a_last_day_of_work_may_be_a_moment(folder: MakeFolder) -> None:
    line = {"id": "u1", "leaving_on": "2026-06-29T16:00:00Z"}
    assert company(folder, {"people.jsonl": [line]}).profiles["wecom:u1"].leaving_on == date(2026, 6, 30)


def test_departments_and_projects_may_be_names_alone(folder: MakeFolder) -> None:
    found = company(
        folder,
        {
            "departments.jsonl": [
                {
                    "name": "市场部",
                    "aliases": ["市场"],
                    "head_id": "u1",
                    "zone": "Europe/Berlin",
                    "calendar": "six-day",
                },
                {"id": "技术部", "parent": "集团", "delegate_id": "u2", "zone": ""},
                "财务部",
            ],
            "projects.jsonl": [
                {"name": "支付", "aliases": ["PAY"], "lead_id": "u1", "department": "技术部", "ended": True},
                "618",
            ],
        },
    )
    assert found.departments == (
        Department("市场部", ("市场",), "wecom:u1", "Europe/Berlin", "six-day"),
        Department("技术部", delegate="wecom:u2"),
        Department("财务部"),
    )
    assert found.projects == (Project("支付", ("PAY",), "wecom:u1", "技术部", ended=True), Project("618"))
    assert {name: str(zone) for name, zone in found.zones.items()} == {"Europe/Berlin": "Europe/Berlin"}


def test_a_department_may_be_called_by_its_id(folder: MakeFolder) -> None:
    facts = read(
        folder(
            {
                "groups.jsonl": [{**GROUPS[0], "department": "d1"}],
                "departments.jsonl": [{"id": "d1", "name": "市场部"}],
                "people.jsonl": [{"id": "u1", "department": "d1"}, {"id": "u2", "department": "d2"}],
                "projects.jsonl": [{"name": "p", "department": "d1"}],
            }
        )
    )
    assert facts.groups[0].department is not None
    assert facts.groups[0].department.value == "市场部"
    assert [person.department for person in facts.company.profiles.values()] == ["市场部", "d2"]
    assert facts.company.projects[0].department == "市场部"


def test_of_departments_with_one_name_only_what_they_agree_on_is_used(folder: MakeFolder) -> None:
    lines = [
        {"name": "综合部", "aliases": ["北京综合"], "head_id": "u1", "zone": "Asia/Shanghai"},
        {"name": "综合部", "aliases": ["上海综合"], "head_id": "u2", "zone": "Asia/Shanghai"},
    ]
    facts = read(folder({"groups.jsonl": GROUPS, "departments.jsonl": lines}))
    assert facts.company.departments == (
        Department("综合部", ("北京综合", "上海综合"), None, "Asia/Shanghai"),
    )
    assert [(fault.file, fault.line) for fault in facts.faults] == [("departments.jsonl", 2)]
    assert "already on line 1" in facts.faults[0].reason


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        (
            {"person_id": "cn", "from": "2026-04-16T18:00:00+08:00", "to": "2026-04-17T01:00:00Z"},
            datetime(2026, 4, 16, 10, tzinfo=UTC),
            datetime(2026, 4, 17, 1, tzinfo=UTC),
        ),
        (
            {"id": "cn", "from": "2026-05-01", "to": "2026-05-03"},
            datetime(2026, 4, 30, 16, tzinfo=UTC),
            datetime(2026, 5, 4, 0, tzinfo=UTC),
        ),
        (
            {"person_id": "stranger", "date": "2026-05-04"},
            datetime(2026, 5, 3, 16, tzinfo=UTC),
            datetime(2026, 5, 5, 0, tzinfo=UTC),
        ),
        (
            {"person_id": "de", "date": "2026-03-28"},
            datetime(2026, 3, 27, 23, tzinfo=UTC),
            datetime(2026, 3, 29, 6, tzinfo=UTC),
        ),
    ],
    ids=["moments", "days", "one day", "a day in another zone, before its clocks change"],
)
def test_a_duty_in_days_lasts_until_the_morning_after(
    folder: MakeFolder, line: dict[str, str], start: datetime, end: datetime
) -> None:
    found = company(
        folder,
        {
            "people.jsonl": [{"id": "de", "department": "d9"}, {"id": "cn", "department": "市场部"}],
            "departments.jsonl": [{"id": "d9", "name": "欧洲部", "zone": "Europe/Berlin"}, "市场部"],
            "duty.jsonl": [line],
        },
    )
    assert found.duty == (DutyShift(f"wecom:{line.get('person_id') or line['id']}", start, end),)


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("people.jsonl", {"name": "x"}, "“id” is missing or empty"),
        ("people.jsonl", {"id": 7}, "“id” is a number, not text"),
        ("people.jsonl", {"id": "u", "active": "yes"}, "“active” is text, not true or false"),
        ("people.jsonl", {"id": "u", "active": 1}, "“active” is a number, not true or false"),
        ("people.jsonl", {"id": "u", "level": 5.5}, "“level” is a number, not a whole number"),
        ("people.jsonl", {"id": "u", "leaving_on": "2026-06-31"}, "not a date"),
        ("people.jsonl", {"id": "u", "leaving_on": "2026-06-30T00:00:00"}, "not a date"),
        ("people.jsonl", {"id": "u", "employment": 1}, "“employment” is a number, not text"),
        ("people.jsonl", "u", "text, not an object"),
        ("departments.jsonl", {"aliases": []}, "“name” is missing or empty"),
        ("departments.jsonl", {"name": "x", "aliases": "y"}, "“aliases” is text, not a list of texts"),
        ("departments.jsonl", {"name": "x", "zone": "Asia/Beijing"}, "“zone” is “Asia/Beijing”"),
        ("departments.jsonl", {"name": "x", "zone": "../../etc/passwd"}, "which is not a time zone"),
        ("departments.jsonl", {"name": "x", "zone": "Asia"}, "which is not a time zone"),
        ("departments.jsonl", {"name": "x", "zone": "/etc/localtime"}, "which is not a time zone"),
        ("departments.jsonl", ["x"], "a list, not an object"),
        ("departments.jsonl", " ", "“name” is missing or empty"),
        ("projects.jsonl", {"name": "x", "ended": "no"}, "“ended” is text, not true or false"),
        ("projects.jsonl", 7, "a number, not an object"),
        ("duty.jsonl", {"from": "2026-05-01", "to": "2026-05-02"}, "“person_id” is missing or empty"),
        ("duty.jsonl", {"person_id": "u"}, "a duty without its time"),
        ("duty.jsonl", {"person_id": "u", "from": "2026-05-01"}, "a duty without its time"),
        ("duty.jsonl", {"person_id": "u", "date": "2026-05-01T08:00:00"}, "without an offset"),
        ("duty.jsonl", {"person_id": "u", "date": "2026-13-01"}, "the duty's time is “2026-13-01”"),
        ("duty.jsonl", {"person_id": "u", "date": "9999-12-31"}, "out of the calendar"),
        ("duty.jsonl", {"person_id": "u", "from": "2026-05-03", "to": "2026-05-01"}, "ends before it begins"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(
    folder: MakeFolder, file: str, line: object, reason: str
) -> None:
    faults = refusal(folder({"groups.jsonl": GROUPS, file: [b"", line]}))
    assert [(fault.file, fault.line) for fault in faults] == [(file, 2)]
    assert reason in faults[0].reason
    assert faults[0].remedy


def test_a_person_who_comes_twice_is_refused_with_both_lines(folder: MakeFolder) -> None:
    faults = refusal(
        folder({"groups.jsonl": GROUPS, "people.jsonl": [{"id": "u"}, {"id": "v"}, {"id": "u"}]})
    )
    assert said(faults) == "people.jsonl:3: “u” is already on line 1. Keep one of the two."


@pytest.mark.parametrize(
    ("file", "key", "meant"),
    [
        ("people.jsonl", "manager", "Did you mean “manager_id”?"),
        ("departments.jsonl", "alias", "Did you mean “aliases”?"),
        ("projects.jsonl", "lead", "Did you mean “lead_id”?"),
        ("duty.jsonl", "person", "Did you mean “person_id”?"),
        ("people.jsonl", "shoe size", "It was not used; see docs/facts-folder.md for the keys."),
    ],
)
def test_an_unknown_key_is_said_with_what_was_meant(
    folder: MakeFolder, file: str, key: str, meant: str
) -> None:
    line = {"id": "u", "name": "n", "date": "2026-05-01", key: "x"}
    if file != "duty.jsonl":
        del line["date"]
    if file == "duty.jsonl":
        del line["name"]
    facts = read(folder({"groups.jsonl": GROUPS, file: [line]}))
    assert facts.faults == [Fault(file, 1, f"unknown key “{key}” in 1 line", meant)]
