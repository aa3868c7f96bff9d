"""Which moments count, and as what: one bisect a post."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from shared.core.calendar.hours import Period, RestHours, periods_ending
from shared.core.calendar.workdays import DayKind, WorkCalendar
from shared.core.mass_posting.store import DOUBTFUL, NIGHT
from shared.core.mass_posting.values import DayOff, Rules

Slot = tuple[int, bool, int]
"""Ordinal of the period's date (0: nothing counts); whether only @alls count; the flags that a post gets."""
NOTHING: Slot = (0, False, 0)
_SATURDAY = 5
_MARGIN = timedelta(hours=26)
"""How far the periods of two zones can lie apart: posts in them may still be one broadcast."""


class Look(NamedTuple):
    """What is looked at: periods whose end lies in (now - lookback, now]."""

    now: datetime
    lookback: timedelta
    rules: Rules


class Locale(NamedTuple):
    """What groups of one timetable have in common."""

    zone: tzinfo
    calendar: WorkCalendar
    waived_until: date | None
    """The last date on which a waiver holds; None: not waived."""


class Timetable(NamedTuple):
    """Slot i is what lies between the edges i - 1 (included) and i; edges in seconds since the epoch."""

    zone: tzinfo
    edges: tuple[float, ...] = ()
    slots: tuple[Slot, ...] = (NOTHING,)
    looked_at: tuple[Period, ...] = ()
    """The periods that rows are about, in order: amnesty days and waived ones are not among them."""


def timetable(look: Look, locale: Locale) -> Timetable:
    """Also covers the periods next to those looked at, whose posts may complete a broadcast."""
    rest = RestHours(look.rules.rest_start, look.rules.rest_end)
    since = look.now - look.lookback
    near = periods_ending(since - _MARGIN, look.now + _MARGIN, rest, locale.zone)
    judged = tuple(period for period in near if _is_judged(period.day, locale, look.rules))
    cuts = [cut for period in judged for cut in _cuts(period, locale.calendar, look.rules)]
    return Timetable(
        zone=locale.zone,
        edges=tuple(at.timestamp() for at, _ in cuts),
        slots=(NOTHING, *(slot for _, slot in cuts)),
        looked_at=tuple(period for period in judged if since < period.end <= look.now),
    )


def _is_judged(day: date, locale: Locale, rules: Rules) -> bool:
    amnesty = locale.calendar.holidays.get(day) in rules.amnesty
    return not amnesty and (locale.waived_until is None or day > locale.waived_until)


def _cuts(period: Period, calendar: WorkCalendar, rules: Rules) -> Iterator[tuple[datetime, Slot]]:
    """From when on what counts. Where the next period follows at once, its first cut replaces the last one."""
    kind, day = calendar.kind(period.day), period.day.toordinal()
    yield period.start, _daytime(kind, day, rules)
    # Without published holidays, nights of Monday to Friday are judged and those of the weekend are not; nor are
    # those of a day that the company expects to be off, which may be an amnesty.
    expected_off = period.day in calendar.provisional_off
    doubtful = kind is DayKind.UNKNOWN and (expected_off or period.day.weekday() >= _SATURDAY)
    yield period.night, (day, False, NIGHT | DOUBTFUL if doubtful else NIGHT)
    yield period.end, NOTHING


def _daytime(kind: DayKind, day: int, rules: Rules) -> Slot:
    if kind is DayKind.WORK:
        return NOTHING
    doubtful = DOUBTFUL if kind is DayKind.UNKNOWN else 0
    whole = rules.day_off == DayOff.WHOLE_DAY
    return (day, not whole, NIGHT | doubtful if whole else doubtful)
