"""From kept posts to rows: who is excused, which patterns there are, and where the answer is not known."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from shared.core.mass_posting.patterns import Hit, hits
from shared.core.mass_posting.store import DOUBTFUL, Kept, Store
from shared.core.mass_posting.timetable import Timetable
from shared.core.mass_posting.values import MassPosting, MassSender, Rules


class Shift(NamedTuple):
    """From and until when somebody was on duty, both included, seconds since the epoch."""

    start: float
    end: float
    places: frozenset[int] | None
    """Indices of the groups that it is for; None: all of them."""

    def covers(self, post: Kept) -> bool:
        return self.start <= post.ts <= self.end and (self.places is None or post.place in self.places)


Shifts = Mapping[str, Sequence[Shift]]
"""By person."""


class Excuses(NamedTuple):
    """What makes posts not count."""

    urgent: Mapping[int, Sequence[float]]
    """By group: when urgent posts were sent, ascending."""
    urgent_seconds: float
    duty: Shifts

    def left(self, sender: str, posts: Sequence[Kept]) -> list[Kept]:
        """The posts that count."""
        shifts = self.duty.get(sender, ())
        if not shifts and not self.urgent:
            return list(posts)
        return [post for post in posts if not self._is_excused(post, shifts)]

    def _is_excused(self, post: Kept, shifts: Sequence[Shift]) -> bool:
        if any(shift.covers(post) for shift in shifts):
            return True
        urgent = self.urgent.get(post.place)
        if urgent is None:
            return False
        before = bisect_right(urgent, post.ts)
        return before > 0 and post.ts - urgent[before - 1] <= self.urgent_seconds


class Found(NamedTuple):
    """What was found of one group, by the ordinal of its periods' dates."""

    mass: dict[int, list[tuple[str, Hit]]]
    """The senders that were mass posting, whatever any doubtful post is."""
    doubtful: set[int]
    """Where somebody was mass posting if the doubtful posts count."""


def find(store: Store, senders: Sequence[str], excuses: Excuses, rules: Rules) -> dict[int, Found]:
    """By group: what is found. Senders are indices into `senders`."""
    found: defaultdict[int, Found] = defaultdict(lambda: Found(defaultdict(list), set()))
    at_least = min(rules.frequent_posts, rules.broadcast_groups)
    for index, kept in store.by_sender(at_least):
        sender = senders[index]
        posts = excuses.left(sender, kept)
        sure = [post for post in posts if not post.flags & DOUBTFUL]
        for (place, day), hit in hits(sure, rules).items():
            found[place].mass[day].append((sender, hit))
        for place, day in hits(posts, rules) if len(sure) < len(posts) else ():
            found[place].doubtful.add(day)
    return found


def rows(found: Found, table: Timetable, missed_until: datetime | None) -> tuple[MassPosting, ...]:
    """One row a period looked at, in order, and one for all that were not seen; None: nothing was missed."""
    known = {period.day: row for period in table.looked_at if (row := _row(period.day, found, table.zone))}
    ordered = tuple(known.values())
    if missed_until is None:
        return ordered
    missed = [one.day for one in table.looked_at if one.start < missed_until and one.day not in known]
    if not missed:
        return ordered
    unseen = MassPosting(
        missed[0], (), "not_observed_then", zone=table.zone, periods=len(missed), last=missed[-1]
    )
    return (*ordered, unseen)


def _row(day: date, found: Found, zone: tzinfo) -> MassPosting | None:
    ordinal = day.toordinal()
    if senders := found.mass.get(ordinal):
        named = sorted((_sender(sender, hit) for sender, hit in senders), key=lambda one: (one.first, one.id))
        return MassPosting(day, tuple(named), zone=zone)
    if ordinal in found.doubtful:
        return MassPosting(day, (), "calendar_not_known", zone=zone)
    return None


def _sender(sender: str, hit: Hit) -> MassSender:
    return MassSender(
        id=sender,
        posts=hit.posts,
        groups=hit.groups,
        mentions_all=hit.mentions_all,
        first=datetime.fromtimestamp(hit.first, UTC),
        last=datetime.fromtimestamp(hit.last, UTC),
    )
