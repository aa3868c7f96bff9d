"""Zones, calendars and platforms: the part of the world that every way in needs."""

from collections.abc import Iterable

from shared.adapters.calendar import work_calendar, zone
from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.vendors import VENDORS
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.ports.world import FOUND, HANDED_OVER, Platform, World
from shared.core.calendar.workdays import Week, WorkCalendar
from shared.core.policy.policy import Policy


def world(vendors: Iterable[Vendor] = VENDORS) -> World:
    return World(zone, calendars, tuple(map(_platform, vendors)), DEEDS)


def _platform(vendor: Vendor) -> Platform:
    return Platform(
        vendor.id,
        vendor.name,
        vendor.written,
        vendor.lower_case_names,
        vendor.can_send,
        vendor.limits(),
        vendor.hands_over or HANDED_OVER,
        vendor.apps or FOUND,
        vendor.roles,
        vendor.months,
    )


def calendars(policy: Policy) -> dict[str, WorkCalendar]:
    """Every calendar of the policy and the usual ones, by name."""
    usual = {str(week): work_calendar(week) for week in Week if week is not Week.ALTERNATE}
    return usual | {
        name: work_calendar(
            rule.week, name=name, anchor=rule.anchor, provisional_off=rule.provisional_days_off
        )
        for name, rule in policy.calendars.items()
    }
