"""Which posts are counted: those that may matter for a night or a day off, in any zone that the company works in."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from shared.app.ports.ports import Ports
from shared.core.calendar.workdays import DayKind, WorkCalendar
from shared.core.model import Post, PostKind


class Listening(NamedTuple):
    zones: tuple[tzinfo, ...]
    calendars: Mapping[str, WorkCalendar]
    rest: tuple[time, time]
    whole_day: bool
    """Whether the daytime of a day off counts as night."""

    def counts(self, post: Post) -> bool:
        """A post that no rule could ever need is not written; an urgent one may excuse others, so it always is."""
        if post.kind is PostKind.SYSTEM or not post.sender:
            return False
        if post.urgent:
            return True
        moment = datetime.fromtimestamp(post.ts, UTC)
        return any(self._matters(post, moment.astimezone(zone)) for zone in self.zones)

    def _matters(self, post: Post, local: datetime) -> bool:
        return self._is_rest(local.time()) or ((post.mentions_all or self.whole_day) and self._is_off(local))

    def _is_rest(self, wall: time) -> bool:
        start, end = self.rest
        return start <= wall < end if start <= end else wall >= start or wall < end

    def _is_off(self, local: datetime) -> bool:
        """Of the period that the moment lies in, which begins when the rest hours end."""
        _, end = self.rest
        day = (local.replace(tzinfo=None) - timedelta(hours=end.hour, minutes=end.minute)).date()
        return any(calendar.kind(day) is not DayKind.WORK for calendar in self.calendars.values())


def listening(ports: Ports) -> Listening:
    policy = ports.policy()
    settings = policy.checks["after_hours_posting"].settings
    used = {policy.calendar, *(rule.calendar for rule in policy.departments if rule.calendar)}
    calendars = ports.world().calendars(policy)
    rest = policy.rest()
    return Listening(
        zones=tuple(ports.world().zone(name) for name in sorted(policy.zones())),
        calendars={name: calendar for name, calendar in calendars.items() if name in used},
        rest=(rest.start, rest.end),
        whole_day=str(settings["day_off"]) == "whole_day",
    )
