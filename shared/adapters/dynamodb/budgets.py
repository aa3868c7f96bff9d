"""Budgets of API calls, taken before they are used."""

from datetime import datetime

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.refusals import Lost
from shared.adapters.dynamodb.requests import Update
from shared.adapters.dynamodb.table import ROUNDS, Table
from shared.core.errors import StoreUnavailable


class TableBudgets:
    def __init__(self, table: Table) -> None:
        self._table = table

    def take(self, name: str, units: int, limit: int, now: datetime) -> bool:
        """A lost reply may take the units twice: a budget errs on the side of fewer calls."""
        if units > limit:
            return False
        for _ in range(ROUNDS):
            try:
                self._table.update(_taking(name, units, limit, now))
            except Lost as lost:
                ends = (lost.item or {}).get("ttl")
                if ends is None or ends > epoch(now):
                    return False
                self._expire(name, ends)
            else:
                return True
        raise StoreUnavailable("update_item", "contended")

    def _expire(self, name: str, ends: int) -> None:
        """Do what the table's own expiry has not come to."""
        try:
            self._table.delete(keys.budget(name), "#ttl = :ends", {"ends": ends})
        except Lost:
            return


def _taking(name: str, units: int, limit: int, now: datetime) -> Update:
    return Update(
        keys.budget(name),
        "#ttl = if_not_exists(#ttl, :ends)",
        adds="#used :units",
        when="attribute_not_exists(#PK) OR (#ttl > :now AND #used <= :room)",
        values={
            "ends": epoch(now + retention.BUDGET),
            "units": units,
            "now": epoch(now),
            "room": limit - units,
        },
    )
