"""Which events came before."""

from collections.abc import Callable
from datetime import datetime

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.refusals import Lost
from shared.adapters.dynamodb.runs import new_token
from shared.adapters.dynamodb.table import Table


class TableSeen:
    def __init__(self, table: Table, token: Callable[[], str] = new_token) -> None:
        self._table = table
        self._token = token

    def first(self, event_id: str, now: datetime) -> bool:
        """The token tells our own write, repeated by the client after a lost reply, from somebody else's."""
        values = {"by": self._token(), "ttl": epoch(now + retention.SEEN)}
        absent = "attribute_not_exists(#PK) OR #ttl <= :now"
        try:
            self._table.put(keys.seen(event_id), values, absent, {"now": epoch(now)})
        except Lost:
            return False
        return True
