"""How long somebody is waited for who was asked whether a group changes hands."""

from datetime import date, datetime, time, timedelta

from shared.core.calendar.hours import WorkTime, instant
from shared.core.handover import WORK_DAYS, Handover, Way


def waited_until(at: datetime, way: Way, work: WorkTime) -> datetime:
    """The end of the last work day on which whoever is asked can answer; `work`: when they work.

    A leave of theirs moves nothing: whoever asks is shown the day, and learns of no leave.
    """
    calendar = work.calendar._replace(away=None)
    last = calendar.workday_after(at.astimezone(work.zone).date(), WORK_DAYS[way])
    return instant(last + timedelta(days=1), time.min, work.zone)


def last_day(handover: Handover, work: WorkTime) -> date:
    """The last day on which it can be answered, where `work` is."""
    return (handover.until - timedelta(microseconds=1)).astimezone(work.zone).date()
