"""The ladder: when a case is told, reminded and rolled up, and that it then falls silent."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.adapters.calendar import work_calendar, zone
from shared.core.calendar.hours import WorkTime
from shared.core.case import Step
from shared.core.judgement import Level
from shared.core.ladder.steps import CaseFacts, Pace, ask_by, first_due, next_due, spread_grace

SHANGHAI = zone("Asia/Shanghai")
WORK = WorkTime(SHANGHAI, work_calendar())
PACE = Pace()


def at(text: str) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def due(*, pace: Pace = PACE, **given: Any) -> str:
    case = CaseFacts("pigeon:g10", **({"opened": at("2026-04-13T09:00")} | given))
    return first_due(case, pace, WORK).isoformat(timespec="minutes")


def test_a_case_is_told_on_the_first_slot_of_the_third_work_day_after_it_was_opened() -> None:
    assert due() == "2026-04-16T10:20+08:00"


@pytest.mark.parametrize("opened", ["2026-04-13T00:00", "2026-04-13T23:59"])
def test_the_day_counts_by_the_readers_calendar_whatever_the_hour(opened: str) -> None:
    assert due(opened=at(opened)) == "2026-04-16T10:20+08:00"


@pytest.mark.parametrize("what", ["created", "first_seen", "owner_changed"])
def test_the_latest_of_what_happened_starts_the_grace(what: str) -> None:
    later: dict[str, Any] = {what: at("2026-04-15T12:00")}
    assert due(**later) == "2026-04-20T10:20+08:00"
    earlier: dict[str, Any] = {what: at("2024-04-15T12:00")}
    assert due(**earlier) == "2026-04-16T10:20+08:00"


def test_a_check_that_takes_effect_later_waits_until_then() -> None:
    assert due(effective_from=date(2026, 4, 15)) == "2026-04-20T10:20+08:00"


@pytest.mark.parametrize(
    ("opened", "told"),
    [
        ("2026-04-16T09:00", "2026-04-21T10:20+08:00"),  # over a weekend
        ("2026-05-07T09:00", "2026-05-11T10:20+08:00"),  # a Saturday worked instead counts
        ("2026-09-29T09:00", "2026-10-09T10:20+08:00"),  # the first day back counts
        ("2026-09-28T09:00", "2026-10-09T10:20+08:00"),  # but nothing is sent on it
    ],
)
def test_grace_counts_work_days(opened: str, told: str) -> None:
    assert due(opened=at(opened)) == told


def test_without_grace_the_next_slot_it_is() -> None:
    at_once = PACE._replace(grace=0)
    assert due(pace=at_once, opened=at("2026-04-17T08:15")) == "2026-04-17T10:20+08:00"
    assert due(pace=at_once, opened=at("2026-04-17T11:00")) == "2026-04-17T14:40+08:00"
    assert (
        due(pace=at_once, opened=at("2026-04-17T08:15"), effective_from=date(2026, 4, 22))
        == "2026-04-22T10:20+08:00"
    )


def test_what_existed_when_a_check_was_switched_on_is_spread_over_twenty_days() -> None:
    graces = Counter(spread_grace(f"pigeon:oc_{number}", PACE) for number in range(2_000))
    assert set(graces) == set(range(3, 21))
    assert max(graces.values()) < 2 * min(graces.values())


def test_the_spread_is_the_same_in_every_run_and_on_every_machine() -> None:
    assert [spread_grace(key, PACE) for key in ("pigeon:g10", "wecom:群", "slack:C01")] == [10, 4, 17]
    assert due(backlog=True) == first_due(
        CaseFacts("pigeon:g10", at("2026-04-13T09:00")), PACE._replace(grace=10), WORK
    ).isoformat(timespec="minutes")


def test_a_spread_shorter_than_the_grace_is_the_grace() -> None:
    assert spread_grace("pigeon:g10", Pace(grace=5, backlog=3)) == 5


TOLD = at("2026-04-13T10:20")


def test_a_reminder_comes_five_work_days_after_delivery() -> None:
    step = next_due({Step.TOLD: TOLD}, Level.DUTY, PACE, WORK)
    assert step == (Step.REMINDED, at("2026-04-20T10:20"))


def test_the_message_asks_for_the_day_on_which_the_reminder_would_come() -> None:
    assert ask_by(TOLD, PACE, WORK) == date(2026, 4, 20)


def test_the_head_hears_ten_work_days_after_the_first_delivery() -> None:
    delivered = {Step.TOLD: TOLD, Step.REMINDED: at("2026-04-20T10:20")}
    assert next_due(delivered, Level.DUTY, PACE, WORK) == (Step.ROLLED_UP, at("2026-04-27T10:20"))


def test_a_late_reminder_gives_the_owner_its_full_time() -> None:
    delivered = {Step.TOLD: TOLD, Step.REMINDED: at("2026-04-24T10:20")}
    assert next_due(delivered, Level.DUTY, PACE, WORK) == (
        Step.ROLLED_UP,
        at("2026-05-07T10:20"),
    )


@pytest.mark.parametrize(
    ("remind", "roll_up", "rolled_up"),
    [(5, 6, "2026-04-27T10:20"), (5, 7, "2026-04-28T10:20"), (5, 5, "2026-04-27T10:20")],
)
def test_between_a_late_reminder_and_the_roll_up_lie_as_many_work_days_as_planned_and_at_least_one(
    remind: int, roll_up: int, rolled_up: str
) -> None:
    delivered = {Step.TOLD: TOLD, Step.REMINDED: at("2026-04-24T10:20")}  # a Friday, four days late
    pace = Pace(remind=remind, roll_up=roll_up)
    assert next_due(delivered, Level.DUTY, pace, WORK) == (Step.ROLLED_UP, at(rolled_up))


def test_after_the_roll_up_there_is_silence() -> None:
    delivered = dict.fromkeys(Step, TOLD)
    assert next_due(delivered, Level.DUTY, PACE, WORK) is None


def test_advice_is_told_once_and_never_again() -> None:
    assert next_due({Step.TOLD: TOLD}, Level.ADVICE, PACE, WORK) is None


def test_nothing_follows_what_was_not_delivered() -> None:
    assert next_due({}, Level.DUTY, PACE, WORK) is None
