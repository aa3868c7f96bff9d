"""Whatever crashes, is lost, throttled, repeated or late, and whoever's accounts are joined, parted or given away:
nobody is told twice, nobody at night, nobody is forgotten.
"""

import pytest

from tests.faults.seeds import ON_THE_FAKE, failures, parts


@pytest.mark.parametrize("seeds", parts(ON_THE_FAKE, 400), ids=str)
def test_every_promise_survives_every_schedule(seeds: range) -> None:
    assert failures(seeds) == []
