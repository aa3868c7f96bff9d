"""Where posts wait to be counted: twenty bytes each, whoever wrote them."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NIGHT = 1
"""Counts as a night post; without it, only for its @all."""
DOUBTFUL = 2
"""Whether it counts depends on a calendar that is not known."""
LOUD = 4
"""An @all."""
REPLY = 8
MEDIA = 16
_PLACE_SHIFT = 5
_FLAGS = (1 << _PLACE_SHIFT) - 1


class Kept(NamedTuple):
    """A kept post of a sender; sorts by time."""

    ts: float
    place: int
    """Index of the group."""
    day: int
    """Ordinal of the date that names the period."""
    flags: int


class Store:
    """Kept posts of everybody, senders and groups as indices."""

    __slots__ = ("day", "sender", "tagged_place", "ts")

    def __init__(self) -> None:
        self.ts = array("d")
        self.sender = array("I")
        self.day = array("I")
        self.tagged_place = array("I")
        """Index of the group and, in the lowest bits, the post's flags."""

    def keep(self, ts: float, sender: int, place: int, day: int, flags: int) -> None:
        self.ts.append(ts)
        self.sender.append(sender)
        self.day.append(day)
        self.tagged_place.append(place << _PLACE_SHIFT | flags)

    def by_sender(self, at_least: int) -> Iterator[tuple[int, list[Kept]]]:
        """Every sender with that many posts, or with an @all, and their posts in order of time."""
        counts = Counter(self.sender)
        loud = {
            sender for sender, tagged in zip(self.sender, self.tagged_place, strict=True) if tagged & LOUD
        }
        wanted = {sender: count for sender, count in counts.items() if count >= at_least or sender in loud}
        order = self._sorted_by_sender(wanted)
        start = 0
        for sender, count in wanted.items():
            yield sender, self._kept(order[start : start + count])
            start += count

    def _sorted_by_sender(self, wanted: dict[int, int]) -> "array[int]":
        """Positions of the wanted senders' posts, a sender's together: a counting sort, for the memory's sake."""
        cursor, total = {}, 0
        for sender, count in wanted.items():
            cursor[sender] = total
            total += count
        order = array("I", bytes(4 * total))
        for position, sender in enumerate(self.sender):
            at = cursor.get(sender)
            if at is not None:
                order[at] = position
                cursor[sender] = at + 1
        return order

    def _kept(self, positions: Iterable[int]) -> list[Kept]:
        """In order of time."""
        ts, days, tagged = self.ts, self.day, self.tagged_place
        return sorted(
            [Kept(ts[at], (tag := tagged[at]) >> _PLACE_SHIFT, days[at], tag & _FLAGS) for at in positions]
        )
