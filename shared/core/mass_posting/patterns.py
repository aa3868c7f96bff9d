"""The three patterns of mass posting, over one sender's posts in order of time."""

from collections import defaultdict, deque
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
    found: dict[Where, Hit] = {}
    for where, own in by_where.items():
        flags = 0
        for post in own:
            flags |= post.flags
        # What is no night post is an @all, and so a hit already: `is_frequent` only sees night posts.
        if where in spread or flags & LOUD or is_frequent(own, rules):
            count = sum(1 for _ in _bursts_once(own, rules)) if flags & MEDIA else len(own)
            found[where] = Hit(count, spread.get(where, 1), bool(flags & LOUD), own[0].ts, own[-1].ts)
    return found


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
    seconds = rules.broadcast_minutes * 60
    widths = _widths(sent, seconds)
    widest: dict[Where, int] = {}
    reaching: deque[int] = deque()
    """Beginnings of the windows that reach the post at hand, the widest first: a sliding maximum."""
    for at, post in enumerate(sent):
        while reaching and widths[reaching[-1]] <= widths[at]:
            reaching.pop()
        reaching.append(at)
        while post.ts - sent[reaching[0]].ts > seconds:
            reaching.popleft()
        groups = widths[reaching[0]]
        if groups >= rules.broadcast_groups and groups > widest.get((post.place, post.day), 0):
            widest[post.place, post.day] = groups
    return widest


def _widths(sent: Sequence[Kept], seconds: int) -> list[int]:
    """How many groups are in the window that begins with each post."""
    inside: defaultdict[int, int] = defaultdict(int)
    widths: list[int] = []
    end = 0
    for first in sent:
        while end < len(sent) and sent[end].ts - first.ts <= seconds:
            inside[sent[end].place] += 1
            end += 1
        widths.append(len(inside))
        inside[first.place] -= 1
        if not inside[first.place]:
            del inside[first.place]
    return widths


def _bursts_once(posts: Iterable[Kept], rules: Rules) -> Iterator[Kept]:
    """One sender's posts in one group without the media posts that follow another within a minute."""
    burst_until = float("-inf")
    for post in posts:
        if post.flags & MEDIA:
            if post.ts <= burst_until:
                continue
            burst_until = post.ts + rules.media_seconds
        yield post
