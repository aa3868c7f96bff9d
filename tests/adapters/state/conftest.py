"""Opens each store: in memory, in moto, and in ministack in-process and over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.state.stores import Store, memory_store, table_store
from tests.support_ministack import client, inprocess_client, serve_dynamodb

Open = Callable[[], Store]


@pytest.fixture(scope="session")
def http_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A ministack of its own on loopback; it ends with the tests that need it."""
    folder: Path = tmp_path_factory.mktemp("ministack")
    with serve_dynamodb(folder) as endpoint:
        yield endpoint


@pytest.fixture(scope="session", params=["memory", "inprocess", "moto", "http"])
def open_store(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens an empty store of one kind."""
    if request.param == "memory":
        yield memory_store
    elif request.param == "inprocess":
        yield _opener(inprocess_client())
    elif request.param == "http":
        yield _opener(client(request.getfixturevalue("http_endpoint")))
    else:
        from moto import mock_aws  # late: it patches botocore, and takes a while

        with mock_aws():
            yield _opener(client())


def _opener(made: Any) -> Open:
    return lambda: table_store(made)


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store()
