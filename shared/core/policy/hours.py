"""When people may be written to: work hours, the times of the digests and the lunch break, and how they must agree."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from shared.core.calendar.hours import WorkHours
from shared.core.lang import both
from shared.core.schema.scalars import TimeOfDay, Whole
from shared.core.schema.structures import ListOf, Record, Setting, Wrong

QUIET = Record(
    (
        Setting("start", TimeOfDay(), time(12), both("午休开始", "the break begins")),
        Setting(
            "end",
            TimeOfDay(),
            time(13, 30),
            both("午休结束；与开始相同表示没有午休", "and ends; as it starts: no break"),
        ),
    ),
    lambda start, end: (start, end),
)


def _day_in_order(hours: WorkHours) -> Iterator[Wrong]:
    if hours.start >= hours.end:
        yield Wrong("end", "work ends before it starts", f"Write a time after {hours.start:%H:%M}")
    begins, ends = hours.pause
    if not (hours.start <= begins <= ends <= hours.end):
        yield Wrong(
            "quiet",
            f"the break {begins:%H:%M}–{ends:%H:%M} does not lie inside work hours",
            f"Write times from {hours.start:%H:%M} to {hours.end:%H:%M}, start before end",
        )


def _slots_in_work_hours(hours: WorkHours) -> Iterator[Wrong]:
    if not hours.slots:
        yield Wrong("slots", "no time is left to send anything", "Write at least one time")
    last = _minutes(hours.end) - hours.first_until_end // timedelta(minutes=1)
    for slot in hours.slots:
        if not _minutes(hours.start) <= _minutes(slot) < last:
            until = f"before {last // 60:02}:{last % 60:02}" if last > 0 else "earlier"
            remedy = f"Write times from {hours.start:%H:%M} and {until}, or change last_send_minutes"
            yield Wrong("slots", f"{slot:%H:%M} is outside work hours or too near their end", remedy)
        if hours.pause[0] <= slot < hours.pause[1]:
            yield Wrong("slots", f"{slot:%H:%M} lies in the break", "Choose a time before or after the break")


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _work_hours(
    *, slots: tuple[time, ...], quiet: tuple[time, time], last_send_minutes: int, **rest: Any
) -> WorkHours:
    until_end = timedelta(minutes=last_send_minutes)
    return WorkHours(slots=tuple(sorted(slots)), pause=quiet, first_until_end=until_end, **rest)


WORK_HOURS = Record(
    (
        Setting("start", TimeOfDay(), time(9), both("上班", "work begins")),
        Setting("end", TimeOfDay(), time(18), both("下班", "work ends")),
        Setting(
            "slots",
            ListOf(TimeOfDay()),
            (time(10, 20), time(14, 40)),
            both(
                "每天什么时候发送（每人每天最多一次）", "when digests go out (at most one per person and day)"
            ),
        ),
        Setting(
            "quiet",
            QUIET,
            QUIET.default(),
            both("午休，其间不发送", "the lunch break, in which nothing is sent"),
        ),
        Setting(
            "last_send_minutes",
            Whole(0, 480, both("分钟", "minutes")),
            75,
            both("下班前多久起不再首次发送", "how long before the end of work no first send begins"),
        ),
    ),
    _work_hours,
    (_day_in_order, _slots_in_work_hours),
)
