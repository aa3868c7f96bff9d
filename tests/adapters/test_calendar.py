"""Calendars and zones from published data."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from shared.adapters.calendar import CalendarError, work_calendar, zone
from shared.adapters.clock import SystemClock
from shared.app.ports.ports import Clock
from shared.core.calendar.workdays import HOLIDAYS, DayKind, Week
from shared.core.errors import KeeperError

CALENDAR = work_calendar()


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def test_every_published_day_is_worked_or_off_as_the_package_says() -> None:
    for day in days(date(2004, 1, 1), date(2026, 12, 31)):
        expected = DayKind.WORK if chinese_calendar.is_workday(day) else DayKind.OFF
        assert CALENDAR.kind(day) is expected, day


def test_the_years_known_are_exactly_those_with_data() -> None:
    assert frozenset(range(2004, 2027)) == CALENDAR.years
    for unknown in (date(2003, 12, 31), date(2027, 1, 1)):
        assert CALENDAR.kind(unknown) is DayKind.UNKNOWN
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(unknown)


def test_every_holiday_has_an_id_of_the_core() -> None:
    assert set(CALENDAR.holidays.values()) == set(HOLIDAYS)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 1, 1), "new_year"),
        (date(2026, 2, 17), "spring_festival"),
        (date(2026, 2, 23), "spring_festival"),
        (date(2026, 4, 5), "qingming"),
        (date(2026, 5, 1), "labour_day"),
        (date(2026, 6, 19), "dragon_boat"),
        (date(2026, 9, 25), "mid_autumn"),
        (date(2026, 10, 7), "national_day"),
        (date(2015, 9, 3), "other"),
    ],
)
def test_a_day_off_names_its_holiday(day: date, holiday: str) -> None:
    assert CALENDAR.holidays[day] == holiday


def test_a_calendar_is_named_by_its_week_unless_the_policy_names_it() -> None:
    assert work_calendar(Week.SIX_DAYS).name == "six-day"
    assert work_calendar(Week.SIX_DAYS, name="factory").name == "factory"


def test_alternate_weeks_need_a_week_to_count_from() -> None:
    with pytest.raises(CalendarError, match="which Saturdays") as caught:
        work_calendar(Week.ALTERNATE, name="大小周")
    assert "anchor" in caught.value.remedy
    assert work_calendar(Week.ALTERNATE, anchor=date(2026, 4, 18)).is_workday(date(2026, 4, 18))


def test_provisional_days_off_are_taken_in() -> None:
    waiting = work_calendar(provisional_off=[date(2027, 2, 5)])
    assert not waiting.is_workday(date(2027, 2, 5))
    assert CALENDAR.is_workday(date(2027, 2, 5))


def test_a_zone_is_found_by_its_name() -> None:
    assert datetime(2026, 4, 16, tzinfo=zone("Asia/Shanghai")).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    "name",
    [
        "Asia/Peking",
        "",
        " ",
        "Europe",
        "../etc/passwd",
        "/etc/localtime",
        "Asia/Shanghai ",
        "a\0b",
        "\ud800",
        "北京",
        "x" * 9999,
    ],
)
def test_a_name_that_is_no_zone_is_said_to_be_none(name: str) -> None:
    with pytest.raises(CalendarError) as caught:
        zone(name)
    assert isinstance(caught.value, KeeperError)
    assert caught.value.reason.endswith("is not a time zone")
    assert len(caught.value.reason) < 90
    assert "Asia/Shanghai" in caught.value.remedy


def test_the_system_clock_gives_aware_utc_and_moves_on() -> None:
    clock: Clock = SystemClock()
    moments = [clock.now() for _ in range(3)]
    assert all(moment.tzinfo is UTC for moment in moments)
    assert all(earlier <= later for earlier, later in pairwise(moments))
