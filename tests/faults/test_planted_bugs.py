"""The harness notices: every mistake that is planted breaks a promise within a bounded number of schedules."""

import pytest

from tests.faults.bugs import BUGS
from tests.faults.bugs_of_people import BUGS_OF_PEOPLE
from tests.faults.seeds import first_failure

_ALL = {**BUGS, **BUGS_OF_PEOPLE}


@pytest.mark.parametrize("name", _ALL)
def test_a_planted_bug_of_each_kind_is_found(name: str) -> None:
    assert first_failure(_ALL[name]) is not None
