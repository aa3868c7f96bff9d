"""Mistakes that somebody could make in the protocol, planted so that the harness can show that it finds each."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from shared.app.ports.im import Letter, Repeat, Sending, Sent
from shared.app.ports.ports import Ports
from shared.core.case import Case
from shared.core.errors import Conflict, OutcomeUnknown, PlatformUnavailable
from shared.core.model import PeopleVersion
from shared.core.outbox import Nudge, Shown, State
from tests.faults.harness import Bug, Play


class Changed:
    """A part of the ledger with some methods of its own."""

    def __init__(self, part: Any) -> None:
        self.real = part

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def with_part(ports: Ports, name: str, part: Changed) -> Ports:
    changed: dict[str, Any] = {name: part}
    ledger = ports.ledger()._replace(**changed)
    return ports._replace(ledger=lambda: ledger)


def with_outbox(ports: Ports, outbox: Changed) -> Ports:
    return with_part(ports, "outbox", outbox)


def with_sending(ports: Ports, change: Callable[[Sending], Sending]) -> Ports:
    bent = {
        platform: im._replace(sending=change(im.sending))
        for platform, im in ports.ims().items()
        if im.sending is not None
    }
    return ports._replace(ims=lambda: bent)


class _KeyOfCases(Changed):
    """A second message of the day gets a second key."""

    def __init__(self, part: Any) -> None:
        super().__init__(part)
        self.other: dict[str, date] = {}

    def since(self, account: str, day: date) -> list[Nudge]:
        return []

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        for ahead in range(0, 4000, 1000):
            day = nudge.day + timedelta(days=ahead)
            if self.real.claim(nudge._replace(day=day), people):
                self.other[nudge.claim] = day
                return True
        return False

    def _renamed(self, nudge: Nudge) -> Nudge:
        return nudge._replace(day=self.other.get(nudge.claim, nudge.day))

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        self.real.freeze(self._renamed(nudge), people)

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        self.real.settle(self._renamed(nudge), state, cases)

    def release(self, nudge: Nudge) -> None:
        self.real.release(self._renamed(nudge))


def key_of_person_day_and_cases(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _KeyOfCases(ports.ledger().outbox))


class _Rebuilt(Changed):
    def __init__(self, part: Any, ports: Ports) -> None:
        super().__init__(part)
        self.ports = ports

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        taken: Nudge = self.real.take_over(nudge, claim, lease_until, people)
        ledger, now = self.ports.ledger(), self.ports.clock.now()
        due = ledger.cases.due_to(nudge.account, now)
        cases = [case for key in due if (case := ledger.cases.get(key)) and case.step]
        shown = tuple(Shown(case.key, case.step, case.evidence_key) for case in cases if case.step)
        return taken._replace(shown=shown)


def content_rebuilt_on_takeover(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _Rebuilt(ports.ledger().outbox, ports))


def no_end_to_the_window(ports: Ports, play: Play) -> Ports:
    return with_sending(ports, lambda sending: sending._replace(proof=Repeat(timedelta(days=100))))


class _FreshKey(Changed):
    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        taken: Nudge = self.real.take_over(nudge, claim, lease_until, people)
        body: dict[str, Any] = json.loads(taken.body)
        return taken._replace(send_key=claim, body=json.dumps({**body, "uuid": claim}).encode())


def fresh_key_for_every_attempt(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _FreshKey(ports.ledger().outbox))


class _Once:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def clock_asked_once_a_run(ports: Ports, play: Play) -> Ports:
    return ports._replace(clock=_Once(ports.clock.now()))


class _NeverSent(Changed):
    def get(self, account: str, day: date) -> Nudge | None:
        found: Nudge | None = self.real.get(account, day)
        return found._replace(state=State.LEASED) if found and found.state is State.SENDING else found


def sending_taken_for_unsent(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _NeverSent(ports.ledger().outbox))


class _ToldTooEarly(Changed):
    def __init__(self, part: Any, ports: Ports) -> None:
        super().__init__(part)
        self.ports = ports

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        self.real.freeze(nudge, people)
        cases = self.ports.ledger().cases
        for shown in nudge.shown:
            case = cases.get(shown.key)
            if case is not None:
                told: Mapping[Any, datetime] = {**case.delivered, shown.step: self.ports.clock.now()}
                cases.save(case._replace(delivered=told, shown_to=nudge.account, due=None))


def told_before_it_is_sent(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _ToldTooEarly(ports.ledger().outbox, ports))


class _GoesOn(Changed):
    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        try:
            self.real.freeze(nudge, people)
        except Conflict:
            self.real.claim(nudge._replace(state=State.LEASED), people)


def goes_on_without_its_claim(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _GoesOn(ports.ledger().outbox))


def silence_taken_for_refusal(ports: Ports, play: Play) -> Ports:
    def bent(sending: Sending) -> Sending:
        def post(letter: Letter) -> Sent:
            try:
                return sending.post(letter)
            except OutcomeUnknown as error:
                raise PlatformUnavailable(error.platform, error.call) from error

        return sending._replace(post=post)

    return with_sending(ports, bent)


BUGS: dict[str, Bug] = {
    bug.__name__: bug
    for bug in (
        key_of_person_day_and_cases,
        content_rebuilt_on_takeover,
        no_end_to_the_window,
        fresh_key_for_every_attempt,
        clock_asked_once_a_run,
        sending_taken_for_unsent,
        told_before_it_is_sent,
        goes_on_without_its_claim,
        silence_taken_for_refusal,
    )
}
