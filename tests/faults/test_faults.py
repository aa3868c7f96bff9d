"""Whatever crashes, is lost, throttled, repeated or late: nobody is told twice, nobody at night, nobody is forgotten."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.ports import Clock
from shared.app.ports.state import Ledger
from tests.fakes.ledger import fake_ledger
from tests.faults.bugs import BUGS
from tests.faults.harness import Play
from tests.faults.invariants import broken
from tests.faults.schedule import schedule
from tests.support_ministack import client, new_table, serve_dynamodb

TIMES = int(os.environ.get("GK_SOAK", "1"))  # noqa: TID251 (how long a test run takes is the machine's business)
"""`make soak` plays ten times as many."""
ON_THE_FAKE, IN_PROCESS, OVER_HTTP, TRACED, TO_FIND_A_BUG = (
    20_000 * TIMES,
    2_000 * TIMES,
    200 * TIMES,
    60,
    4_000,
)
_WORKERS = 2


def _failures(seeds: range, store: Callable[[Clock, Callable[[], str]], Ledger] = fake_ledger) -> list[str]:
    return [f"seed {seed}: {found}" for seed in seeds if (found := broken(Play(schedule(seed), store).run()))]


def _spread(count: int, work: Callable[[range], list[str]]) -> list[str]:
    """The same work on every core, for its part of the seeds."""
    parts = [range(worker, count, _WORKERS) for worker in range(_WORKERS)]
    with ProcessPoolExecutor(_WORKERS) as pool:
        return [failure for found in pool.map(work, parts) for failure in found]


def _on_dynamodb(seeds: range) -> list[str]:
    """In this process, without a network: the emulator's own functions."""
    service = DirectClient()

    def store(clock: Clock, token: Callable[[], str]) -> Ledger:
        return open_ledger(service, new_table(service), clock, token)

    return _failures(seeds, store)


def test_every_promise_survives_every_schedule_in_memory() -> None:
    assert _spread(ON_THE_FAKE, _failures) == []


def test_every_promise_survives_every_schedule_on_dynamodb() -> None:
    assert _spread(IN_PROCESS, _on_dynamodb) == []


def test_every_promise_survives_over_the_network(tmp_path: Path) -> None:
    with serve_dynamodb(tmp_path) as endpoint:
        service = client(endpoint)

        def store(clock: Clock, token: Callable[[], str]) -> Ledger:
            return open_ledger(service, new_table(service), clock, token)

        assert _failures(range(100_000, 100_000 + OVER_HTTP), store) == []


def test_the_fake_and_dynamodb_tell_the_same_story_of_the_same_schedule() -> None:
    service = DirectClient()
    for seed in range(TRACED):
        in_memory = Play(schedule(seed), fake_ledger).run()
        on_dynamodb = Play(
            schedule(seed), lambda clock, token: open_ledger(service, new_table(service), clock, token)
        ).run()
        assert in_memory.trace == on_dynamodb.trace, f"seed {seed}"
        assert in_memory.arrived() == on_dynamodb.arrived(), f"seed {seed}"


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_of_each_kind_is_found(name: str) -> None:
    found = (broken(Play(schedule(seed), fake_ledger, BUGS[name]).run()) for seed in range(TO_FIND_A_BUG))
    assert next((some for some in found if some), None) is not None
