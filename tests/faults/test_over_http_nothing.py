"""The same promises over the network, where the second platform is the pigeon post, which proves nothing."""

from pathlib import Path

import pytest

from tests.faults.schedule import Proves
from tests.faults.seeds import OVER_HTTP, failures, others, where
from tests.faults.tables import over_http


@pytest.mark.parametrize("seeds", where(Proves.NOTHING, OVER_HTTP, 50), ids=str)
def test_every_promise_survives_every_schedule(tmp_path: Path, seeds: range) -> None:
    with over_http(tmp_path) as store:
        assert failures(others(seeds), store) == []
