"""Cases: written where the version is still the one that was seen, found by the indexes where they fall due."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.case_items import case_item, case_of
from shared.adapters.dynamodb.refusals import Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.together import Write, write_together
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.account import Account
from shared.core.case import Case, CaseKey
from shared.core.errors import Conflict
from shared.core.unreadable import Kept


class TableCases:
    def __init__(self, table: Table) -> None:
        self._table = table

    def save(self, case: Case) -> Case:
        saved = case._replace(version=case.version + 1)
        try:
            self._table.put(keys.case(case.key), case_item(saved), *self._seen(case))
        except Lost as lost:
            raise Conflict from lost
        return saved

    def save_many(self, cases: Sequence[Case]) -> list[CaseKey]:
        lost: list[CaseKey] = []
        write_together(self._table, (self._write(case, lost) for case in cases))
        return lost

    def _write(self, case: Case, lost: list[CaseKey]) -> Write:
        def alone() -> None:
            try:
                self.save(case)
            except Conflict:
                lost.append(case.key)

        key, saved = keys.case(case.key), case._replace(version=case.version + 1)
        return Write(key, self._table.placed(key, case_item(saved), *self._seen(case)), alone)

    def _seen(self, case: Case) -> tuple[str, dict[str, int]]:
        if case.version:
            return "#version = :seen", {"seen": case.version}
        return "attribute_not_exists(#PK) OR #ttl <= :now", {"now": self._table.now()}

    def get(self, key: CaseKey) -> Case | None:
        item = self._table.get(keys.case(key))
        return self._table.reader.needed(Kept.CASE, item, case_of) if item else None

    def due_accounts(self, now: datetime) -> Iterator[Account]:
        """Page by page; most of them stand in the index more than once."""
        for shard in range(ACCOUNT_SHARDS):
            named = set[Account]()
            for entry in self._table.query(Search(keys.due_accounts(shard), most=keys.until(now), gsi="1")):
                account = keys.due_account(entry["G1SK"])
                if account not in named:
                    named.add(account)
                    yield account

    def due_to(self, account: Account, now: datetime) -> list[CaseKey]:
        entries = self._table.query(Search(keys.due_to(account), most=keys.until(now), gsi="2"))
        return [keys.due_case_key(entry["G2SK"]) for entry in entries]
