"""Zones, calendars and platforms: the part of the world that every way in needs."""

from shared.adapters.calendar import work_calendar, zone
from shared.adapters.im.vendors import VENDORS
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.ports.world import Platform, World
from shared.core.calendar.workdays import Week, WorkCalendar
from shared.core.policy.policy import Policy

PLATFORMS = tuple(
    Platform(vendor.id, vendor.name, vendor.written, vendor.lower_case_names, vendor.can_send)
    for vendor in VENDORS
)


def world() -> World:
    return World(zone, calendars, PLATFORMS, DEEDS)


def calendars(policy: Policy) -> dict[str, WorkCalendar]:
    """Every calendar of the policy and the usual ones, by name."""
    usual = {str(week): work_calendar(week) for week in Week if week is not Week.ALTERNATE}
    return usual | {
        name: work_calendar(
            rule.week, name=name, anchor=rule.anchor, provisional_off=rule.provisional_days_off
        )
        for name, rule in policy.calendars.items()
    }
