"""What the product writes down of itself: its runs and the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


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
