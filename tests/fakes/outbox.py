"""The outbox in memory: the same conditions as in the table, one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from shared.adapters.dynamodb import retention
from shared.app.ports.ports import Clock
from shared.core.case import Case
from shared.core.errors import Conflict
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State
from tests.fakes.cases import FakeCases
from tests.fakes.remembered import Lag, Remembered, no_lag


class FakeOutbox:
    def __init__(self, clock: Clock, cases: FakeCases, lag: Lag = no_lag) -> None:
        self._clock = clock
        self._cases = cases
        self._lag = lag
        self._kept: Remembered[tuple[str, date], Nudge] = Remembered()

    def claim(self, nudge: Nudge) -> bool:
        stored = self.get(nudge.person, nudge.day)
        if stored is None:
            self._put(nudge)
            return True
        return stored.claim == nudge.claim  # our own claim, come twice

    def get(self, person: str, day: date) -> Nudge | None:
        nudge = self._kept.now.get((person, day))
        if nudge is None or self._is_expired(day):
            return None
        return nudge

    def since(self, person: str, day: date) -> list[Nudge]:
        days = sorted(key[1] for key in self._kept.now if key[0] == person and key[1] >= day)
        return [nudge for day in days if (nudge := self.get(person, day))]

    def freeze(self, nudge: Nudge) -> None:
        stored = self._held(nudge)
        frozen = nudge._replace(state=State.SENDING, answers=stored.answers)
        if stored.state is not State.LEASED and stored != frozen:
            raise Conflict
        self._put(frozen)

    def take_over(self, nudge: Nudge, claim: str, lease_until: datetime) -> Nudge:
        stored = self.get(nudge.person, nudge.day)
        if stored is None or stored.state in SETTLED:
            raise Conflict
        if (stored.claim, stored.state, stored.attempts) != (nudge.claim, nudge.state, nudge.attempts):
            if stored.claim == claim:  # our own, come twice
                return stored
            raise Conflict
        taken = stored._replace(claim=claim, lease_until=lease_until, attempts=stored.attempts + 1)
        self._put(taken)
        return taken

    def release(self, nudge: Nudge) -> None:
        if self.get(nudge.person, nudge.day) is None:
            return
        if self._held(nudge).state in SETTLED:
            raise Conflict
        self._kept.drop((nudge.person, nudge.day))

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        stored = self._held(nudge)
        if stored.state is state:  # our own, come twice
            return
        if stored.state is not State.SENDING:
            raise Conflict
        self._put(stored._replace(state=state, message_id=nudge.message_id, settled=nudge.settled, body=b""))
        for shown, case in cases:
            self._cases.tell(case, shown.evidence_key)

    def unsettled(self, now: datetime) -> Iterator[tuple[str, date]]:
        open_now = [
            (nudge.lease_until, nudge.day, nudge.person)
            for nudge in self._kept.as_of(self._lag()).values()
            if nudge.state not in SETTLED and nudge.lease_until <= now
        ]
        return iter([(person, day) for _, day, person in sorted(open_now)])

    def answer(self, person: str, day: date, case_id: str, answer: Answer) -> bool:
        stored = self.get(person, day)
        if stored is None:
            return False
        before = stored.answers.get(case_id)
        if before is not None and before.note:
            return before == answer
        self._put(stored._replace(answers={**stored.answers, case_id: answer}))
        return True

    def _held(self, nudge: Nudge) -> Nudge:
        stored = self.get(nudge.person, nudge.day)
        if stored is None or stored.claim != nudge.claim:
            raise Conflict
        return stored

    def _put(self, nudge: Nudge) -> None:
        self._kept.set((nudge.person, nudge.day), nudge)

    def _is_expired(self, day: date) -> bool:
        return day + retention.NUDGE <= self._clock.now().date()
