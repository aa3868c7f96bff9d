"""Whatever crashes, is lost, throttled, repeated or late, and whoever's accounts are joined, parted or given away:
nobody is told twice, nobody at night, nobody is forgotten; where the second platform is the pigeon post, which proves nothing.
"""

import pytest

from tests.faults.schedule import Proves
from tests.faults.seeds import ON_THE_FAKE, failures, where


@pytest.mark.parametrize("seeds", where(Proves.NOTHING, ON_THE_FAKE, 200), ids=str)
def test_every_promise_survives_every_schedule(seeds: range) -> None:
    assert failures(seeds) == []
