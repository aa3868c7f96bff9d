"""Work calendars and zones from published data: Chinese holidays from the package `chinesecalendar`, zones from tzdata."""

from collections.abc import Iterable
from datetime import date, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.core.calendar.workdays import Week, WorkCalendar
from shared.core.errors import KeeperError

HOLIDAY_IDS = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn",
}
"""The package's names, and ours; any other holiday (there was one, in 2015) is `other`."""

_HINTS = {
    "beijing": "Asia/Shanghai",
    "asia/beijing": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "cst": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "utc+8": "Asia/Shanghai",
    "gmt+8": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
}


class CalendarError(KeeperError):
    """A zone or calendar that cannot be had; `reason` and `remedy` make a Fault where the file and line are known."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason = reason
        self.remedy = remedy


class _Published(NamedTuple):
    holidays: dict[date, str]
    days_worked: frozenset[date]
    years: frozenset[int]


def zone(name: str) -> tzinfo:
    """The zone of an IANA name. Raises CalendarError when there is none of that name."""
    try:
        return ZoneInfo(name)
    # KeyError: no such zone; ValueError: not a zone's name or file; OSError: the name of a folder of zones
    except (KeyError, ValueError, OSError) as error:
        hint = _HINTS.get(name.strip().lower(), "Asia/Shanghai")
        reason = f"{name[:40]!r} is not a time zone"
        raise CalendarError(reason, f"Use a name of the IANA list, such as {hint}") from error


def work_calendar(
    week: Week = Week.FIVE_DAYS,
    *,
    name: str | None = None,
    anchor: date | None = None,
    provisional_off: Iterable[date] = (),
) -> WorkCalendar:
    """A calendar with the Chinese holidays that are published. Raises CalendarError for alternate weeks without anchor."""
    if week is Week.ALTERNATE and anchor is None:
        reason = f"the calendar {name or week.value!r} does not say which Saturdays are worked"
        raise CalendarError(reason, "Give `anchor`: any date of a week whose Saturday is worked")
    published = _published()
    return WorkCalendar(
        name=name or week.value,
        week=week,
        holidays=published.holidays,
        days_worked=published.days_worked,
        years=published.years,
        provisional_off=frozenset(provisional_off),
        anchor=anchor,
    )


@cache
def _published() -> _Published:
    # Imported late: its tables are only needed where a calendar is built.
    from chinese_calendar.constants import holidays, workdays

    return _Published(
        holidays={day: HOLIDAY_IDS.get(name, "other") for day, name in holidays.items()},
        days_worked=frozenset(workdays),
        years=_complete_years(holidays),
    )


def _complete_years(holidays: Iterable[date]) -> frozenset[int]:
    """Years with data for their whole length: one that only has a bridge over New Year is not known."""
    days = frozenset(holidays)
    return frozenset(day.year for day in days if {date(day.year, 1, 1), date(day.year, 10, 1)} <= days)
