"""What people said themselves of their leave: one item an account, all of them in one partition, since few are away at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import day_of, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.leave import Leave
from shared.core.unreadable import Kept


class TableLeaves:
    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, leave: Leave) -> None:
        """One that was taken back is written over, since whoever says it may delete nothing."""
        values = {
            "account": leave.account,
            "entry": packed([leave.since, leave.until]),
            "at": leave.at,
            "ttl": epoch(leave_ends(leave)),
        }
        self._table.put(keys.leave(leave.account), values, over=True)

    def all(self) -> Iterator[Leave]:
        for item in self._table.query(Search(keys.LEAVES)):
            read = self._table.reader.value(Kept.LEAVE, item, leave_of, keys.unescaped(item["SK"]))
            if read is not None:
                yield read


def leave_ends(leave: Leave) -> datetime:
    """When it is forgotten."""
    after = max(leave.since, leave.until) + timedelta(days=1) + retention.LEAVE
    return datetime.combine(after, time.min, UTC)


def leave_of(item: Item) -> Leave:
    since, until = unpacked(item["entry"])
    return Leave(item["account"], day_of(since), day_of(until), moment_of(item["at"]))
