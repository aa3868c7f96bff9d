"""Quiet-time counters in memory: the same eight bytes in the same sets."""

from collections.abc import Iterable, Iterator
from datetime import date

from shared.adapters.dynamodb import retention
from shared.adapters.dynamodb.keys import shard
from shared.app.ports.ports import Clock
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.mass_posting import quiet
from shared.core.model import Post, PostKind
from shared.core.signals import Heard


class FakeQuietTime:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sets: dict[date, dict[str, dict[str, set[bytes]]]] = {}

    def add(self, posts: Iterable[Heard]) -> None:
        new: dict[tuple[date, str, str], set[bytes]] = {}
        for heard in posts:
            post = heard.post
            if post.sender is not None and post.kind is not PostKind.SYSTEM:
                where = (quiet.bucket(post.ts), post.sender, post.group)
                new.setdefault(where, set()).add(quiet.element(heard))
        for (day, sender, group), elements in new.items():
            kept = self._sets.setdefault(day, {}).setdefault(sender, {}).setdefault(group, set())
            if len(kept) < quiet.MOST_POSTS:
                kept |= elements

    def posts(self, days: Iterable[date]) -> Iterator[Post]:
        for day in days:
            if day + retention.QUIET <= self._clock.now().date():
                continue
            senders = self._sets.get(day, {})
            for sender in sorted(senders, key=lambda sender: (shard(sender, ACCOUNT_SHARDS), sender)):
                for group in sorted(senders[sender]):
                    elements = sorted(senders[sender][group])[: quiet.MOST_POSTS]
                    yield from quiet.posts(day, group, sender, elements)
