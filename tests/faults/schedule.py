"""A schedule of faults as a value: the same seed is the same schedule on every store."""

import random
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    CRASH = "crash"
    """The process ends before the operation."""
    CRASH_AFTER = "crash_after"
    """The operation was done, and the process ends before it hears of it."""
    THROTTLE = "throttle"
    """Refused, nothing done."""
    LOST_REPLY = "lost_reply"
    """Done, and the answer says nothing."""
    WORKER = "worker"
    """So many minutes pass, then another worker runs here from beginning to end."""
    PAUSE = "pause"
    """The process stands still for so many minutes."""
    STEP = "step"
    """The clock is put right by so many minutes."""
    OPEN = "open"
    """A case falls due here that was not there before."""
    STALE = "stale"
    """The next hint is as it was when it was last asked for."""
    UNREACHABLE = "unreachable"
    """The platform says that this person can never be written to (only at a send)."""


class Fault(NamedTuple):
    at: int
    """Which operation of the schedule, the store's and the platform's counted together."""
    kind: Kind
    minutes: int = 0


class Schedule(NamedTuple):
    seed: int
    owners: int
    cases: tuple[int, ...]
    """For each case, whose it is."""
    days: tuple[int, ...]
    """For each case, on which day of the story it falls due."""
    ticks: tuple[tuple[int, int], ...]
    """(day of the story, minute of the day) of each run while faults happen."""
    faults: tuple[Fault, ...]


_TICKS = (
    2 * 60,
    10 * 60 + 20,
    10 * 60 + 35,
    11 * 60 + 20,
    13 * 60 + 45,
    14 * 60 + 40,
    15 * 60 + 50,
    16 * 60 + 40,
    17 * 60 + 30,
)
"""Minutes of the day at which runs happen; the first is a late one at two in the morning."""
_PAUSES = (1, 4, 8, 20, 50, 58, 62, 75, 240, 600)
_WAITS = (0, 0, 0, 4, 8, 20)
_STEPS = (-3, -1, 1, 3, 30)
_WEIGHTS = {
    Kind.CRASH: 4,
    Kind.CRASH_AFTER: 5,
    Kind.THROTTLE: 2,
    Kind.LOST_REPLY: 4,
    Kind.WORKER: 5,
    Kind.PAUSE: 4,
    Kind.STEP: 1,
    Kind.OPEN: 3,
    Kind.STALE: 2,
    Kind.UNREACHABLE: 1,
}


def schedule(seed: int) -> Schedule:
    dice = random.Random(seed)
    owners = dice.randint(1, 2)
    count = dice.randint(1, 4)
    ticks = sorted((day, minute) for day in (0, 1) for minute in dice.sample(_TICKS, dice.randint(2, 4)))
    return Schedule(
        seed=seed,
        owners=owners,
        cases=tuple(dice.randrange(owners) for _ in range(count)),
        days=tuple(dice.choice((0, 0, 0, 1)) for _ in range(count)),
        ticks=tuple(ticks),
        faults=tuple(sorted(_fault(dice) for _ in range(dice.randint(1, 6)))),
    )


def _fault(dice: random.Random) -> Fault:
    kind = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    minutes = {Kind.PAUSE: _PAUSES, Kind.STEP: _STEPS, Kind.WORKER: _WAITS}.get(kind)
    return Fault(dice.randrange(75), kind, dice.choice(minutes) if minutes else 0)
