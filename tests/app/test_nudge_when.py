"""Nudging: at which moments a message may leave, and how many."""

from datetime import date, timedelta

import pytest

from shared.core.calendar.hours import WorkHours
from shared.core.errors import OutcomeUnknown
from shared.core.policy.values import DepartmentRule
from tests.app.business import NOTICE, found, in_business, nudge_of, raising, sending, shown, told
from tests.app.company import Company, speaking_policy

THURSDAY = 14
"""A case that is found on Monday the 11th is due then: three work days of grace."""


def due_on_thursday() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    return company


def test_nothing_is_said_before_the_grace_is_over() -> None:
    company = due_on_thursday()
    for day in (11, 12, 13):
        for hour, minute in ((10, 20), (14, 40)):
            company.at(day, hour, minute)
            company.nudge()
    assert told(company) == []


@pytest.mark.parametrize(
    ("hour", "minute", "sent"),
    [
        (0, 0, False),
        (9, 0, False),  # at work, and before the first slot
        (10, 19, False),
        (10, 20, True),
        (11, 59, True),
        (12, 0, False),  # lunch
        (13, 29, False),
        (13, 30, True),
        (16, 44, True),
        (16, 45, False),  # nothing begins in the last 75 minutes: what stays unclear could not be settled
        (17, 59, False),
        (18, 0, False),
        (23, 59, False),
    ],
)
def test_a_message_leaves_in_working_hours_only(hour: int, minute: int, *, sent: bool) -> None:
    company = due_on_thursday()
    company.at(THURSDAY, hour, minute)
    company.nudge()
    assert told(company) == ["wang"] * sent


@pytest.mark.parametrize(
    ("found_on", "told_on"),
    [
        ((5, 11), (5, 14)),
        ((5, 13), (5, 18)),  # over a weekend
        ((4, 28), (5, 7)),  # Labour Day: the third work day is the sixth of May, the first day back
        ((9, 28), (10, 9)),  # the National Day week: the eighth of October is the first day back
        ((9, 15), (9, 18)),
        ((9, 17), (9, 21)),  # Sunday the twentieth is worked instead, and it is a work day like another
    ],
)
def test_days_off_and_the_first_day_after_a_long_holiday_are_left_alone(
    found_on: tuple[int, int], told_on: tuple[int, int]
) -> None:
    company = in_business(NOTICE)
    company.at(found_on[1], 9, month=found_on[0])
    company.add("g1")
    found(company)
    for _ in range(20):
        company.nudge()
        if company.im.inbox:
            break
        company.world.clock.forward(timedelta(days=1) if company.now.hour == 3 else timedelta(hours=2))
    day = nudge_of(company).day
    assert (day.month, day.day) == told_on


def test_a_late_tick_at_two_in_the_morning_waits_for_the_next_working_day() -> None:
    company = due_on_thursday()
    company.at(15, 2)
    company.nudge()
    assert told(company) == []
    company.at(15, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]


def test_nobody_gets_a_second_message_on_a_day_whatever_falls_due() -> None:
    company = due_on_thursday()
    company.add("g2")
    company.at(12, 9)
    found(company)
    company.add("g3")
    company.at(13, 9)
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert len(shown(company)) == 1
    for hour in range(11, 24):
        company.at(THURSDAY, hour)
        company.nudge()
    assert told(company) == ["wang"]
    company.at(18, 10, 20)
    company.nudge()
    assert len(shown(company)) == 2, "what fell due since then"


def test_a_week_has_no_more_messages_than_the_policy_allows() -> None:
    policy = speaking_policy(NOTICE)
    company = in_business(
        NOTICE, policy=policy._replace(budgets=policy.budgets._replace(nudges_per_person_per_week=2))
    )
    days: list[int] = []
    for day in (11, 12, 13, 14, 15, 18, 19, 20, 21, 22):
        company.at(day, 9)
        company.add(f"g{day}")
        found(company)
        company.at(day, 10, 20)
        company.nudge()
        days += [day] * (len(company.im.inbox) - len(days))
    assert days == [14, 15, 21, 22], "the third within seven days waits until the first is a week old"


def test_a_run_sends_no_more_messages_than_the_policy_allows_and_the_next_goes_on() -> None:
    policy = speaking_policy(NOTICE)
    company = in_business(NOTICE, policy=policy._replace(budgets=policy.budgets._replace(nudges_per_run=2)))
    for number, owner in enumerate(("wang", "chen", "zhou")):
        company.add(f"g{number}", owner=owner)
    found(company)
    company.at(THURSDAY, 10, 20)
    assert company.nudge()["budget_spent"] == "nudges_per_run"
    assert len(told(company)) == 2
    company.at(THURSDAY, 10, 35)
    assert "budget_spent" not in company.nudge()
    assert sorted(told(company)) == ["chen", "wang", "zhou"]


def test_a_message_of_which_nobody_knows_whether_it_arrived_counts_as_one_of_the_runs() -> None:
    policy = speaking_policy(NOTICE)
    company = in_business(NOTICE, policy=policy._replace(budgets=policy.budgets._replace(nudges_per_run=2)))
    for number, owner in enumerate(("wang", "chen", "zhou")):
        company.add(f"g{number}", owner=owner)
    found(company)
    sending(company, post=raising(OutcomeUnknown("pigeon", "messages.create")))
    company.at(THURSDAY, 10, 20)
    summary = company.nudge()
    assert (summary["budget_spent"], summary["counts"]["unclear"]) == ("nudges_per_run", 2)


def test_the_hours_are_the_readers_own() -> None:
    policy = speaking_policy(NOTICE)
    departments = (DepartmentRule("市场部", (), "chen", None, "Europe/Berlin", None),)
    company = in_business(NOTICE, policy=policy._replace(departments=departments))
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)  # 04:20 in Berlin
    company.nudge()
    assert told(company) == []
    company.at(THURSDAY, 16, 20)  # 10:20
    company.nudge()
    assert told(company) == ["wang"]


def test_the_companys_hours_are_the_policys() -> None:
    policy = speaking_policy(NOTICE)
    company = in_business(NOTICE, policy=policy._replace(work_hours=WorkHours(first_until_end=timedelta(0))))
    company.add("g1")
    found(company)
    company.at(THURSDAY, 17, 59)
    company.nudge()
    assert told(company) == ["wang"]


def test_a_worker_that_sleeps_past_midnight_gives_the_day_back_and_the_next_one_tells_once() -> None:
    company = due_on_thursday()
    company.at(14, 10, 20)
    company.im.before = lambda operation: company.at(15, 10, 20) if operation == "announcement" else None
    company.nudge()
    assert told(company) == []
    company.im.before = lambda _: None
    company.at(15, 10, 35)
    company.nudge()
    company.nudge()
    assert told(company) == ["wang"]
    assert nudge_of(company).day == date(2026, 5, 15)
