"""The three patterns of mass posting, over one sender's posts in order of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from shared.core.mass_posting.store import LOUD, MEDIA, NIGHT, REPLY, Kept
from shared.core.mass_posting.values import Rules

Where = tuple[int, int]
"""A group's index and the ordinal of a period's date."""


class Hit(NamedTuple):
    """What counts of a sender where they were mass posting; times in seconds since the epoch."""

    posts: int
    groups: int
    mentions_all: bool
    first: float
    last: float


def hits(posts: Sequence[Kept], rules: Rules) -> dict[Where, Hit]:
    """In which groups and periods these posts are mass posting."""
    by_where: defaultdict[Where, list[Kept]] = defaultdict(list)
    for post in posts:
        by_where[post.place, post.day].append(post)
    spread = broadcasts(posts, rules) if len(by_where) >= rules.broadcast_groups else {}
    # What is no night post is an @all, and so a hit already: `is_frequent` only sees night posts.
    return {
        where: _hit(own, spread.get(where, 1), rules)
        for where, own in by_where.items()
        if where in spread or any(post.flags & LOUD for post in own) or is_frequent(own, rules)
    }


def is_frequent(posts: Sequence[Kept], rules: Rules) -> bool:
    """Whether one sender's night posts in one group and period are that many within that time, a burst as one."""
    if len(posts) < rules.frequent_posts:
        return False
    times = [post.ts for post in _bursts_once(posts, rules)]
    seconds = rules.frequent_minutes * 60
    lasts = islice(times, rules.frequent_posts - 1, None)
    return any(last - first <= seconds for first, last in zip(times, lasts, strict=False))


def broadcasts(posts: Iterable[Kept], rules: Rules) -> dict[Where, int]:
    """The most groups in one broadcast that reached a group and period. Windows begin with a post, replies left out."""
    sent = [post for post in posts if post.flags & (NIGHT | REPLY) == NIGHT]
    widest: dict[Where, int] = {}
    for window in _windows(sent, rules.broadcast_minutes * 60):
        groups = len({place for place, _ in window}) if len(window) >= rules.broadcast_groups else 0
        if groups >= rules.broadcast_groups:
            widest |= {where: max(groups, widest.get(where, 0)) for where in window}
    return widest


def _windows(sent: Sequence[Kept], seconds: int) -> Iterator[Counter[Where]]:
    """Where posts are in each window that begins with a post; a window that only lost some is left out."""
    inside: Counter[Where] = Counter()
    end = 0
    for first in sent:
        before = end
        while end < len(sent) and sent[end].ts - first.ts <= seconds:
            inside[sent[end].place, sent[end].day] += 1
            end += 1
        if end > before:
            yield inside
        inside[first.place, first.day] -= 1
        if not inside[first.place, first.day]:
            del inside[first.place, first.day]


def _hit(posts: Sequence[Kept], groups: int, rules: Rules) -> Hit:
    return Hit(
        posts=sum(1 for _ in _bursts_once(posts, rules)),
        groups=groups,
        mentions_all=any(post.flags & LOUD for post in posts),
        first=posts[0].ts,
        last=posts[-1].ts,
    )


def _bursts_once(posts: Iterable[Kept], rules: Rules) -> Iterator[Kept]:
    """One sender's posts in one group without the media posts that follow another within a minute."""
    burst_until = float("-inf")
    for post in posts:
        if post.flags & MEDIA:
            if post.ts <= burst_until:
                continue
            burst_until = post.ts + rules.media_seconds
        yield post
