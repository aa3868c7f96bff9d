"""Posts in rest hours as eight bytes: the same message is always the same element, and nothing else comes back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.core.mass_posting.quiet import ELEMENT_BYTES, MOST_POSTS, bucket, buckets, element, posts
from shared.core.model import Post, PostKind
from shared.core.signals import Heard

DAY = date(2026, 5, 11)
MIDNIGHT = datetime(2026, 5, 11, tzinfo=UTC).timestamp()
flags = st.fixed_dictionaries({name: st.booleans() for name in ("mentions_all", "urgent", "reply", "media")})
seconds = st.floats(0, 86_399.999)
kinds = st.sampled_from([PostKind.HUMAN, PostKind.BOT])


@given(seconds, flags, kinds, st.text(max_size=40))
def test_what_is_kept_comes_back_to_the_second(
    second: float, flags: dict[str, bool], kind: PostKind, message: str
) -> None:
    post = Post("pigeon:g1", "wang", MIDNIGHT + second, kind, **flags)
    raw = element(Heard(post, message))
    assert len(raw) == ELEMENT_BYTES
    assert raw == element(Heard(post, message))
    assert list(posts(DAY, "pigeon:g1", "wang", [raw])) == [post._replace(ts=MIDNIGHT + int(second))]


@pytest.mark.parametrize(
    ("post", "stored"),
    [
        ({}, "00c4e5f1a5a9e668"),
        ({"mentions_all": True, "reply": True}, "0ac4e5f1a5a9e668"),
        ({"kind": PostKind.BOT, "urgent": True, "media": True}, "34c4e5f1a5a9e668"),
    ],
)
def test_the_bytes_of_a_kept_post_stay_as_they_are_since_older_ones_are_read_back(
    post: dict[str, Any], stored: str
) -> None:
    said: dict[str, Any] = {
        "group": "pigeon:g1",
        "sender": "wang",
        "ts": MIDNIGHT + 14 * 3600 + 5,
        "kind": PostKind.HUMAN,
    }
    assert element(Heard(Post(**(said | post)), "om_1")).hex() == stored


def test_a_flood_is_kept_up_to_five_hundred_posts() -> None:
    assert MOST_POSTS == 500


def test_messages_of_one_second_are_told_apart_and_posts_come_in_order_of_time() -> None:
    def raw(second: int, message: str, *, loud: bool = False) -> bytes:
        return element(Heard(Post("g", "s", MIDNIGHT + second, PostKind.HUMAN, mentions_all=loud), message))

    kept = {raw(5, "a"), raw(5, "b"), raw(5, "a"), raw(4, "c", loud=True)}
    assert [post.ts - MIDNIGHT for post in posts(DAY, "g", "s", kept)] == [4, 5, 5]


def test_buckets_are_days_of_utc_with_both_ends() -> None:
    assert bucket(MIDNIGHT - 1) == date(2026, 5, 10)
    assert bucket(MIDNIGHT) == DAY
    since, until = datetime(2026, 5, 9, 23, 59, tzinfo=UTC), datetime(2026, 5, 11, tzinfo=UTC)
    assert buckets(since, until) == [date(2026, 5, 9), date(2026, 5, 10), DAY]
    assert buckets(until, until) == [DAY]
