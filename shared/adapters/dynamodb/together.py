"""Many conditional writes in few requests: in transactions, and one by one where a transaction came to nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from shared.adapters.dynamodb.keys import Key
from shared.adapters.dynamodb.refusals import Cancelled
from shared.adapters.dynamodb.table import Table
from shared.core.errors import StoreUnavailable

AT_ONCE = 25
"""Writes in one transaction."""


class Write(NamedTuple):
    """One conditional write of one item. Done twice it must come to the same."""

    key: Key
    request: Mapping[str, Any]
    """For `Table.transact`."""
    alone: Callable[[], None]
    """The same by itself; it knows what to do where its condition is not met."""


def write_together(table: Table, writes: Iterable[Write]) -> None:
    """All of them, in this order as far as one is about the same item as another. Raises what `alone` raises."""
    for some in _portions(writes):
        if len(some) == 1 or not _in_one(table, some):
            for write in some:
                write.alone()


def _in_one(table: Table, writes: list[Write]) -> bool:
    """False where nothing was written, or nobody can say: one of them lost, or somebody else was writing there."""
    try:
        table.transact([write.request for write in writes], rounds=1)
    except (Cancelled, StoreUnavailable):
        return False
    return True


def _portions(writes: Iterable[Write]) -> Iterator[list[Write]]:
    """No item comes twice in one of them: a transaction does not take that."""
    some: dict[Key, Write] = {}
    for write in writes:
        if len(some) == AT_ONCE or write.key in some:
            yield list(some.values())
            some = {}
        some[write.key] = write
    if some:
        yield list(some.values())
