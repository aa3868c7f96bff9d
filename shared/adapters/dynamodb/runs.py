"""What ran, who runs, and how far it came."""

import os
from collections.abc import Callable
from datetime import datetime

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.run import Run

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
            self._table.put(
                keys.lease(name), values, "attribute_not_exists(#PK) OR #until <= :now", {"now": now}
            )
        except Lost:
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
        return [filled(Run, item, _RUN) for item in self._table.query(search)]

    def cursor(self, name: str) -> str | None:
        item = self._table.get(keys.cursor(name))
        return item["value"] if item else None

    def set_cursor(self, name: str, value: str | None) -> None:
        if value is None:
            self._table.delete(keys.cursor(name))
        else:
            self._table.put(keys.cursor(name), {"value": value})
