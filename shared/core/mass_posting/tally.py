"""Takes a million posts in any order and remembers what matters: signs of life, and posts that may be mass posting."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from shared.core.calendar.hours import Period
from shared.core.mass_posting.findings import Excuses, Found, Shift, Shifts, find, rows
from shared.core.mass_posting.scope import Scope, Trait
from shared.core.mass_posting.store import LOUD, MEDIA, REPLY, Store
from shared.core.mass_posting.timetable import Look, Timetable, timetable
from shared.core.mass_posting.values import MassPosting, Rules
from shared.core.model import Activity, DutyShift, Group, Post, PostKind
from shared.core.scene import Scene

_NEVER = float("-inf")


class _Place:
    """A group while posts come in."""

    __slots__ = (
        "edges",
        "index",
        "last_bot",
        "last_human",
        "missed_until",
        "observed_from",
        "slots",
        "table",
    )

    def __init__(self, index: int, table: Timetable, group: Group, observed_from: datetime | None) -> None:
        self.index = index
        self.table = table
        self.edges = table.edges
        self.slots = table.slots
        self.observed_from = observed_from
        self.missed_until = _missed_until(group, observed_from)
        self.last_human = self.last_bot = _NEVER


def _missed_until(group: Group, observed_from: datetime | None) -> datetime | None:
    """Until when posts may have been missed; None: seen from the group's first day on."""
    if observed_from is None or (group.created is not None and observed_from <= group.created.value):
        return None
    return observed_from


class PostTally:
    """The tally of one inspection: `add` batches, then ask. It may be asked and added to again.

    `department_of` names the department that a group belongs to (its zone and calendar); `observed_from` says by
    `Group.key` since when a group's posts can be seen (absent: since its creation).
    """

    def __init__(
        self,
        groups: Iterable[Group],
        scene: Scene,
        *,
        lookback_days: int = 1,
        settings: Mapping[str, Any] | None = None,
        department_of: Callable[[Group], str | None],
        observed_from: Mapping[str, datetime] | None = None,
    ) -> None:
        self.future = 0
        """Posts later than now: ignored."""
        self.orphans = 0
        """Posts of groups that are not in the set: ignored."""
        rest_start, rest_end = scene.rest
        self._rules = Rules.of({"rest_start": rest_start, "rest_end": rest_end, **(settings or {})})
        self._now = scene.now.timestamp()
        self._store = Store()
        self._senders: defaultdict[str, int] = defaultdict(count().__next__)
        self._urgent: defaultdict[int, array[float]] = defaultdict(lambda: array("d"))
        self._places: dict[str, _Place] = {}
        self._named: dict[str, frozenset[int]] = {}
        look = Look(scene.now, timedelta(days=lookback_days), self._rules)
        self._seat(groups, Scope(scene, self._rules.small_group, department_of), look, observed_from or {})
        starts = (place.edges[0] for place in self._places.values() if place.edges)
        self._from = min(starts, default=self._now) - self._rules.urgent_minutes * 60
        duty = (
            shift._replace(account=one)
            for shift in scene.company.duty
            for one in scene.accounts(shift.account)
        )
        self._duty = _shifts(duty, self._named, self._from)

    def _seat(
        self, groups: Iterable[Group], scope: Scope, look: Look, observed_from: Mapping[str, datetime]
    ) -> None:
        left_out = Timetable(look.now.tzinfo or UTC)
        tables: dict[Trait | None, Timetable] = {None: left_out}
        for index, group in enumerate(groups):
            trait = scope.trait(group)
            if trait is not None and trait not in tables:
                tables[trait] = timetable(look, scope.locale(trait))
            key = group.key
            self._places[key] = _Place(index, tables[trait], group, observed_from.get(key))
            self._named[group.id] = self._named.get(group.id, frozenset()) | {index}

    def add(self, posts: Iterable[Post]) -> None:
        """Count these posts; batches and posts may come in any order, each post once."""
        find_place, keep, start, now = self._places.get, self._keep, self._from, self._now
        human, bot = PostKind.HUMAN, PostKind.BOT
        for post in posts:
            place, ts = find_place(post.group), post.ts
            if place is None or not ts <= now:
                self._ignore(place)
                continue
            if post.kind is human:
                if ts > place.last_human:  # noqa: PLR1730 (max() would be a call for each of a million posts)
                    place.last_human = ts
            elif post.kind is bot:
                place.last_bot = max(place.last_bot, ts)
            else:
                continue
            if ts >= start:
                keep(place, post)

    def _ignore(self, place: _Place | None) -> None:
        if place is None:
            self.orphans += 1
        else:
            self.future += 1

    def _keep(self, place: _Place, post: Post) -> None:
        """Keep a post of a person or bot if it may matter for mass posting."""
        _, sender, ts, kind, mentions_all, urgent, reply, media = post
        if urgent:
            self._urgent[place.index].append(ts)
        day, only_loud, flags = place.slots[bisect_right(place.edges, ts)]
        if not day or not sender or kind is PostKind.BOT or (only_loud and not mentions_all):
            return
        if mentions_all:
            flags |= LOUD
        if reply:
            flags |= REPLY
        if media:
            flags |= MEDIA
        self._store.keep(ts, self._senders[sender], place.index, day, flags)

    def activity(self, group: Group) -> Activity:
        """The group's signs of life; the group must be one of the set."""
        place = self._places[group.key]
        return Activity(_moment(place.last_human), _moment(place.last_bot), place.observed_from)

    def mass_posting(self) -> dict[str, tuple[MassPosting, ...]]:
        """By `Group.key`, for groups that were not plainly quiet: their rows, by period."""
        urgent = {index: sorted(sent) for index, sent in self._urgent.items()}
        excuses = Excuses(urgent, self._rules.urgent_minutes * 60, self._duty)
        found = find(self._store, list(self._senders), excuses, self._rules)
        return {
            key: judged
            for key, place in self._places.items()
            if place.index in found or place.missed_until is not None
            if (judged := rows(found.get(place.index, _QUIET), place.table, place.missed_until))
        }

    def urgent_posts(self) -> dict[str, int]:
        """By `Group.key`: how many urgent posts there were in the periods looked at; groups without are absent."""
        counted = {
            key: _inside(place.table.looked_at, sorted(self._urgent[place.index]))
            for key, place in self._places.items()
            if place.index in self._urgent
        }
        return {key: number for key, number in counted.items() if number}


_QUIET = Found({}, set())


def _moment(ts: float) -> datetime | None:
    return None if ts == _NEVER else datetime.fromtimestamp(ts, UTC)


def _inside(periods: Iterable[Period], sent: list[float]) -> int:
    """How many of the ascending times lie in one of the periods."""
    return sum(
        bisect_left(sent, period.end.timestamp()) - bisect_left(sent, period.start.timestamp())
        for period in periods
    )


def _shifts(duty: Iterable[DutyShift], places: Mapping[str, frozenset[int]], since: float) -> Shifts:
    """By person; `places` are the indices of groups by their platform's id, which two platforms may share."""
    shifts: defaultdict[str, list[Shift]] = defaultdict(list)
    for shift in duty:
        if (end := shift.end.timestamp()) >= since:
            where = None if shift.group is None else places.get(shift.group, frozenset())
            shifts[shift.account].append(Shift(shift.start.timestamp(), end, where))
    return shifts
