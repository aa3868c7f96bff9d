"""`Ports` for a test: fakes wherever the world would be, the real zones, calendars and default policy."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from shared.adapters.files.upload import read_people, read_register
from shared.adapters.policy_file import publish_form
from shared.adapters.seal import Sealed
from shared.app.ports.im import IM, Hook
from shared.app.ports.ports import FactSet, Papers, Ports
from shared.app.ports.state import Ledger
from shared.bootstrap.world import world
from shared.core.mode import Mode
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from tests.fakes.dead_letters import FakeDeadLetters
from tests.fakes.ledger import fake_ledger
from tests.fakes.world import FakeBucket, FakeClock, FakeQueue, RecordingLog, tokens
from tests.platforms import EVERY

MORNING = datetime(2026, 10, 12, 1, tzinfo=UTC)
"""A Monday of work, 09:00 in Shanghai."""


class FakeWorld(NamedTuple):
    """The fakes behind one `Ports`, to be set and looked at."""

    ports: Ports
    clock: FakeClock
    log: RecordingLog
    ledger: Ledger
    events: FakeQueue
    answers: FakeQueue
    bucket: FakeBucket
    dead_letters: FakeDeadLetters

    def but(self, **changed: Any) -> "FakeWorld":
        """The same world, with other `Ports` fields."""
        return self._replace(ports=self.ports._replace(**changed))


def fake_ports(
    *,
    now: datetime = MORNING,
    policy: Policy | None = None,
    mode: Mode = Mode.NUDGE,
    ims: Mapping[str, IM] | None = None,
    hooks: Mapping[tuple[str, str], tuple[Hook, Mapping[str, str]]] | None = None,
    ledger: Ledger | None = None,
    seed: int = 0,
    remaining: Callable[[], float] = lambda: 300.0,
) -> FakeWorld:
    """Everything by keyword; what is not given is empty, or the default."""
    clock, log, token = FakeClock(now), RecordingLog(), tokens(seed)
    events, answers, bucket = FakeQueue(), FakeQueue(), FakeBucket()
    dead = FakeDeadLetters(clock, {"events": events, "answers": answers})
    kept = ledger if ledger is not None else fake_ledger(clock, token)
    in_force = policy if policy is not None else default_policy(ALL)
    connected, readers, surroundings = dict(ims or {}), dict(hooks or {}), world(EVERY)
    seal = Sealed(lambda: "k" * 32, clock)
    ports = Ports(
        clock=clock,
        log=log,
        token=token,
        remaining=remaining,
        mode=mode,
        ledger=lambda: kept,
        world=lambda: surroundings,
        policy=lambda: in_force,
        ims=lambda: connected,
        not_connected=tuple,
        hooks=lambda *door: readers.get(door),
        papers=Papers(_policy, _register, read_people),
        events=lambda: events,
        answers=lambda: answers,
        bucket=lambda: bucket,
        dead_letters=lambda: dead,
        seal=lambda: seal,
    )
    return FakeWorld(ports, clock, log, kept, events, answers, bucket, dead)


def _policy(data: bytes, file: str) -> tuple[Policy, bytes]:
    return publish_form(data, file, ALL)


def _register(data: bytes, file: str, at: datetime) -> FactSet:
    return read_register(data, file, at)
