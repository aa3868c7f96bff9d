"""Which days are worked: a calendar is a value, built by an adapter from published data and the policy."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

LONG_HOLIDAY = 3
"""Consecutive days off that make a long holiday: longer than any weekend (清明 with its weekend is one)."""

HOLIDAYS = (
    "new_year", "spring_festival", "qingming", "labour_day", "dragon_boat", "mid_autumn", "national_day", "other",
)  # fmt: skip
"""Ids of the holidays that a day off can belong to, in the order of the year."""

_DAY = timedelta(days=1)


class DayKind(StrEnum):
    WORK = "work"
    OFF = "off"
    UNKNOWN = "unknown"
    """The day's holidays are not published (or not in the data): nothing may be concluded from the date."""


class Week(StrEnum):
    """How a week is worked where no holiday says otherwise."""

    FIVE_DAYS = "cn-standard"
    SIX_DAYS = "six-day"
    ALTERNATE = "alternate-weeks"
    """Saturdays are worked in every other week; `anchor` lies in a week (from Monday) with a worked Saturday."""
    SHIFT = "shift"
    """Work goes on every day by roster: no day off of the calendar applies."""


class WorkCalendar(NamedTuple):
    """One calendar. Dates are local; `holidays` maps a day off of a holiday to that holiday's id."""

    name: str = "cn-standard"
    week: Week = Week.FIVE_DAYS
    holidays: Mapping[date, str] = {}
    days_worked: frozenset[date] = frozenset()
    """Weekend days that are worked instead (调休)."""
    years: frozenset[int] = frozenset()
    """Years whose holidays are known."""
    provisional_off: frozenset[date] = frozenset()
    """Days off that the company expects before they are published: nothing is sent, nothing is concluded."""
    anchor: date | None = None
    away: tuple[date, date] | None = None
    """First and last day of its reader's own leave: nothing is sent, and no day counts."""

    def kind(self, day: date) -> DayKind:
        """Whether `day` is worked; UNKNOWN in a year without data, and on a provisional day off until published."""
        published = self._published(day)
        if day in self.provisional_off and published is DayKind.WORK:
            return DayKind.UNKNOWN
        return published

    def is_workday(self, day: date) -> bool:
        """Whether a message may be sent on `day`: in a year without data, a usual weekday not expected off."""
        if day in self.provisional_off or (self.away is not None and self.away[0] <= day <= self.away[1]):
            return False
        kind = self._published(day)
        return self._worked_weekday(day) if kind is DayKind.UNKNOWN else kind is DayKind.WORK

    def is_day_back(self, day: date) -> bool:
        """Whether `day` is the first work day after a long holiday (three consecutive days off, or more)."""
        before = (day - _DAY * back for back in range(1, LONG_HOLIDAY + 1))
        return self.is_workday(day) and not any(self.is_workday(earlier) for earlier in before)

    def workday_after(self, day: date, count: int) -> date:
        """The `count`-th work day strictly after `day`; `day` itself where count is 0."""
        while count > 0:
            day += _DAY
            count -= self.is_workday(day)
        return day

    def _published(self, day: date) -> DayKind:
        if self.week is Week.SHIFT:
            return DayKind.WORK
        if day.year not in self.years:
            return DayKind.UNKNOWN
        if day in self.days_worked:
            return DayKind.WORK
        return DayKind.WORK if day not in self.holidays and self._worked_weekday(day) else DayKind.OFF

    def _worked_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if weekday == 5:
            return self._works_saturday(day)
        return weekday < 5 or self.week is Week.SHIFT

    def _works_saturday(self, day: date) -> bool:
        if self.week is Week.ALTERNATE:
            return self.anchor is not None and (_week(day) - _week(self.anchor)) % 2 == 0
        return self.week in {Week.SIX_DAYS, Week.SHIFT}


def _week(day: date) -> int:
    """Running number of the week from Monday to Sunday (the first of January of year 1 was a Monday)."""
    return (day.toordinal() - 1) // 7
