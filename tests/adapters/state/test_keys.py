"""Keys: no id, however hostile, is read as another's, and their order is kept."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb import keys
from shared.core.case import CaseKey
from shared.core.errors import RejectedRequest
from tests.adapters.state.stores import HOSTILE, NOW, TODAY

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(database=None, max_examples=300)
@given(TEXTS, TEXTS)
def test_the_escape_keeps_texts_apart_and_in_order(one: str, other: str) -> None:
    assert (keys.escaped(one) < keys.escaped(other)) is (one < other)
    assert (keys.escaped(one) == keys.escaped(other)) is (one == other)
    assert "#" not in keys.escaped(one)


@settings(database=None, max_examples=200)
@given(TEXTS, TEXTS)
def test_a_group_s_keys_begin_with_its_own_prefix_and_nobody_else_s(one: str, other: str) -> None:
    prefix = keys.parts_of(one).sk
    theirs = [
        keys.part(other, "meta"),
        keys.case(CaseKey(other, "group_name")),
        keys.waiver(other, None),
        keys.filed(other),
    ]
    assert all(key.sk.startswith(prefix) is (one == other) for key in theirs)


@settings(database=None, max_examples=200)
@given(TEXTS)
def test_what_hints_carry_comes_back(text: str) -> None:
    assert keys.due_account(keys.due_entry(NOW, text).sk) == text
    key = CaseKey(text, "group_name")
    assert keys.due_case_key(keys.due_case(NOW, text, key).sk) == key
    assert keys.filed_group(keys.filed_entry(NOW, "wecom:wang", text).sk) == text
    assert keys.open_account_day(keys.open_nudge(NOW, text, TODAY).sk) == (text, TODAY)


def test_a_bound_lies_after_everything_of_its_moment_and_before_the_next() -> None:
    for person in (*HOSTILE, "\x7f\U0010ffff"):
        entry = keys.due_entry(NOW, person).sk
        assert keys.until(NOW - timedelta(microseconds=1)) < entry < keys.until(NOW)


def test_ids_of_any_real_length_fit_and_absurd_ones_are_refused() -> None:
    long = "群" * 83
    for key in (
        keys.part(long, "waiver#incomplete_announcement"),
        keys.due_case(NOW, long, CaseKey(long, "x")),
        keys.filed_entry(NOW, long, long),
    ):
        assert len(key.sk.encode()) <= 1_024
        assert len(key.pk.encode()) <= 2_048
    for key_of in (keys.parts_of, keys.profile, lambda text: keys.due_entry(NOW, text)):
        with pytest.raises(RejectedRequest, match="id_too_long"):
            key_of("x" * 251)


def test_half_a_surrogate_pair_is_a_text_like_any_other() -> None:
    assert keys.escaped("a\ud800") == keys.escaped("a?")


def test_shards_are_the_same_everywhere_and_evenly_filled() -> None:
    counts = [0] * 16
    for number in range(1_600):
        counts[keys.shard(f"pigeon:oc_{number}", 16)] += 1
    assert keys.shard("pigeon:oc_1", 16) == 9
    assert 50 < min(counts) <= max(counts) < 150


def test_no_two_kinds_of_item_share_a_partition() -> None:
    text = "x"
    partitions = [
        keys.inventory(0),
        keys.due_accounts(0),
        keys.due_to(text),
        keys.outbox(text, TODAY).pk,
        keys.OPEN_NUDGES,
        keys.quiet_shard(TODAY, 0),
        keys.DIRTY,
        keys.profiles(0),
        keys.people_in_force().pk,
        keys.people(text, 0),
        keys.departments(text),
        keys.REFUSED,
        keys.runs(text),
        keys.lease(text).pk,
        keys.cursor(text).pk,
        keys.platform_state(text).pk,
        keys.listing_part(text, text, 0).pk,
        keys.budget(text).pk,
        keys.CHECKS,
        keys.REQUESTS,
        keys.audit_trail(text),
        keys.seen(text).pk,
        keys.policy().pk,
    ]
    kinds = [pk.partition("#")[0] for pk in partitions]
    assert all(one != other for one, other in itertools.combinations(kinds, 2))
