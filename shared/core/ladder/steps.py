"""The ladder: told, reminded once, the head's roll-up, then silence, counted in the reader's work days.

A verdict knows no grace; a case gets it here. Every later step counts from what was *delivered*, so a step
that reached nobody is followed by nothing.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from shared.core.calendar.hours import WorkTime, instant, next_slot
from shared.core.case import Step
from shared.core.judgement import Level


class Pace(NamedTuple):
    """How long each step waits, in work days."""

    grace: int = 3
    """0: the next slot, without waiting for another day."""
    backlog: int = 20
    """Over how many days is spread what existed when the check was switched on."""
    remind: int = 5
    """From the delivery of the first message."""
    roll_up: int = 10
    """From the delivery of the first message, and never sooner after the reminder than it would be on time."""


class CaseFacts(NamedTuple):
    """What decides when a case's first message is due."""

    group_key: str
    opened: datetime
    created: datetime | None = None
    effective_from: date | None = None
    """Since when the policy applies the check to this group."""
    first_seen: datetime | None = None
    owner_changed: datetime | None = None
    backlog: bool = False
    """Found by the first run of a check: it existed when the check was switched on."""


def first_due(case: CaseFacts, pace: Pace, work: WorkTime) -> datetime:
    """The first slot of the n-th work day strictly after the day of the latest thing that happened."""
    happened = (case.opened, case.created, case.effective_from, case.first_seen, case.owner_changed)
    latest = max(_local(moment, work) for moment in happened if moment is not None)
    grace = spread_grace(case.group_key, pace) if case.backlog else pace.grace
    if grace > 0:
        return _slot_after(latest, grace, work)
    return next_slot(max(case.opened, instant(latest, time.min, work.zone)), work)


def due_after_page(seen: datetime, pace: Pace, work: WorkTime) -> datetime:
    """When a duty that a page showed at `seen` to whoever filed the group is told of: as late as anything that existed
    before, however many groups were filed on that day."""
    return _slot_after(_local(seen, work), pace.backlog, work)


def spread_grace(group_key: str, pace: Pace) -> int:
    """Between `grace` and `backlog` work days, the same for a group in every run and on every machine."""
    number = int.from_bytes(hashlib.sha256(group_key.encode("utf-8", "replace")).digest()[:8], "big")
    return pace.grace + number % max(1, pace.backlog - pace.grace + 1)


def next_due(
    delivered: Mapping[Step, datetime], level: Level, pace: Pace, work: WorkTime
) -> tuple[Step, datetime] | None:
    """The step after those that were delivered, and when; None: silence, or nothing was delivered yet."""
    told, reminded = delivered.get(Step.TOLD), delivered.get(Step.REMINDED)
    if told is None or level is Level.ADVICE or Step.ROLLED_UP in delivered:
        return None
    if reminded is None:
        return Step.REMINDED, _slot_after(_local(told, work), pace.remind, work)
    on_time = _slot_after(_local(told, work), pace.roll_up, work)
    after_reminder = _slot_after(_local(reminded, work), max(1, pace.roll_up - pace.remind), work)
    return Step.ROLLED_UP, max(on_time, after_reminder)


def ask_by(sent: datetime, pace: Pace, work: WorkTime) -> date:
    """The date that a first message asks for: when its reminder would come."""
    return _slot_after(_local(sent, work), pace.remind, work).date()


def _slot_after(day: date, workdays: int, work: WorkTime) -> datetime:
    """The first slot of the n-th work day after `day`, or the next one where nothing is sent on that day."""
    due = work.calendar.workday_after(day, workdays)
    return next_slot(instant(due, time.min, work.zone), work)


def _local(moment: date, work: WorkTime) -> date:
    return moment.astimezone(work.zone).date() if isinstance(moment, datetime) else moment
