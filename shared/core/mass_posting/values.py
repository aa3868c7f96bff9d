"""What mass posting is measured by, and what is found of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple

from shared.core.model import Kind

EXEMPT_KINDS = frozenset({Kind.ON_CALL, Kind.EXTERNAL})
"""Kinds whose posts do not count, beside private and confidential ones, to which nothing applies."""


class DayOff(StrEnum):
    NIGHT_ONLY = "night_only"
    WHOLE_DAY = "whole_day"
    """The daytime of a day off counts as night."""


class Rules(NamedTuple):
    """The check's settings. Windows include their last second."""

    rest_start: time = time(22)
    rest_end: time = time(8)
    frequent_posts: int = 10
    frequent_minutes: int = 60
    broadcast_groups: int = 3
    broadcast_minutes: int = 30
    media_seconds: int = 60
    small_group: int = 5
    """Groups of fewer members are left out."""
    urgent_minutes: int = 120
    day_off: DayOff = DayOff.NIGHT_ONLY
    amnesty: tuple[str, ...] = ("spring_festival", "new_year", "mid_autumn")
    """Ids of holidays whose days off have no period."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Rules":
        """The rules with what the settings say instead; settings of other names are not its business."""
        return cls(**{name: settings[name] for name in cls._fields if name in settings})


class MassSender(NamedTuple):
    """What one sender posted in one group in one period, as far as it counts."""

    id: str
    posts: int
    groups: int
    """Groups in this sender's broadcasts of that date; 1 where this group is in none."""
    mentions_all: bool
    first: datetime
    """Aware UTC, as `last`."""
    last: datetime


class MassPosting(NamedTuple):
    """One group in one period that is not plainly quiet."""

    period: date
    """The date that names the period; for `not_observed_then` the first of several."""
    senders: tuple[MassSender, ...] = ()
    """By first post, then id; only in violations."""
    reason: str = ""
    """Empty: a violation. Else why not judged: `calendar_not_known` or `not_observed_then`."""
    zone: tzinfo = UTC
    """The group's: what its times are shown in."""
    periods: int = 1
    """How many periods the row is about."""
    last: date | None = None
    """The last of several periods; None: only one."""
