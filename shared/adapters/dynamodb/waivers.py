"""Waivers, which lie with their group, and the requests for them."""

from datetime import datetime

from shared.adapters.dynamodb import group_items, keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, day_of, filled, moment_of
from shared.adapters.dynamodb.refusals import Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.errors import Conflict
from shared.core.model import Waiver
from shared.core.request import Request, Verdict

_REQUEST: Convert = {"asked": moment_of, "nudge_day": day_of, "decided": moment_of, "verdict": Verdict}


class TableWaivers:
    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, group: str, waiver: Waiver) -> None:
        self._table.put(keys.waiver(group, waiver.check), group_items.waiver(waiver))

    def remove(self, group: str, check: str | None) -> bool:
        return self._table.delete(keys.waiver(group, check))

    def ask(self, request: Request) -> bool:
        try:
            self._table.put(
                keys.request(request.id),
                request._asdict(),
                "attribute_not_exists(#PK) OR #ttl <= :now",
                {"now": self._table.now()},
            )
        except Lost:
            return False
        return True

    def request(self, request_id: str) -> Request | None:
        item = self._table.get(keys.request(request_id))
        return filled(Request, item, _REQUEST) if item else None

    def pending(self) -> list[Request]:
        every = (filled(Request, item, _REQUEST) for item in self._table.query(Search(keys.REQUESTS)))
        waiting = [request for request in every if request.decided is None]
        return sorted(waiting, key=lambda request: (request.asked, request.id))

    def decide(self, request: Request, verdict: Verdict, by: str, at: datetime) -> None:
        decided = request._replace(decided=at, verdict=verdict, decided_by=by, version=request.version + 1)
        values = {**decided._asdict(), "ttl": epoch(at + retention.REQUEST)}
        open_still = "attribute_exists(#PK) AND attribute_not_exists(#decided)"
        try:
            self._table.put(keys.request(request.id), values, open_still)
        except Lost as lost:
            raise Conflict from lost
