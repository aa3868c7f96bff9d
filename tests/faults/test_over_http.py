"""The same promises over the network, and the same story of the same schedule on every store."""

from pathlib import Path

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from tests.fakes.ledger import fake_ledger
from tests.faults.harness import Play
from tests.faults.schedule import schedule
from tests.faults.seeds import OVER_HTTP, TRACED, failures, parts
from tests.support_ministack import client, new_table, serve_dynamodb

_OTHERS = 100_000
"""Where seeds begin that are played nowhere else."""


@pytest.mark.parametrize("seeds", parts(OVER_HTTP, 50), ids=str)
def test_every_promise_survives_over_the_network(tmp_path: Path, seeds: range) -> None:
    others = range(_OTHERS + seeds.start, _OTHERS + seeds.stop)
    with serve_dynamodb(tmp_path) as endpoint:
        service = client(endpoint)
        found = failures(others, lambda clock, token: open_ledger(service, new_table(service), clock, token))
    assert found == []


def test_the_fake_and_dynamodb_tell_the_same_story_of_the_same_schedule() -> None:
    service = DirectClient()
    for seed in range(TRACED):
        in_memory = Play(schedule(seed), fake_ledger).run()
        on_dynamodb = Play(
            schedule(seed), lambda clock, token: open_ledger(service, new_table(service), clock, token)
        ).run()
        assert in_memory.trace == on_dynamodb.trace, f"seed {seed}"
        assert in_memory.arrived() == on_dynamodb.arrived(), f"seed {seed}"
