"""What a policy decides: defaults, modes, who is treated differently, and that it survives publication."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.policy_file import zone_known
from shared.adapters.yaml_nodes import read_nodes
from shared.core.calendar.hours import RestHours, WorkHours
from shared.core.calendar.workdays import Week
from shared.core.checks.base import Check, Clause
from shared.core.checks.catalogue import CHECKS
from shared.core.judgement import Level
from shared.core.ladder.steps import Pace
from shared.core.lang import Lang
from shared.core.mode import Mode, mode_of
from shared.core.model import Department, Group, Kind, Project
from shared.core.policy.per_check import CHANGEABLE, GENERAL, SELECTORS, grace_of
from shared.core.policy.reading import default_policy, read_policy
from shared.core.policy.values import CalendarRule, DueEvery, Notice
from shared.core.schema.published import from_json, to_json
from tests.core.policy_toys import LATE, QUIET, TOYS, faults_of, group, policy

# --- what holds where nothing is written ---


def test_without_a_file_every_check_only_reports() -> None:
    found = default_policy(CHECKS)
    assert found.mode is Mode.REPORT
    assert {check.mode for check in found.checks.values()} == {Mode.REPORT}
    assert set(found.checks) == {check.id for check in CHECKS}


@pytest.mark.parametrize(
    "yaml", ["", "# only a comment\n", "---\n", "{}", "version:\n", "checks: {quiet_toy: {}}"]
)
def test_a_file_that_says_nothing_is_the_default(yaml: str) -> None:
    assert policy(yaml) == default_policy(TOYS)


def test_the_defaults_are_those_of_the_design() -> None:
    found = default_policy(TOYS)
    assert (found.zone, found.calendar, found.language) == ("Asia/Shanghai", "cn-standard", Lang.ZH)
    assert found.work_hours == WorkHours()
    assert found.rest() == RestHours()
    check = found.checks["quiet_toy"]
    assert check.pace == Pace()
    assert check.settings == {"days": 60, "words": ("群", "测试"), "share": 0.8, "strict": False}
    assert found.calendars == {"cn-standard": CalendarRule(Week.FIVE_DAYS, None, ())}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_no_setting_of_a_check_bears_the_name_of_a_general_one(check: Check) -> None:
    general = {setting.name for setting in (*GENERAL, *grace_of(check), *SELECTORS, *CHANGEABLE)} | {
        "overrides"
    }
    assert not {setting.name for setting in check.settings} & general


# --- modes ---


@given(st.text() | st.none())
def test_a_mode_that_is_not_exactly_one_is_report(text: str | None) -> None:
    assert mode_of(text) is (Mode.NUDGE if text == "nudge" else Mode.REPORT)


@pytest.mark.parametrize(
    "text", [None, "", "Nudge", "NUDGE", " nudge", "nudge ", "nugde", "1", "true", "report,nudge"]
)
def test_a_misspelt_mode_is_report(text: str | None) -> None:
    assert mode_of(text) is Mode.REPORT


def test_modes_are_ordered() -> None:
    assert Mode.REPORT < Mode.NUDGE


TOLD = "notice: {published: 2026-01-02, link: https://intra.example/notice, approved_by: 何静}\n"


@pytest.mark.parametrize(
    ("overall", "own", "effective"),
    [
        ("report", "report", Mode.REPORT),
        ("report", "nudge", Mode.REPORT),
        ("nudge", "report", Mode.REPORT),
        ("nudge", "nudge", Mode.NUDGE),
    ],
)
def test_the_effective_mode_is_the_lower_one(overall: str, own: str, effective: Mode) -> None:
    found = policy(f"{TOLD}mode: {overall}\nchecks: {{quiet_toy: {{mode: {own}}}}}")
    assert found.effective_mode("quiet_toy") is effective
    assert found.effective_mode("late_toy") is Mode.REPORT


def test_nobody_is_nudged_before_employees_were_told() -> None:
    (fault,) = faults_of("notice: {published: 2026-01-02}\nmode: nudge\n")
    assert fault.line == 2
    assert "notice" in fault.reason
    assert "link and approved_by" in fault.remedy


def test_a_notice_counts_from_its_day_and_only_when_it_is_complete() -> None:
    notice = Notice(date(2026, 1, 2), "a link", "何静")
    assert not notice.told_by(date(2026, 1, 1))
    assert notice.told_by(date(2026, 1, 2))
    assert not notice._replace(approved_by=None).told_by(date(2026, 1, 2))


# --- what is written is what holds ---


def test_a_zone_that_exists_is_taken_for_the_company_and_its_departments() -> None:
    found = policy("zone: Europe/Berlin\ndepartments: [{name: 上海, zone: Asia/Shanghai}]\n")
    assert (found.zone, found.departments[0].zone) == ("Europe/Berlin", "Asia/Shanghai")
    assert found.zones() == {"Europe/Berlin", "Asia/Shanghai"}


def test_the_standard_calendar_may_be_written_out_as_what_it_is() -> None:
    found = policy("calendars: {cn-standard: {week: cn-standard}}")
    assert found.calendars["cn-standard"].week is Week.FIVE_DAYS


def test_the_reason_for_a_region_may_be_several_lines_long() -> None:
    assert policy("region_reason: |\n  数据留在新加坡\n  已评估\n").region_reason == "数据留在新加坡\n已评估"


def test_clerks_and_operators_are_accounts_and_nobody_s_unless_written() -> None:
    nobody = policy("")
    assert (nobody.clerks, nobody.operators, nobody.answer_within) == ((), (), 10)
    said = policy("clerks: [pigeon:he, pigeon:li]\noperators: [pigeon:it]\nanswer_within: 5")
    assert said.clerks == ("pigeon:he", "pigeon:li")
    assert (said.operators, said.answer_within) == (("pigeon:it",), 5)


def test_a_policy_says_what_was_written() -> None:
    found = policy(
        """
        version: 1.20
        effective_from: 2026-09-01
        language: en
        work_hours: {start: 8:30, end: 17:30, slots: [15:00, 9:00], quiet: {start: 11:30, end: 12:30}, last_send_minutes: 60}
        projects: [{name: 支付系统, lead: 'pigeon:li', ended: true}]
        people: {'pigeon:wu': {calendar: plant}}
        calendars: {plant: {week: alternate-weeks, anchor: 2026-09-05}}
        clauses: {quiet_toy: {number: "3.4"}}
        checks:
          quiet_toy: {days: 90, words: [off, 22:00], share: 5 %, strict: true, grace: 0, ladder: {remind: 2, roll_up: 3}, due_every: week}
        """
    )
    assert found.version == "1.20"
    assert found.effective_from == date(2026, 9, 1)
    assert found.language is Lang.EN
    assert found.work_hours.slots == (time(9), time(15))
    assert found.work_hours.pause == (time(11, 30), time(12, 30))
    assert found.work_hours.first_until_end == timedelta(hours=1)
    assert found.projects == (Project("支付系统", lead="pigeon:li", ended=True),)
    assert found.calendar_of(["pigeon:wu"]) == "plant"
    check = found.checks["quiet_toy"]
    assert check.settings == {"days": 90, "words": ("off", "22:00"), "share": 0.05, "strict": True}
    assert check.pace == Pace(0, 20, 2, 3)
    assert check.due_every is DueEvery.WEEK


def test_a_clause_keeps_the_part_that_the_company_does_not_say() -> None:
    found = policy('clauses: {quiet_toy: {number: "3.4"}}')
    assert found.clause(QUIET) == Clause("3.4", QUIET.clause.paraphrase)
    assert found.clause(LATE) == LATE.clause


def test_rest_hours_are_those_of_the_check_that_judges_them() -> None:
    assert policy("checks: {late_toy: {rest_start: 21:00}}").rest() == RestHours(time(21), time(8))
    assert policy("checks: {late_toy: {rest_start: 0:30, rest_end: 6:00}}").rest() == RestHours(
        time(0, 30), time(6)
    )
    assert policy("", (QUIET,)).rest() == RestHours()


DEPARTMENTS = """
departments:
  - {name: 市场部, aliases: [营销部], calendar: stores}
  - {name: 技术部, zone: Europe/Berlin}
calendars: {stores: {week: six-day}}
"""


def test_the_calendar_is_ones_own_then_the_departments_then_the_companys() -> None:
    found = policy(f"{DEPARTMENTS}\npeople: {{'pigeon:wu': {{calendar: cn-standard}}}}")
    assert found.calendar_of(["slack:x", "pigeon:wu"], "市场部") == "cn-standard"
    assert found.calendar_of(["pigeon:li"], "营销部") == "stores"
    assert found.calendar_of(["pigeon:li"], "技术部") == "cn-standard"
    assert found.calendar_of(()) == "cn-standard"
    assert found.departments[0].as_department() == Department("市场部", ("营销部",), calendar="stores")
    assert found.zones() == {"Asia/Shanghai", "Europe/Berlin"}


# --- overrides ---

OVERRIDES = f"""{DEPARTMENTS}
checks:
  quiet_toy:
    days: 60
    overrides:
      - {{departments: [营销部], days: 30}}
      - {{kinds: [temporary], days: 10, strict: true}}
      - {{departments: [市场部], kinds: [temporary], level: advice, mode: nudge}}
      - {{groups: ["pigeon:9"], days: 365}}
"""


@pytest.mark.parametrize(
    ("judged", "days", "strict"),
    [
        (group(), 60, False),
        (group(department="技术部"), 60, False),
        (group(department="市场部"), 30, False),
        (group(department="营销部"), 30, False),
        (group(kind=Kind.TEMPORARY), 10, True),
        (group(department="市场部", kind=Kind.TEMPORARY), 10, True),
        (group("9", department="市场部"), 365, False),
    ],
)
def test_overrides_that_match_apply_in_order(judged: Group, days: int, strict: bool) -> None:  # noqa: FBT001 -- a case
    settings = policy(OVERRIDES).settings("quiet_toy", judged)
    assert (settings["days"], settings["strict"]) == (days, strict)
    assert settings["share"] == 0.8


def test_an_override_can_change_mode_and_level_where_all_its_selectors_match() -> None:
    found = policy(f"{TOLD}mode: nudge\n{OVERRIDES}")
    both_match = group(department="市场部", kind=Kind.TEMPORARY)
    assert found.rules("quiet_toy", both_match).level is Level.ADVICE
    assert found.effective_mode("quiet_toy", both_match) is Mode.NUDGE
    assert found.rules("quiet_toy", group(department="市场部")).level is None
    assert found.effective_mode("quiet_toy", group(department="市场部")) is Mode.REPORT


def test_the_department_that_a_group_was_found_to_belong_to_wins_over_where_it_was_filed() -> None:
    found = policy(OVERRIDES)
    assert found.settings("quiet_toy", group(), "市场部")["days"] == 30
    assert found.settings("quiet_toy", group(department="市场部"), "技术部")["days"] == 60


def test_without_overrides_every_group_gets_the_very_same_settings() -> None:
    found = policy(OVERRIDES)
    first = found.settings("late_toy", group("1"))
    assert found.settings("late_toy", group("2", department="市场部")) is first
    assert found.rules("late_toy", group("3")).settings is first


def test_a_published_policy_is_the_policy_that_was_written() -> None:
    written = f"{TOLD}version: 1.20\nmode: nudge\n{OVERRIDES}"
    node = read_nodes(written, "f", [])
    again = from_json(to_json(node), "published")
    assert read_policy(again, file="published", checks=TOYS, zone_known=zone_known) == policy(written)
