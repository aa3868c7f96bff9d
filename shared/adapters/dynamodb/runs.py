"""What ran, who runs, and how far it came."""

import os
from collections.abc import Callable
from datetime import datetime

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import MOMENT_WIDTH, epoch
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.run import Run
from shared.core.unreadable import Kept

_FREE = "attribute_not_exists(#PK) OR (#until <= :now AND size(#until) = :width)"
"""A moment that is cut off would lie before every other."""
_RUN: Convert = {"started": moment_of, "ended": moment_of, "counts": unpacked, "notes": unpacked}


def new_token() -> str:
    return os.urandom(16).hex()


class TableRuns:
    def __init__(self, table: Table, token: Callable[[], str] = new_token) -> None:
        self._table = table
        self._token = token

    def lease(self, name: str, *, now: datetime, until: datetime) -> str | None:
        token = self._token()
        values = {"token": token, "until": until, "ttl": epoch(until + retention.LEASE)}
        try:
            self._table.put(keys.lease(name), values, _FREE, {"now": now, "width": MOMENT_WIDTH})
        except Lost as lost:
            if lost.item is not None:
                self._table.reader.needed(Kept.LEASE, lost.item, lease_of)
            return None
        return token

    def unlease(self, name: str, token: str) -> None:
        try:
            self._table.delete(keys.lease(name), "#token = :token", {"token": token})
        except Lost:
            return

    def record(self, run: Run) -> None:
        packs = {"counts": packed(run.counts), "notes": packed(run.notes)}
        values = {**run._asdict(), **packs, "ttl": epoch(run.started + retention.RUN)}
        self._table.put(keys.run(run.function, run.started, run.id), values)

    def recent(self, function: str, limit: int) -> list[Run]:
        search = Search(keys.runs(function), limit=limit, newest_first=True)
        read = (self._table.reader.value(Kept.RUN, item, run_of) for item in self._table.query(search))
        return [run for run in read if run is not None]

    def cursor(self, name: str) -> str | None:
        item = self._table.get(keys.cursor(name))
        return self._table.reader.value(Kept.CURSOR, item, cursor_of, name) if item else None

    def set_cursor(self, name: str, value: str | None) -> None:
        if value is None:
            self._table.delete(keys.cursor(name))
        else:
            self._table.put(keys.cursor(name), {"value": value}, over=True)


def lease_of(item: Item) -> tuple[str, datetime]:
    return item["token"], moment_of(item["until"])


def run_of(item: Item) -> Run:
    return filled(Run, item, _RUN, optional=("ended",))


def cursor_of(item: Item) -> str:
    value: str = item["value"]
    return value
