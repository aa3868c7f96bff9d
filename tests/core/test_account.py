"""Accounts: one text that names a platform and whatever that platform calls somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.core.account import account, id_of, is_account, platform_of


@given(st.sampled_from(["pigeon", "wecom", "slack"]), st.text(min_size=1))
def test_an_account_is_parted_at_its_first_colon_whatever_its_id_holds(platform: str, identity: str) -> None:
    named = account(platform, identity)
    assert (platform_of(named), id_of(named)) == (platform, identity)
    assert is_account(named)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("pigeon:ou_1", True),
        ("wecom:wang:fang", True),
        ("wecom:Wang Fang", True),
        ("ou_1", False),
        ("pigeon:", False),
        (":ou_1", False),
        ("", False),
        ("Wang Fang: sales", False),
    ],
)
def test_what_lacks_a_part_or_reads_like_a_sentence_is_no_account(text: str, *, known: bool) -> None:
    assert is_account(text) is known
