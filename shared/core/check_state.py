"""Whether a check may speak: its baseline, its review, and what stopped it."""

from datetime import datetime
from typing import NamedTuple

REVIEW_SAMPLE = 30


class Stop(NamedTuple):
    """Why sending rests until an operator looks (DESIGN section 1.8)."""

    reason: str
    """`violations` or `population`."""
    at: datetime
    run: str
    found: int
    limit: int


class CheckState(NamedTuple):
    """Whether a check may speak: its baseline, its review, and what stopped it."""

    check: str
    """A check's id; `*` for what concerns all of them (the population)."""
    baseline_at: datetime | None = None
    """When its first complete run ended; None: it has none yet."""
    baseline_found: int = 0
    baseline_judged: int = 0
    released_at: datetime | None = None
    """When an operator released the baseline; None: it waits."""
    released_by: str = ""
    right: int = 0
    """Of the findings that an operator reviewed, those marked right; of the newest review."""
    reviewed: int = 0
    needed: int = REVIEW_SAMPLE
    """How many a review has to look at: 30, or all where there were fewer."""
    armed_since: datetime | None = None
    """Since when the check may be nudged about: what was open by then is its backlog. None: it may not."""
    stopped: Stop | None = None
    judged_at: datetime | None = None
    """When its last complete run ended."""
    judged: int = 0
    """How many groups that run judged."""
    found: int = 0
    version: int = 0

    @property
    def is_earned(self) -> bool:
        """Whether a review of enough findings found at least nine of ten right."""
        return self.reviewed >= max(1, self.needed) and self.right * 10 >= self.reviewed * 9

    @property
    def is_unreadable(self) -> bool:
        """Whether it only stands in for a state that is kept and cannot be read."""
        return self.stopped is not None and self.stopped.reason == UNREADABLE


UNREADABLE = "unreadable"


def unreadable(check: str, now: datetime) -> CheckState:
    """What stands in for a state that cannot be read: the check is silent, and nothing is written."""
    return CheckState(check, stopped=Stop(UNREADABLE, now, "", 0, 0))


EVERYTHING = "*"
