"""Stores for schedules: each schedule gets an empty table of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from tests.faults.seeds import Store
from tests.support_ministack import client, new_table, serve_dynamodb


def of(client: Any) -> Store:
    return lambda clock, token: open_ledger(client, new_table(client), clock, token)


def in_process() -> Store:
    """DynamoDB without a network."""
    return of(DirectClient())


@contextmanager
def over_http(folder: Path) -> Iterator[Store]:
    with serve_dynamodb(folder) as endpoint:
        yield of(client(endpoint))
