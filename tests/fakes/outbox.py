"""The outbox in memory: the same conditions as in the table, one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from shared.adapters.dynamodb import retention
from shared.app.ports.ports import Clock
from shared.core.account import Account
from shared.core.case import Case
from shared.core.errors import Conflict
from shared.core.model import PeopleVersion
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State
from tests.fakes.cases import FakeCases
from tests.fakes.people import FakePeople
from tests.fakes.remembered import Lag, Remembered, no_lag


class FakeOutbox:
    def __init__(self, clock: Clock, cases: FakeCases, people: FakePeople, lag: Lag = no_lag) -> None:
        self._clock = clock
        self._cases = cases
        self._people = people
        self._lag = lag
        self._kept: Remembered[tuple[Account, date], Nudge] = Remembered()

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        stored = self.get(nudge.account, nudge.day)
        if stored is not None and stored.claim == nudge.claim:  # our own claim, come twice
            return True
        taken = [
            Nudge(account, nudge.day, nudge.id, State.TAKEN, nudge.claim, nudge.lease_until)
            for account in nudge.also
        ]
        rows = [nudge, *taken]
        if self._is_stale(people) or any(self.get(row.account, row.day) for row in rows):
            return False
        for row in rows:
            self._put(row)
        return True

    def _is_stale(self, people: PeopleVersion) -> bool:
        return self._people.version().counter != people.counter

    def get(self, account: Account, day: date) -> Nudge | None:
        nudge = self._kept.now.get((account, day))
        if nudge is None or self._is_expired(day):
            return None
        return nudge

    def since(self, account: Account, day: date) -> list[Nudge]:
        days = sorted(key[1] for key in self._kept.now if key[0] == account and key[1] >= day)
        return [nudge for day in days if (nudge := self.get(account, day))]

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        stored = self._held(nudge)
        frozen = nudge._replace(state=State.SENDING, answers=stored.answers)
        if stored == frozen:  # our own, come twice
            return
        if stored.state is not State.LEASED or self._is_stale(people):
            raise Conflict
        self._put(frozen)

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        stored = self.get(nudge.account, nudge.day)
        if stored is None or stored.state in SETTLED:
            raise Conflict
        if (stored.claim, stored.state, stored.attempts) != (nudge.claim, nudge.state, nudge.attempts):
            if stored.claim == claim:  # our own, come twice
                return stored
            raise Conflict
        if people is not None and self._is_stale(people):
            raise Conflict
        taken = stored._replace(claim=claim, lease_until=lease_until, attempts=stored.attempts + 1)
        self._put(taken)
        return taken

    def release(self, nudge: Nudge) -> None:
        own = self.get(nudge.account, nudge.day)
        if own is not None and self._held(nudge).state in SETTLED:
            raise Conflict
        others = [self.get(account, nudge.day) for account in nudge.also]
        if any(row and (row.id, row.state) != (nudge.id, State.TAKEN) for row in others):
            raise Conflict
        for row in (own, *others):
            if row is not None:
                self._kept.drop((row.account, row.day))

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        stored = self._held(nudge)
        if stored.state is state:  # our own, come twice
            return
        if stored.state is not State.SENDING:
            raise Conflict
        self._put(stored._replace(state=state, handle=nudge.handle, settled=nudge.settled, body=b""))
        for shown, case in cases:
            self._cases.tell(case, shown.evidence_key)

    def unsettled(self, now: datetime) -> Iterator[tuple[Account, date]]:
        open_now = [
            (nudge.lease_until, nudge.day, nudge.account)
            for nudge in self._kept.as_of(self._lag()).values()
            if nudge.state not in SETTLED and nudge.lease_until <= now
        ]
        return iter([(account, day) for _, day, account in sorted(open_now)])

    def answer(self, account: Account, day: date, case_id: str, answer: Answer) -> bool:
        stored = self.get(account, day)
        if stored is None:
            return False
        before = stored.answers.get(case_id)
        if before is not None and before.is_final:
            return before == answer
        self._put(stored._replace(answers={**stored.answers, case_id: answer}))
        return True

    def _held(self, nudge: Nudge) -> Nudge:
        stored = self.get(nudge.account, nudge.day)
        if stored is None or stored.claim != nudge.claim:
            raise Conflict
        return stored

    def _put(self, nudge: Nudge) -> None:
        self._kept.set((nudge.account, nudge.day), nudge)

    def _is_expired(self, day: date) -> bool:
        return day + retention.NUDGE <= self._clock.now().date()
