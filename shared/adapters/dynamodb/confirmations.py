"""Who said when that all groups they look after are on record."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import filled, moment_of
from shared.adapters.dynamodb.refusals import Item
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import Confirmation
from shared.core.account import Account
from shared.core.unreadable import Kept


class TableConfirmations:
    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, confirmation: Confirmation) -> None:
        ends = epoch(confirmation.at + retention.CONFIRMATION)
        values = {**confirmation._asdict(), "ttl": ends}
        self._table.put(keys.confirmation(confirmation.account), values, over=True)

    def latest(self, accounts: Iterable[Account]) -> datetime | None:
        found = self._table.get_many(map(keys.confirmation, accounts))
        return max((one.at for one in self._read(found.values())), default=None)

    def all(self) -> Iterator[Confirmation]:
        return self._read(self._table.query(Search(keys.CONFIRMATIONS, hint=True)))

    def _read(self, items: Iterable[Item]) -> Iterator[Confirmation]:
        read = (self._table.reader.value(Kept.CONFIRMATION, item, confirmation_of) for item in items)
        return (one for one in read if one is not None)


def confirmation_of(item: Item) -> Confirmation:
    return filled(Confirmation, item, {"at": moment_of})
