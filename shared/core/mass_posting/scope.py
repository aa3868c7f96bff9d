"""Which groups are left out before anything is counted, and which zone, calendar and waivers the others have."""

from collections.abc import Callable
from datetime import date

from shared.core.mass_posting.timetable import Locale
from shared.core.mass_posting.values import EXEMPT_KINDS
from shared.core.model import Department, Group, Kind, Status
from shared.core.people.belonging import department
from shared.core.scene import Scene

CHECK_ID = "after_hours_posting"
_EXEMPT = EXEMPT_KINDS | {Kind.PRIVATE, Kind.CONFIDENTIAL}

Trait = tuple[str | None, str | None, date | None]
"""A department's zone and calendar, and the last date of a group's waivers: what groups of one timetable share."""


class Scope:
    """Sorts groups into those that are left out and those of one timetable."""

    def __init__(self, scene: Scene, small_group: int, department_of: Callable[[Group], str | None]) -> None:
        self._scene = scene
        self._small_group = small_group
        self._department_of = department_of

    def trait(self, group: Group) -> Trait | None:
        """None: the group is left out."""
        if _is_exempt(group) or _is_small(group, self._small_group):
            return None
        home = department(self._department_of(group), self._scene) or _NOWHERE
        return home.zone, home.calendar, _waived_until(group)

    def locale(self, trait: Trait) -> Locale:
        """Names that the policy does not know fall back to the company's."""
        zone, calendar, waived_until = trait
        scene = self._scene
        return Locale(
            zone=scene.company.zones.get(zone or "", scene.zone),
            calendar=scene.calendars.get(calendar or "", scene.calendar),
            waived_until=waived_until,
        )


_NOWHERE = Department("")


def _is_exempt(group: Group) -> bool:
    if group.status is not None and group.status.value is Status.DISSOLVED:
        return True
    if group.kind is not None:
        return group.kind.value in _EXEMPT
    return group.external is not None and group.external.value


def _is_small(group: Group, fewest: int) -> bool:
    """An unknown size is no small one."""
    if group.size is not None:
        return group.size.value < fewest
    return group.members is not None and len(group.members.value) < fewest


def _waived_until(group: Group) -> date | None:
    """The last date on which a waiver of this check holds; waivers without an end last for ever."""
    ends = [waiver.until or date.max for waiver in group.waivers if waiver.check in {None, CHECK_ID}]
    return max(ends, default=None)
