"""DynamoDB for tests that is not a fake: ministack called in-process, or over HTTP, with the template's own table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.stack import process
from local.stack.inprocess import client, inprocess_client, new_table, table_definition
from local.stack.tools import MissingTool
from tests.support import skip_without

__all__ = ["client", "inprocess_client", "new_table", "serve_dynamodb", "table_definition"]


@contextmanager
def serve_dynamodb(folder: Path) -> Iterator[str]:
    """A ministack over HTTP on a free port of loopback, which keeps its things in `folder`; its address."""
    try:
        emulator = process.start(folder, auth=False, tied=True)
    except MissingTool as missing:
        skip_without(missing)
    try:
        yield emulator.endpoint
    finally:
        process.stop(folder)
