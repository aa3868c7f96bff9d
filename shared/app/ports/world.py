"""What adapters know and the core only uses: zones, published calendars, platforms."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

from shared.core.calendar.workdays import WorkCalendar
from shared.core.claims import Limit
from shared.core.deed import Deed
from shared.core.lang import ROLES, Bilingual, Roles, both
from shared.core.policy.policy import Policy

HANDED_OVER = both(
    "请在群所在的平台里转让群主。",
    "Please hand the group over in the platform's own settings.",
)


FOUND = both("工作台", "the list of apps")


class Platform(NamedTuple):
    """What the core must know of a platform without knowing the vendor."""

    id: str
    name: Bilingual
    """What people call it."""
    written: tuple[str, ...] = ()
    """How people write it, in lower case."""
    lower_case_names: bool = False
    """Whether group names can hold neither capitals nor spaces."""
    can_send: bool = True
    """Whether any app can write to one person there."""
    limits: Mapping[str, Limit] = {}
    """By claim: what it does not show or do, and why."""
    hands_over: Bilingual = HANDED_OVER
    """How a group's owner hands it over there, in a sentence, as the platform's own client says it."""
    apps: Bilingual = FOUND
    """Where people find the company's own apps in its client."""
    roles: Roles = ROLES
    """What a group's owner and its admins are called there."""
    months: str = "UTC"
    """The zone in which its monthly quotas begin, by IANA name."""


class World(NamedTuple):
    """What adapters know and the core only uses: zones, published calendars, platforms."""

    zone: Callable[[str], tzinfo]
    """By IANA name, for names that are known to exist."""
    calendars: Callable[[Policy], Mapping[str, WorkCalendar]]
    """Every calendar of the policy, by name."""
    platforms: tuple[Platform, ...]
    deeds: tuple[Deed, ...]
    """What can be answered to a message, in the order of the buttons."""

    def steps(self, platform: str) -> Bilingual:
        """How a group is handed over on this platform."""
        return next((one.hands_over for one in self.platforms if one.id == platform), HANDED_OVER)

    def month(self, platform: str, now: datetime) -> str:
        """The month in which a call of this platform counts, as in `2026-05`."""
        zones = (one.months for one in self.platforms if one.id == platform)
        return f"{now.astimezone(self.zone(next(zones, 'UTC'))):%Y-%m}"
