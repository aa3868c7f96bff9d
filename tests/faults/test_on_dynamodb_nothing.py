"""The same promises on the table, where the second platform is the pigeon post, which proves nothing: DynamoDB in this process, without a network."""

import pytest

from tests.faults.schedule import Proves
from tests.faults.seeds import IN_PROCESS, failures, where
from tests.faults.tables import in_process


@pytest.mark.parametrize("seeds", where(Proves.NOTHING, IN_PROCESS, 30), ids=str)
def test_every_promise_survives_every_schedule(seeds: range) -> None:
    assert failures(seeds, in_process()) == []
