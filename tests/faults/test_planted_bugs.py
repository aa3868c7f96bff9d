"""The harness notices: every mistake that is planted breaks a promise within a bounded number of schedules."""

import pytest

from tests.faults.bugs import BUGS
from tests.faults.bugs_of_hands import BUGS_OF_HANDS
from tests.faults.bugs_of_people import BUGS_OF_PEOPLE
from tests.faults.bugs_of_proof import BUGS_OF_PROOF
from tests.faults.seeds import failures_of_hands, first_failure

_ALL = {**BUGS, **BUGS_OF_PEOPLE, **BUGS_OF_PROOF}
_BEGIN = {
    "claim_that_ends_early": 900,
    "content_rebuilt_on_takeover": 1100,
    "frozen_under_a_stale_register": 800,
    "repeated_without_a_second_look": 3400,
    "silence_taken_for_refusal": 250,
    "taken_row_forgotten": 400,
    "waiver_left_out": 250,
}
"""Where to begin with those that few schedules show, since a schedule takes 30 ms."""


@pytest.mark.parametrize("name", _ALL)
def test_a_planted_bug_of_each_kind_is_found(name: str) -> None:
    assert first_failure(_ALL[name], _BEGIN.get(name, 0)) is not None


@pytest.mark.parametrize("name", BUGS_OF_HANDS)
def test_a_planted_bug_about_whose_a_group_is_is_found(name: str) -> None:
    assert first_failure(BUGS_OF_HANDS[name], 0, failures_of_hands) is not None
