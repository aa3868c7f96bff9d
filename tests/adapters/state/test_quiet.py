"""Quiet-time counters: exact under duplicates and any order, up to what is a flood."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from shared.core.mass_posting.quiet import MOST_POSTS, bucket
from shared.core.model import Post, PostKind
from shared.core.signals import Heard
from tests.adapters.state.stores import DAY, HOSTILE, NOW, TODAY, Store, heard

NIGHT = datetime(2026, 10, 12, 15, 30, tzinfo=UTC)


def counted(store: Store) -> list[Post]:
    return list(store.ledger.quiet.posts([TODAY]))


def as_kept(one: Heard) -> Post:
    return one.post._replace(ts=float(int(one.post.ts)))


def test_a_post_comes_back_to_the_second_with_all_that_the_rules_need(store: Store) -> None:
    one = heard(1, at=NIGHT, mentions_all=True, urgent=True, reply=True, media=True, kind=PostKind.BOT)
    two = heard(2, at=NIGHT + timedelta(seconds=1))
    store.ledger.quiet.add([two, one])
    assert counted(store) == [as_kept(one), as_kept(two)]


@pytest.mark.parametrize("seed", range(4))
def test_duplicates_and_any_order_come_to_the_same(store: Store, seed: int) -> None:
    posts = [
        heard(number, f"pigeon:oc_{number % 3}", f"ou_{number % 4}", NIGHT + number * timedelta(seconds=7))
        for number in range(60)
    ]
    dice = random.Random(seed)
    deliveries = posts + dice.sample(posts, 30)
    dice.shuffle(deliveries)
    for start in range(0, len(deliveries), 8):
        store.ledger.quiet.add(deliveries[start : start + 8])
    assert sorted(counted(store)) == sorted(as_kept(one) for one in posts)


def test_a_duplicate_within_one_batch_counts_once(store: Store) -> None:
    store.ledger.quiet.add([heard(1), heard(1), heard(1)])
    assert len(counted(store)) == 1


def test_what_nobody_said_is_not_counted(store: Store) -> None:
    store.ledger.quiet.add([heard(1, sender=None), heard(2, kind=PostKind.SYSTEM)])
    store.ledger.quiet.add([])
    assert counted(store) == []


def test_days_are_apart(store: Store) -> None:
    late = datetime(2026, 10, 12, 23, 59, 59, tzinfo=UTC)
    posts = [heard(1, at=late), heard(2, at=late + timedelta(seconds=1))]
    store.ledger.quiet.add(posts)
    assert counted(store) == [as_kept(posts[0])]
    days = [TODAY + DAY, TODAY]
    assert list(store.ledger.quiet.posts(days)) == [as_kept(posts[1]), as_kept(posts[0])]
    assert bucket(posts[1].post.ts) == TODAY + DAY


def test_one_sender_in_many_groups_is_counted_in_each(store: Store) -> None:
    posts = [heard(1, f"pigeon:oc_{number}") for number in range(55)]
    store.ledger.quiet.add(posts)
    assert sorted(post.group for post in counted(store)) == sorted(one.post.group for one in posts)


def test_a_flood_is_kept_up_to_a_bound_and_other_groups_still_count(store: Store) -> None:
    flood = [heard(number, at=NIGHT + timedelta(seconds=number)) for number in range(MOST_POSTS + 40)]
    store.ledger.quiet.add(flood[:MOST_POSTS])
    store.ledger.quiet.add([*flood[MOST_POSTS:], heard(1, "pigeon:oc_2", at=NIGHT)])
    posts = counted(store)
    assert sum(post.group == "pigeon:oc_1" for post in posts) == MOST_POSTS
    assert sum(post.group == "pigeon:oc_2" for post in posts) == 1


def test_a_flood_in_one_batch_is_shown_up_to_the_same_bound(store: Store) -> None:
    store.ledger.quiet.add([heard(n, at=NIGHT + timedelta(seconds=n)) for n in range(MOST_POSTS + 40)])
    assert len(counted(store)) == MOST_POSTS


def test_senders_and_groups_are_never_taken_for_one_another(store: Store) -> None:
    for id_ in HOSTILE:
        store.ledger.quiet.add([heard(1, f"pigeon:{id_}", id_)])
    assert {(post.group, post.sender) for post in counted(store)} == {
        (f"pigeon:{id_}", id_) for id_ in HOSTILE
    }
    assert len(counted(store)) == len(HOSTILE)


def test_counters_are_kept_for_two_weeks(store: Store) -> None:
    store.ledger.quiet.add([heard(1)])
    store.clock.at = NOW + 13 * DAY
    assert len(counted(store)) == 1
    store.clock.at = NOW + 15 * DAY
    assert counted(store) == []
