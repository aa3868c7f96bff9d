"""Which days are worked: a calendar is a value, built by an adapter from published data and the policy."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class DayKind(StrEnum):
    WORK = "work"
    OFF = "off"
    UNKNOWN = "unknown"
    """The year's holidays are not published (or not in the data): nothing may be concluded from the date."""


class Week(StrEnum):
    """How a week is worked where no holiday says otherwise."""

    FIVE_DAYS = "cn-standard"
    SIX_DAYS = "six-day"
    ALTERNATE = "alternate-weeks"
    """Saturdays are worked in every other week; `anchor` lies in a week with a worked Saturday."""
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

    def kind(self, day: date) -> DayKind:
        """Whether `day` is worked; UNKNOWN in a year without data."""
        if self.week is Week.SHIFT:
            return DayKind.WORK
        if day.year not in self.years:
            return DayKind.UNKNOWN
        if day in self.days_worked:
            return DayKind.WORK
        if day in self.holidays or not self._worked_weekday(day):
            return DayKind.OFF
        return DayKind.WORK

    def is_workday(self, day: date) -> bool:
        """Whether a message may be sent on `day`: in a year without data, a usual weekday not expected off."""
        if day in self.provisional_off:
            return False
        kind = self.kind(day)
        return self._worked_weekday(day) if kind is DayKind.UNKNOWN else kind is DayKind.WORK

    def _worked_weekday(self, day: date) -> bool:
        if day.weekday() < 5:
            return True
        if day.weekday() == 6:
            return False
        if self.week is Week.SIX_DAYS:
            return True
        if self.week is Week.ALTERNATE and self.anchor is not None:
            return (day.toordinal() + 6 - (self.anchor.toordinal() + 6)) // 7 % 2 == 0
        return False
