"""How a post in rest hours is kept: eight bytes in a set, so that a duplicate or a late one changes nothing."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from shared.core.model import Post, PostKind
from shared.core.signals import Heard

ELEMENT_BYTES = 8
MOST_POSTS = 500
"""Of one sender in one group and bucket: a flood is a flood."""
_DAY = 86_400
_SECOND_BITS = 17
"""A day has fewer seconds than 2 to the 17th; the seven bits above them are flags."""
_MENTIONS_ALL, _URGENT, _REPLY, _MEDIA, _BOT = (1 << (_SECOND_BITS + bit) for bit in range(5))


def bucket(ts: float) -> date:
    """The UTC day of a moment in seconds since the epoch."""
    return datetime.fromtimestamp(ts, UTC).date()


def buckets(since: datetime, until: datetime) -> list[date]:
    """Every bucket that a moment of [since, until] may lie in."""
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def element(heard: Heard) -> bytes:
    """Three bytes of second and flags, five of the message id's hash. The same message is always the same element."""
    post = heard.post
    word = int(post.ts) % _DAY
    flags = (
        (post.mentions_all, _MENTIONS_ALL),
        (post.urgent, _URGENT),
        (post.reply, _REPLY),
        (post.media, _MEDIA),
        (post.kind is PostKind.BOT, _BOT),
    )
    word |= sum(flag for is_set, flag in flags if is_set)
    return word.to_bytes(3, "big") + hashlib.sha256(heard.message_id.encode("utf-8", "replace")).digest()[:5]


def posts(day: date, group: str, sender: str, elements: Iterable[bytes]) -> Iterable[Post]:
    """The posts that a bucket's elements stand for, in order of time, to the second."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    for raw in sorted(elements, key=lambda raw: _word(raw) & ((1 << _SECOND_BITS) - 1)):
        word = _word(raw)
        yield Post(
            group=group,
            sender=sender,
            ts=midnight + (word & ((1 << _SECOND_BITS) - 1)),
            kind=PostKind.BOT if word & _BOT else PostKind.HUMAN,
            mentions_all=bool(word & _MENTIONS_ALL),
            urgent=bool(word & _URGENT),
            reply=bool(word & _REPLY),
            media=bool(word & _MEDIA),
        )


def _word(raw: bytes) -> int:
    return int.from_bytes(raw[:3], "big")
