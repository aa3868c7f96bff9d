"""Whether somebody may be told now, and to which of their accounts (DESIGN section 10, Where)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from shared.app.nudge.run import NudgeRun
from shared.core.account import Account
from shared.core.calendar.hours import WorkTime, is_past_first_slot, may_send
from shared.core.case import Case
from shared.core.ladder.address import address
from shared.core.outbox import SETTLED, Nudge, State

APART = timedelta(hours=10)
"""Between two attempts to reach one person, whatever their accounts' dates: two zones have two days."""
_NO_MESSAGE = frozenset({State.UNDELIVERABLE, State.TAKEN})


def may_hear(accounts: Sequence[Account], day: date, work: WorkTime, run: NudgeRun) -> bool:
    """Only at work, once a day over all of their accounts, and not more often in a week than the policy allows."""
    now = run.now()
    if not (may_send(now, work) and is_past_first_slot(now, work)):
        run.tally.add("not_now")
        return False
    recent = [nudge for account in accounts for nudge in run.outbox.since(account, day - timedelta(days=6))]
    if any(
        nudge.day >= day or _is_too_near(nudge, now) for nudge in recent
    ):  # also where a clock was set back
        return False
    if (
        sum(nudge.state not in _NO_MESSAGE for nudge in recent)
        >= run.policy.budgets.nudges_per_person_per_week
    ):
        run.tally.add("week_spent")
        return False
    return True


def _is_too_near(nudge: Nudge, now: datetime) -> bool:
    """Still under way, or attempted so lately that it may be the reader's same day."""
    if nudge.state not in SETTLED:
        return True
    return nudge.attempted is not None and now - nudge.attempted < APART


def address_of(accounts: Iterable[Account], urgent: Case, run: NudgeRun) -> Account | None:
    """Where they are written to about what is due, of which `urgent` is the most urgent; None: nowhere."""
    named, reach = urgent.to or "", run.agenda.voice.reach
    return address(accounts, group=urgent.key.group, named=named, reach=reach, scene=run.scene)
