"""Calendars: who works when, on which days nothing may be concluded, and which day follows a long holiday."""

from datetime import date, timedelta

import pytest

from shared.core.calendar.workdays import DayKind, Week, WorkCalendar

# 2026, as far as these tests need it: 国庆 with its bridge, two worked weekend days, 清明.
HOLIDAYS = {date(2026, 10, day): "national_day" for day in range(1, 8)} | {
    date(2026, 4, day): "qingming" for day in (4, 5, 6)
}
WORKED = frozenset({date(2026, 9, 20), date(2026, 10, 10)})


def calendar(week: Week = Week.FIVE_DAYS, **given: object) -> WorkCalendar:
    standard = WorkCalendar("test", week, HOLIDAYS, WORKED, years=frozenset({2026}))
    return standard._replace(**given)  # type: ignore[arg-type] # any field, by name


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 30), DayKind.WORK),
        (date(2026, 10, 1), DayKind.OFF),
        (date(2026, 10, 7), DayKind.OFF),
        (date(2026, 10, 8), DayKind.WORK),
        (date(2026, 10, 10), DayKind.WORK),
        (date(2026, 10, 11), DayKind.OFF),
        (date(2026, 9, 20), DayKind.WORK),
        (date(2026, 9, 19), DayKind.OFF),
        (date(2026, 12, 31), DayKind.WORK),
        (date(2027, 1, 1), DayKind.UNKNOWN),
        (date(2025, 12, 31), DayKind.UNKNOWN),
    ],
)
def test_the_five_day_week_follows_the_published_holidays(day: date, kind: DayKind) -> None:
    assert calendar().kind(day) is kind


@pytest.mark.parametrize(
    ("week", "saturday", "sunday", "holiday"),
    [
        (Week.FIVE_DAYS, DayKind.OFF, DayKind.OFF, DayKind.OFF),
        (Week.SIX_DAYS, DayKind.WORK, DayKind.OFF, DayKind.OFF),
        (Week.SHIFT, DayKind.WORK, DayKind.WORK, DayKind.WORK),
    ],
)
def test_each_week_has_its_own_days_off(
    week: Week, saturday: DayKind, sunday: DayKind, holiday: DayKind
) -> None:
    days = (date(2026, 4, 18), date(2026, 4, 19), date(2026, 10, 3))
    assert [calendar(week).kind(day) for day in days] == [saturday, sunday, holiday]


@pytest.mark.parametrize("anchor", [date(2026, 4, 13) + timedelta(days=ahead) for ahead in range(7)])
def test_any_day_of_a_week_can_anchor_alternate_weeks(anchor: date) -> None:
    alternate = calendar(Week.ALTERNATE, anchor=anchor)
    saturdays = [
        date(2026, 4, 11),
        date(2026, 4, 18),
        date(2026, 4, 25),
        date(2026, 5, 2),
        date(2025, 12, 27),
    ]
    assert [alternate.is_workday(day) for day in saturdays] == [False, True, False, True, True]
    assert alternate.kind(date(2026, 4, 19)) is DayKind.OFF


def test_without_an_anchor_no_saturday_is_worked() -> None:
    assert calendar(Week.ALTERNATE).kind(date(2026, 4, 18)) is DayKind.OFF


def test_a_year_without_data_is_sent_in_by_weekdays_and_concluded_nothing_from() -> None:
    assert calendar().is_workday(date(2027, 3, 12))
    assert not calendar().is_workday(date(2027, 3, 13))
    assert calendar(Week.SIX_DAYS).is_workday(date(2027, 3, 13))
    assert calendar().kind(date(2027, 3, 13)) is DayKind.UNKNOWN


@pytest.mark.parametrize("week", Week)
def test_a_provisional_day_off_is_sent_nothing_on_and_concluded_nothing_from(week: Week) -> None:
    friday = date(2026, 6, 5)
    waiting = calendar(week, provisional_off=frozenset({friday}), anchor=friday)
    assert waiting.kind(friday) is DayKind.UNKNOWN
    assert not waiting.is_workday(friday)


def test_a_provisional_day_off_that_is_published_as_one_is_known() -> None:
    day = date(2026, 10, 2)
    assert calendar(provisional_off=frozenset({day})).kind(day) is DayKind.OFF


@pytest.mark.parametrize(
    ("day", "is_back"),
    [
        (date(2026, 10, 8), True),
        (date(2026, 10, 9), False),
        (date(2026, 10, 7), False),
        (date(2026, 4, 7), True),
        (date(2026, 4, 13), False),
        (date(2026, 9, 21), False),
    ],
)
def test_the_day_back_follows_three_days_off_or_more(day: date, *, is_back: bool) -> None:
    assert calendar().is_day_back(day) is is_back


@pytest.mark.parametrize(
    ("after", "count", "day"),
    [
        (date(2026, 9, 30), 0, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 4, 18), 1, date(2026, 4, 20)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_work_days_are_counted_strictly_after_a_day(after: date, count: int, day: date) -> None:
    assert calendar().workday_after(after, count) == day
