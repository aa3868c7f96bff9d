"""What the product writes down of itself: runs, the state of each check, requests and the audit trail."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

REVIEW_SAMPLE = 30


class Run(NamedTuple):
    """One execution of a function, with its counts; moments in aware UTC."""

    id: str
    function: str
    started: datetime
    ended: datetime | None
    """None: it has not ended, or it died."""
    counts: Mapping[str, int] = {}
    notes: Mapping[str, Any] = {}
    """JSON-ready; ids and numbers, never a name or a text of anybody's."""
    dry: bool = False


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


EVERYTHING = "*"


class Verdict(StrEnum):
    """What an operator decides of a request."""

    GRANTED = "granted"
    REFUSED = "refused"


class Request(NamedTuple):
    """「说明情况」: somebody says that a check should not apply to a group; an operator decides."""

    id: str
    group: str
    check: str
    by: str
    """`person_key`."""
    asked: datetime
    nudge_day: date
    decided: datetime | None = None
    verdict: Verdict | None = None
    decided_by: str = ""
    version: int = 0


class Entry(NamedTuple):
    """One line of the audit trail: who did what to what; people as opaque keys, never names."""

    at: datetime
    what: str
    """An id: `nudge_sent`, `waiver_granted`, `baseline_released` …"""
    subject: str
    """A group's, case's or person's key."""
    by: str
    """`product`, an operator as they called themselves, or a person key."""
    details: Mapping[str, Any] = {}
