"""The ten weeks of 2026 that the company lives through, 国庆 and its worked weekend days among them."""

from datetime import date, datetime, timedelta, timezone

ZONE_NAME = "Asia/Shanghai"
ZONE = timezone(timedelta(hours=8), ZONE_NAME)
"""China has had no summer time since 1991, so a fixed offset is exact."""

FIRST = date(2026, 8, 3)
TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=ZONE)
"""A Monday morning, the third work day after the holiday: when the preview is taken."""
LOOKBACK_DAYS = 14

MID_AUTUMN = frozenset(date(2026, 9, day) for day in (25, 26, 27))
"""Amnesty days in the manual's defaults: they have no period."""
NATIONAL_DAY = frozenset(date(2026, 10, day) for day in range(1, 8))
WORKED_WEEKEND = frozenset({date(2026, 9, 20), date(2026, 10, 10)})
"""调休: a Sunday and a Saturday that are worked for 国庆."""

DAY = 86_400
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_OFFSET = 8 * 3600

NOW_SECOND = int(NOW.timestamp())
DAYS = tuple(FIRST + timedelta(days=n) for n in range((TODAY - FIRST).days + 1))


def second(day: date, hour: int, minute: int = 0, seconds: int = 0) -> int:
    """Epoch seconds of a wall-clock time in China; hours past 23 run into the next day."""
    midnight = (day.toordinal() - _EPOCH_ORDINAL) * DAY - _OFFSET
    return midnight + hour * 3600 + minute * 60 + seconds


def day_of(moment: int) -> date:
    """The local date of an epoch second."""
    return date.fromordinal((moment + _OFFSET) // DAY + _EPOCH_ORDINAL)


def period_of(moment: int) -> date:
    """The period [08:00, 08:00) that an epoch second lies in, named by its first date."""
    return day_of(moment - 8 * 3600)


def is_worked(day: date) -> bool:
    if day in WORKED_WEEKEND:
        return True
    return day.weekday() < 5 and day not in MID_AUTUMN and day not in NATIONAL_DAY


def in_lookback(period: date) -> bool:
    """Whether a preview at NOW looks at this period: its end lies in (now - lookback, now]."""
    end = second(period, 32)
    return NOW_SECOND - LOOKBACK_DAYS * DAY < end <= NOW_SECOND


def iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, ZONE).isoformat()
