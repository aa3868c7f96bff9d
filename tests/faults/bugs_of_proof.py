"""Mistakes that somebody could make where platforms prove delivery in other ways, or in none."""

from collections.abc import Mapping
from datetime import timedelta

from shared.app.ports.im import LookUp, Never, Repeat
from shared.app.ports.ports import Ports
from shared.core.model import PeopleVersion
from shared.core.outbox import Nudge
from tests.fakes.im import WINDOW
from tests.faults.bugs import Changed, with_outbox, with_sending
from tests.faults.harness import Bug, Play


def repeated_where_nothing_is_proven(ports: Ports, play: Play) -> Ports:
    return with_sending(
        ports, lambda sending: sending._replace(proof=Repeat(WINDOW)) if sending.proof == Never() else sending
    )


def looked_up_in_vain(ports: Ports, play: Play) -> Ports:
    return with_sending(
        ports,
        lambda sending: (
            sending._replace(proof=LookUp(lambda *_: None)) if isinstance(sending.proof, LookUp) else sending
        ),
    )


class _EndsEarly(Changed):
    """Others may take a message over while the worker that sends it believes that it is its own."""

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        assert nudge.attempted is not None
        self.real.freeze(nudge._replace(lease_until=nudge.attempted + timedelta(seconds=1)), people)


def claim_that_ends_early(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _EndsEarly(ports.ledger().outbox))


BUGS_OF_PROOF: Mapping[str, Bug] = {
    bug.__name__: bug for bug in (repeated_where_nothing_is_proven, looked_up_in_vain, claim_that_ends_early)
}
