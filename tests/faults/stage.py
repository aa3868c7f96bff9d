"""Real deployed workers, a real table and a simulated platform: what races and kills are tried on."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from local.company.model import WorkGroup
from local.im.connection import secret
from local.im.simulator import Simulator
from local.stack.record import FunctionFailed, Stack
from shared.adapters.dynamodb.ledger import open_ledger
from shared.adapters.policy_file import publish_form
from shared.app.ports.state import Ledger, Part
from shared.core.account import id_of
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.check_state import CheckState
from shared.core.checks.catalogue import CHECKS
from shared.core.judgement import Level
from shared.core.model import Employment, Fact, Group, Profile, Status
from shared.core.outbox import State
from shared.core.recipient import Role
from tests.fakes.world import FakeClock

CHECK = "missing_announcement"
MONDAY = datetime(2026, 5, 11, 2, 30, tzinfo=UTC)
"""10:30 in Shanghai, of a week without any holiday."""
_EARLY = datetime(2026, 1, 5, tzinfo=UTC)
_OPENED = datetime(2026, 4, 20, tzinfo=UTC)
_POLICY = {
    "mode": "nudge",
    "notice": {"published": "2026-01-04", "link": "https://example.com/notice", "approved_by": "总经办"},
    "checks": {CHECK: {"mode": "nudge"}},
}


class Stage(NamedTuple):
    stack: Stack
    simulator: Simulator
    ledger: Ledger
    clock: FakeClock
    """The ledger's own clock; the functions and the simulator read a file."""
    owners: Iterator[WorkGroup]
    """Groups that nobody was told about yet, each with an owner of its own."""

    def set_clock(self, moment: datetime) -> None:
        self.clock.at = moment
        self.simulator.clock.set(moment)

    def due(self, count: int) -> list[str]:
        """So many owners who have something due now; the platform's own ids of them."""
        return [self._due(next(self.owners)) for _ in range(count)]

    def _due(self, group: WorkGroup) -> str:
        tenant = self.simulator.company.tenant
        owner, key = tenant.account(group.owner_id), CaseKey(tenant.key(group.id), CHECK)
        identity = id_of(key.group)
        self.simulator.acts.announce(identity, "")
        person = Profile(owner, owner, "市场部", employment=Employment.ACTIVE)
        self.ledger.directory.save(tenant.platform, [person], (), _EARLY)
        facts: dict[str, Any] = {"name": group.name, "owner": owner, "status": Status.ACTIVE}
        known: dict[str, Any] = {name: Fact(value, _EARLY) for name, value in facts.items()}
        file = GroupFile(Group(tenant.platform, identity, **known), _EARLY)
        self.ledger.inventory.save(file, {Part.META}, _EARLY)
        due = self.clock.at - timedelta(minutes=5)
        case = Case(key, Level.DUTY, {}, ("",), _OPENED, step=Step.TOLD, due=due, role=Role.OWNER)
        self.ledger.cases.save(case._replace(to=owner))
        return id_of(owner)

    def tick(self) -> Any:
        return self.stack.invoke("nudge", {})

    def race(self, workers: int) -> None:
        """So many workers at once, with the run's lease taken away again and again: only the protocol is left."""
        done = threading.Event()
        thief = threading.Thread(target=self._steal_leases, args=(done,))
        thief.start()
        try:
            self.at_once(workers)
        finally:
            done.set()
            thief.join()

    def _steal_leases(self, done: threading.Event) -> None:
        client = self.stack.client("dynamodb")
        while not done.wait(0.002):
            rows = client.scan(
                TableName=self.stack.table,
                FilterExpression="begins_with(PK, :lease)",
                ExpressionAttributeValues={":lease": {"S": "LEASE"}},
                ProjectionExpression="PK, SK",
            )["Items"]
            for row in rows:
                client.delete_item(TableName=self.stack.table, Key=row)

    def at_once(self, workers: int) -> list[Any]:
        """So many ticks at the same time; what each came to."""
        with ThreadPoolExecutor(workers) as pool:
            return [future.result() for future in [pool.submit(self.tick) for _ in range(workers)]]

    def killed_tick(self, emulator: int) -> None:
        """A tick whose worker process is killed while the call that has a fault on order is under way."""
        killer = threading.Thread(target=self._kill_when_sending, args=(emulator,))
        killer.start()
        try:
            self.tick()
        except (FunctionFailed, BotoCoreError, ClientError):
            pass  # what the killed worker's caller sees is not the point
        finally:
            killer.join()

    def _kill_when_sending(self, emulator: int) -> None:
        patience = threading.Event()
        for _ in range(3_000):
            if not self.simulator.faults.pending():  # the call has come, and waits
                self._kill_workers(emulator)
                return
            patience.wait(0.01)
        raise TimeoutError("no message was sent within half a minute")

    @staticmethod
    def _kill_workers(emulator: int) -> None:
        """Only children of the emulator that this session started."""
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
            except OSError:  # it ended while we looked
                continue
            if parent == emulator:
                os.kill(int(path.parent.name), signal.SIGKILL)

    def messages(self, owner: str) -> int:
        """How many messages truly stand in somebody's inbox."""
        return len(self.simulator.inbox(self.simulator.person(owner).id))

    def state(self, owner: str) -> State | None:
        day = (self.clock.at + timedelta(hours=8)).date()
        nudge = self.ledger.outbox.get(f"{self.simulator.platform}:{owner}", day)
        return nudge.state if nudge else None


@contextmanager
def staged(stack: Stack, simulator: Simulator) -> Iterator[Stage]:
    """Publish a policy under which one check may speak, and connect the simulated platform."""
    text = json.dumps(secret([simulator]))
    stack.client("secretsmanager").put_secret_value(SecretId=stack.secret, SecretString=text)
    clock = FakeClock(MONDAY)
    ledger = open_ledger(stack.client("dynamodb"), stack.table, clock)
    _, published = publish_form(json.dumps(_POLICY).encode(), "policy", CHECKS)
    ledger.policy.publish("1", published, _EARLY, None)
    ledger.runs.set_cursor("platforms", simulator.platform)
    ledger.checks.save(
        CheckState(CHECK, released_at=_EARLY, baseline_at=_EARLY, right=30, reviewed=30, armed_since=_EARLY)
    )
    stage = Stage(stack, simulator, ledger, clock, _owners(simulator))
    stage.set_clock(MONDAY)
    yield stage


def _owners(simulator: Simulator) -> Iterator[WorkGroup]:
    """Ordinary groups of people who work here and own nothing else that is used."""
    working = {person.id for person in simulator.company.people if person.state == "active"}
    seen: set[str] = set()
    for group in simulator.company.groups:
        ordinary = group.kind == "project" and not group.archived and group.owner_id in working - seen
        if not ordinary:
            continue
        shown = simulator.group(group.id)
        if shown.has_bot and shown.owner == group.owner_id:
            seen.add(group.owner_id)
            yield group
