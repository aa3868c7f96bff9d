"""Cases in memory, with hints that may lag."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from shared.adapters.dynamodb import retention
from shared.adapters.dynamodb.keys import shard
from shared.app.ports.ports import Clock
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.account import Account
from shared.core.case import Case, CaseKey
from shared.core.errors import Conflict
from tests.fakes.remembered import Lag, Remembered, no_lag


@lru_cache(maxsize=10_000)
def account_shard(account: Account) -> int:
    return shard(account, ACCOUNT_SHARDS)


class FakeCases:
    def __init__(self, clock: Clock, lag: Lag = no_lag) -> None:
        self._clock = clock
        self._lag = lag
        self._kept: Remembered[CaseKey, Case] = Remembered()
        self._checks: dict[str, set[str]] = {}
        """By group, so that reading a group does not look at every case."""

    def save(self, case: Case) -> Case:
        stored = self.get(case.key)
        saved = case._replace(version=case.version + 1)
        if stored == saved:  # our own write, come twice
            return saved
        if (stored.version if stored else 0) != case.version:
            raise Conflict
        self._kept.set(case.key, saved)
        self._checks.setdefault(case.key.group, set()).add(case.key.check)
        return saved

    def save_many(self, cases: Sequence[Case]) -> list[CaseKey]:
        lost = []
        for case in cases:
            try:
                self.save(case)
            except Conflict:
                lost.append(case.key)
        return lost

    def get(self, key: CaseKey) -> Case | None:
        case = self._kept.now.get(key)
        if case is None or (case.resolved and case.resolved + retention.CASE <= self._clock.now()):
            return None
        return case

    def due_accounts(self, now: datetime) -> Iterator[Account]:
        due = sorted((account_shard(to), at, to) for to, at, _ in self._due(now))
        return iter(dict.fromkeys(to for _, _, to in due))

    def due_to(self, account: Account, now: datetime) -> list[CaseKey]:
        due = sorted((at, key.check, key.group) for to, at, key in self._due(now) if to == account)
        return [CaseKey(group, check) for _, check, group in due]

    def _due(self, now: datetime) -> list[tuple[Account, datetime, CaseKey]]:
        cases = self._kept.as_of(self._lag()).values()
        return [
            (case.to, case.due, case.key)
            for case in cases
            if case.to is not None and case.due is not None and case.is_due(now)
        ]

    def of_group(self, group: str) -> tuple[Case, ...]:
        """By check."""
        checks = sorted(self._checks.get(group, ()))
        return tuple(case for check in checks if (case := self.get(CaseKey(group, check))))

    def forget_group(self, group: str) -> None:
        for check in self._checks.pop(group, ()):
            self._kept.drop(CaseKey(group, check))

    def tell(self, case: Case, evidence_key: tuple[str, ...]) -> None:
        """The part of `Outbox.settle` that is about one case."""
        stored = self.get(case.key)
        if stored is None or stored.evidence_key != evidence_key:
            return
        told = stored._replace(
            delivered=case.delivered,
            shown_to=case.shown_to,
            step=case.step,
            due=case.due,
            to=case.to,
            role=case.role,
            version=stored.version + 1,
        )
        self._kept.set(case.key, told)
