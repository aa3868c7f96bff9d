"""The audit trail: who did what to what; people as opaque keys."""

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.run import Entry
from shared.core.unreadable import Kept

_ENTRY: Convert = {"at": moment_of, "details": unpacked}


def entry_key(entry: Entry) -> keys.Key:
    """The same entry has the same key: written twice it is there once."""
    return keys.audit(entry.subject, entry.at, packed([entry.what, entry.by, entry.details]))


class TableAudit:
    def __init__(self, table: Table) -> None:
        self._table = table

    def write(self, entry: Entry) -> None:
        kept = {"details": packed(entry.details), "ttl": epoch(entry.at + retention.AUDIT)}
        self._table.put(entry_key(entry), {**entry._asdict(), **kept})

    def of(self, subject: str, limit: int) -> list[Entry]:
        search = Search(keys.audit_trail(subject), limit=limit, newest_first=True)
        reader = self._table.reader
        read = (reader.value(Kept.AUDIT, item, entry_of) for item in self._table.query(search))
        return [entry for entry in read if entry is not None]


def entry_of(item: Item) -> Entry:
    return filled(Entry, item, _ENTRY)
