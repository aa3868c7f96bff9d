"""The same promises on the table: DynamoDB in this process, without a network."""

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from tests.faults.seeds import IN_PROCESS, failures, parts
from tests.support_ministack import new_table


@pytest.mark.parametrize("seeds", parts(IN_PROCESS, 45), ids=str)
def test_every_promise_survives_every_schedule(seeds: range) -> None:
    service = DirectClient()
    found = failures(seeds, lambda clock, token: open_ledger(service, new_table(service), clock, token))
    assert found == []
