"""The clock on the wall: when a night begins, which period a post belongs to, and when a message may be sent.

Wall-clock times become moments through the zone's own rules, so a night in which clocks change has its true
length. This is one of the two places that know zones; everything else compares moments.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from shared.core.calendar.workdays import WorkCalendar

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_FAR = 800
"""Days ahead within which any sane calendar has a work day."""


class RestHours(NamedTuple):
    """Wall clock, start included, end not. Equal ends mean that there are no rest hours."""

    start: time = time(22)
    end: time = time(8)


class Period(NamedTuple):
    """From the end of rest on `day` to the end of rest on the next day (half-open); moments in aware UTC."""

    day: date
    start: datetime
    night: datetime
    """When rest begins: what lies from here to `end` is the period's night."""
    end: datetime


class WorkHours(NamedTuple):
    """When messages go out, wall clock of the reader."""

    start: time = time(9)
    end: time = time(18)
    slots: tuple[time, ...] = (time(10, 20), time(14, 40))
    """When digests begin to go out; ascending, at least one."""
    pause: tuple[time, time] = (time(12), time(13, 30))
    first_until_end: timedelta = timedelta(minutes=75)
    """Nothing is sent for the first time in the last minutes of a day: an unclear outcome must still be settled."""


class WorkTime(NamedTuple):
    """When one reader works: their zone, their calendar, the company's hours."""

    zone: tzinfo
    calendar: WorkCalendar
    hours: WorkHours = WorkHours()


def instant(day: date, wall: time, zone: tzinfo) -> datetime:
    """The first moment at which clocks show `wall` on `day`; where they skip it, the moment of the skip."""
    local = datetime.combine(day, wall, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _skip(local.replace(fold=1).astimezone(UTC), moment, zone)


def _skip(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The second at which the zone's offset changes; a gap lies between `before` and `after`."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def period(day: date, rest: RestHours, zone: tzinfo) -> Period:
    next_day = day + _DAY
    return Period(
        day=day,
        start=instant(day, rest.end, zone),
        night=instant(day if rest.start > rest.end else next_day, rest.start, zone),
        end=instant(next_day, rest.end, zone),
    )


def periods_ending(since: datetime, until: datetime, rest: RestHours, zone: tzinfo) -> Iterator[Period]:
    """Every period whose end lies in (since, until], in order."""
    day = since.astimezone(zone).date() - 2 * _DAY
    last = until.astimezone(zone).date()
    while day <= last:
        found = period(day, rest, zone)
        if since < found.end <= until:
            yield found
        day += _DAY


def may_send(now: datetime, work: WorkTime, *, first: bool = True) -> bool:
    """Whether a message may leave at this moment; `first` False for settling what was begun on the same day."""
    local = now.astimezone(work.zone)
    return _sends_on(local.date(), work.calendar) and _is_open(local.time(), work.hours, first=first)


def is_past_first_slot(now: datetime, work: WorkTime) -> bool:
    """Whether the day's first digests have begun to go out: what is left from yesterday does not come before them."""
    return now.astimezone(work.zone).time() >= work.hours.slots[0]


def next_slot(now: datetime, work: WorkTime) -> datetime:
    """When the next digest goes out, at `now` or later, in the reader's zone.

    Raises ValueError when the hours have no slot or the calendar no work day: the policy must refuse both.
    """
    today = now.astimezone(work.zone).date()
    days = (today + ahead * _DAY for ahead in range(_FAR))
    for day in (day for day in days if _sends_on(day, work.calendar)):
        for slot in work.hours.slots:
            moment = instant(day, slot, work.zone)
            if moment >= now:
                return moment.astimezone(work.zone)
    msg = f"no slot of {work.calendar.name} within {_FAR} days of {today}"
    raise ValueError(msg)


def _sends_on(day: date, calendar: WorkCalendar) -> bool:
    return calendar.is_workday(day) and not calendar.is_day_back(day)


def _is_open(wall: time, hours: WorkHours, *, first: bool) -> bool:
    if not hours.start <= wall < hours.end or hours.pause[0] <= wall < hours.pause[1]:
        return False
    last = datetime.combine(date.min, hours.end) - hours.first_until_end
    return not first or wall < last.time()
