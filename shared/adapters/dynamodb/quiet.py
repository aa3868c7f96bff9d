"""Posts in rest hours: one item for each sender and UTC day, a set of eight bytes for each group in it.

Adding to a set is idempotent, so duplicates and any order come to the same; many posts of one sender are one write.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch, text
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search, Update
from shared.adapters.dynamodb.table import ROUNDS, Table
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.errors import StoreUnavailable
from shared.core.mass_posting import quiet
from shared.core.model import Post, PostKind
from shared.core.signals import Heard
from shared.core.unreadable import Kept

_GROUP = "group:"
"""An attribute's name begins so; `Group.key` follows."""
_ROOM = 250_000
"""Bytes that may have been added to one item, repeats included: far below the 409,600 at which a write fails for good."""
_GROUPS_A_WRITE = 20
"""So many terms fit in one expression."""

Sets = Mapping[str, set[bytes]]


class TableQuietTime:
    def __init__(self, table: Table, room: int = _ROOM) -> None:
        self._table = table
        self._room = room

    def add(self, posts: Iterable[Heard]) -> None:
        for (day, sender), sets in _gathered(posts).items():
            groups = sorted(sets)
            for start in range(0, len(groups), _GROUPS_A_WRITE):
                self._add(
                    day, sender, {group: sets[group] for group in groups[start : start + _GROUPS_A_WRITE]}
                )

    def _add(self, day: date, sender: str, sets: Sets) -> None:
        """Groups in which the sender has the most that is kept are left out, and the others tried again."""
        for _ in range(ROUNDS):
            try:
                self._table.update(_addition(day, sender, sets, self._room))
            except Lost as lost:
                stored = lost.item or {}
                if stored and self._table.reader.value(Kept.QUIET, stored, posts_of, day.isoformat()) is None:
                    return  # its day is unknown already, and what cannot be read is not written over
                sets = _with_room(sets, stored, self._room)
                if not sets:
                    return
            else:
                return
        raise StoreUnavailable("update_item", "contended")

    def posts(self, days: Iterable[date]) -> Iterator[Post]:
        for day in days:
            for shard in range(ACCOUNT_SHARDS):
                for item in self._table.query(Search(keys.quiet_shard(day, shard))):
                    read = self._table.reader.value(Kept.QUIET, item, posts_of, day.isoformat())
                    yield from read or ()


def _gathered(posts: Iterable[Heard]) -> Mapping[tuple[date, str], dict[str, set[bytes]]]:
    """By sender and day. Nobody's and the platform's own posts are nobody's doing."""
    gathered: dict[tuple[date, str], dict[str, set[bytes]]] = {}
    for heard in posts:
        post = heard.post
        if post.sender is not None and post.kind is not PostKind.SYSTEM:
            sets = gathered.setdefault((quiet.bucket(post.ts), post.sender), {})
            sets.setdefault(post.group, set()).add(quiet.element(heard))
    return gathered


def _addition(day: date, sender: str, sets: Sets, room: int) -> Update:
    places = {f"g{number}": group for number, group in enumerate(sets)}
    below = [f"(attribute_not_exists(#{place}) OR size(#{place}) < :most)" for place in places]
    size = sum(len(elements) * quiet.ELEMENT_BYTES + len(group) + 10 for group, elements in sets.items())
    midnight = datetime.combine(day, time.min, UTC)
    return Update(
        keys.quiet(day, sender),
        "#sender = :sender, #ttl = :ttl",
        adds=", ".join(["#added :size", *(f"#{place} :{place}" for place in places)]),
        when=" AND ".join(["(attribute_not_exists(#added) OR #added < :room)", *below]),
        values={
            "sender": sender,
            "ttl": epoch(midnight + retention.QUIET),
            "size": size,
            "room": room,
            "most": quiet.MOST_POSTS,
            **{place: sets[group] for place, group in places.items()},
        },
        names={f"#{place}": attribute_name(group) for place, group in places.items()},
    )


def attribute_name(group: str) -> str:
    return _GROUP + text(group)


def _with_room(sets: Sets, stored: Item, room: int) -> Sets:
    if stored.get("added", 0) >= room:
        return {}
    return {
        group: elements
        for group, elements in sets.items()
        if len(stored.get(attribute_name(group), ())) < quiet.MOST_POSTS
    }


def posts_of(item: Item) -> list[Post]:
    day, sender = keys.quiet_day(item["PK"]), item["sender"]
    return [
        post
        for name in sorted(item)
        if name.startswith(_GROUP)
        for post in quiet.posts(day, name.removeprefix(_GROUP), sender, _elements(item[name]))
    ]


def _elements(stored: frozenset[bytes]) -> list[bytes]:
    if any(len(element) != quiet.ELEMENT_BYTES for element in stored):
        raise ValueError("an element is cut off")
    return sorted(stored)[: quiet.MOST_POSTS]
