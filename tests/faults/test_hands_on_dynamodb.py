"""Groups change hands on the table: DynamoDB in this process, and over the network."""

from pathlib import Path

import pytest

from tests.faults.seeds import HANDS_IN_PROCESS, HANDS_OVER_HTTP, failures_of_hands, others, parts
from tests.faults.tables import in_process, over_http


@pytest.mark.parametrize("seeds", parts(HANDS_IN_PROCESS, 12), ids=str)
def test_whose_a_group_is_survives_every_schedule(seeds: range) -> None:
    assert failures_of_hands(others(seeds), in_process()) == []


@pytest.mark.parametrize("seeds", parts(HANDS_OVER_HTTP, 50), ids=str)
def test_and_over_the_network(tmp_path: Path, seeds: range) -> None:
    with over_http(tmp_path) as store:
        assert failures_of_hands(others(seeds), store) == []
