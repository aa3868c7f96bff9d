"""How many schedules are played, in which parts, and what each of them broke."""

import os
from collections.abc import Callable

from shared.app.ports.ports import Clock
from shared.app.ports.state import Ledger
from tests.fakes.ledger import fake_ledger
from tests.faults.hands import Handing
from tests.faults.hands_invariants import broken_hands
from tests.faults.hands_schedule import hands_schedule
from tests.faults.harness import Bug, Play, sound
from tests.faults.invariants import broken
from tests.faults.schedule import Proves, schedule

SOAK = int(os.environ.get("GK_SOAK", "0"))  # noqa: TID251 (how long a test run takes is the machine's business)
"""0: what `make test` has time for; 1: the full counts (`make soak`); 10: ten times as many."""
ON_THE_FAKE = 20_000 * SOAK or 1_200
IN_PROCESS = 2_000 * SOAK or 90
OVER_HTTP = 200 * SOAK or 10
HANDS_ON_THE_FAKE = 10_000 * SOAK or 100
HANDS_IN_PROCESS = 1_000 * SOAK or 4
HANDS_OVER_HTTP = 100 * SOAK or 1
TRACED = 60 if SOAK else 20
TO_FIND_A_BUG = 1_500
"""Each planted bug is found within so many."""
ROUNDS = 40 * SOAK or 4
"""Of races between deployed workers."""
KILLS = 20 * SOAK or 1
"""Of deployed workers while they send, before the message arrived and after it."""

_OTHERS = 99_999
"""Divisible by the number of proofs."""

Store = Callable[[Clock, Callable[[], str]], Ledger]


def parts(count: int, size: int) -> list[range]:
    """The seeds in parts of a size that several workers can share."""
    return [range(first, min(first + size, count)) for first in range(0, count, size)]


def where(second: Proves, count: int, size: int) -> list[range]:
    """Of so many seeds those whose second platform proves in this way; each way has a file of its own, for two workers to share."""
    ways = len(Proves)
    return [range(part.start + second, part.stop, ways) for part in parts(count, size * ways)]


def others(seeds: range) -> range:
    """As many that are played nowhere else, with the same proofs."""
    return range(_OTHERS + seeds.start, _OTHERS + seeds.stop, seeds.step)


def failures(seeds: range, store: Store = fake_ledger, bug: Bug = sound) -> list[str]:
    return [
        f"seed {seed}: {found}" for seed in seeds if (found := broken(Play(schedule(seed), store, bug).run()))
    ]


def failures_of_hands(seeds: range, store: Store = fake_ledger, bug: Bug = sound) -> list[str]:
    """Of the schedules in which groups change hands."""
    return [
        f"seed {seed}: {found}"
        for seed in seeds
        if (found := broken_hands(Handing(hands_schedule(seed), store, bug).run()))
    ]


def first_failure(bug: Bug, begin: int, play: Callable[..., list[str]] = failures) -> int | None:
    """The first seed from `begin` on that shows the bug; None: none of so many does."""
    seeds = range(begin, begin + TO_FIND_A_BUG)
    return next((seed for seed in seeds if play(range(seed, seed + 1), bug=bug)), None)
