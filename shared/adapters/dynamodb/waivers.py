"""Waivers, which lie with their group, and the requests for them."""

from collections.abc import Iterable
from typing import Any

from shared.adapters.dynamodb import group_items, keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, day_of, filled, moment_of
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.account import Account
from shared.core.errors import Conflict
from shared.core.model import Waiver
from shared.core.request import Decision, Request, Verdict, decided
from shared.core.unreadable import Kept

_REQUEST: Convert = {
    "asked": moment_of,
    "nudge_day": day_of,
    "decided": moment_of,
    "verdict": Verdict,
    "promised": day_of,
    "until": day_of,
}


def request_of(item: Item) -> Request:
    return filled(Request, item, _REQUEST)


def request_values(request: Request) -> dict[str, Any]:
    entry = keys.asked_entry(request.by, request.asked, request.id)
    return {**request._asdict(), "G2PK": entry.pk, "G2SK": entry.sk}


class TableWaivers:
    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, group: str, waiver: Waiver) -> None:
        key = keys.waiver(group, waiver.check)
        try:
            self._table.put(key, group_items.waiver(waiver))
        except Lost as lost:
            self._table.reader.needed(Kept.WAIVER, lost.item or {}, group_items.waiver_of)
            raise Conflict from lost

    def remove(self, group: str, check: str | None) -> bool:
        return self._table.delete(keys.waiver(group, check))

    def ask(self, request: Request) -> bool:
        try:
            self._table.put(
                keys.request(request.id),
                request_values(request),
                "attribute_not_exists(#PK) OR #ttl <= :now",
                {"now": self._table.now()},
            )
        except Lost:
            return False
        return True

    def request(self, request_id: str) -> Request | None:
        item = self._table.get(keys.request(request_id))
        return self._table.reader.needed(Kept.REQUEST, item, request_of) if item else None

    def pending(self) -> list[Request]:
        read, items = self._table.reader.value, self._table.query(Search(keys.REQUESTS))
        every = (read(Kept.REQUEST, item, request_of) for item in items)
        waiting = [request for request in every if request is not None and request.decided is None]
        return sorted(waiting, key=lambda request: (request.asked, request.id))

    def asked_by(self, accounts: Iterable[Account]) -> list[Request]:
        entries = (
            entry
            for account in accounts
            for entry in self._table.query(Search(keys.asked_by(account), gsi="2"))
        )
        wanted = [keys.request(keys.asked_request(entry["G2SK"])) for entry in entries]
        read, items = self._table.reader.value, self._table.get_many(wanted).values()
        found = [one for item in items if (one := read(Kept.REQUEST, item, request_of)) is not None]
        return sorted(found, key=lambda request: (request.asked, request.id), reverse=True)

    def decide(self, request: Request, decision: Decision) -> None:
        values = {
            **request_values(decided(request, decision)),
            "ttl": epoch(decision.at + retention.REQUEST),
        }
        open_still = "attribute_exists(#PK) AND attribute_not_exists(#decided)"
        try:
            self._table.put(keys.request(request.id), values, open_still)
        except Lost as lost:
            raise Conflict from lost
