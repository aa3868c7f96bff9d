"""Which checks are due: each once in its own period, and a day begins when the rest hours end."""

from datetime import datetime, time, timedelta, tzinfo

from shared.core.policy.values import DueEvery


def is_due(
    every: DueEvery, judged_at: datetime | None, now: datetime, zone: tzinfo, day_begins: time
) -> bool:
    """Whether the check was not judged yet in the period that `now` lies in (aware; None: never)."""
    if judged_at is None:
        return True
    shift = timedelta(hours=day_begins.hour, minutes=day_begins.minute)
    return _period(every, judged_at, zone, shift) != _period(every, now, zone, shift)


def _period(every: DueEvery, moment: datetime, zone: tzinfo, shift: timedelta) -> tuple[int, ...]:
    local = moment.astimezone(zone).replace(tzinfo=None) - shift
    if every is DueEvery.HOUR:
        return local.toordinal(), moment.astimezone(zone).hour
    if every is DueEvery.DAY:
        return (local.toordinal(),)
    if every is DueEvery.WEEK:
        return local.isocalendar()[:2]
    return local.year, local.month if every is DueEvery.MONTH else (local.month - 1) // 3
