"""A schedule of faults as a value: the same seed is the same schedule on every store."""

import random
from enum import IntEnum, StrEnum
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
    LOST_REQUEST = "lost_request"
    """Nothing done, and nobody says so (only at a platform)."""
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
    """The platform says this once that this person can never be written to (only at a send)."""
    BLOCK = "block"
    """From now on an account cannot be written to."""
    PUBLISH = "publish"
    """Another people register is put in force: accounts are joined, parted, or somebody left."""
    UNDO = "undo"
    """The people register before this one is put in force again."""
    LEAVE = "leave"
    """An account's platform shows that its holder left."""
    GIVEN = "given"
    """An account is given to somebody else."""
    WAIVE = "waive"
    """The check is waived for a group."""
    STOP = "stop"
    """The check is stopped; where it is stopped already, it is released."""
    INSPECT = "inspect"
    """Every group is judged by what is known of it, and its next step planned."""
    MEND = "mend"
    """A group gets what it was lacking."""
    ANSWER = "answer"
    """A button of a message that arrived is pressed."""
    ACT = "act"
    """Somebody does something about who looks after a group (only where groups change hands)."""
    READ = "read"
    """What a platform shows of a group is read (likewise)."""


class Fault(NamedTuple):
    at: int
    """Which operation of the schedule, the store's and the platforms' counted together; with `on`, which of that name."""
    kind: Kind
    minutes: int = 0
    which: int = 0
    """Which account, group, register or message it befalls, counted round."""
    on: str = ""
    """Before an operation of this name: between claim and freeze, before a takeover, before a send."""


class Proves(IntEnum):
    """How the second platform proves what it delivered; every third schedule has the same."""

    AGAIN = 0
    """It takes the same bytes again and sends one message."""
    BY_A_LOOK = 1
    NOTHING = 2
    """The pigeon post, asked by its own adapter; in the other ways a platform in memory stands in its place."""


class Schedule(NamedTuple):
    seed: int
    register: int
    """Which people register is in force when it begins."""
    cases: tuple[int, ...]
    """For each case, which account owns its group."""
    days: tuple[int, ...]
    """For each case, on which day of the story it falls due."""
    ticks: tuple[tuple[int, int], ...]
    """(day of the story, minute of the day) of each run while faults happen."""
    faults: tuple[Fault, ...]

    @property
    def second(self) -> Proves:
        return Proves(self.seed % len(Proves))


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
PAUSES = (1, 4, 8, 20, 50, 58, 62, 75, 240, 600)
_WAITS = (0, 0, 0, 4, 8, 20)
_STEPS = (-3, -1, 1, 3, 30)
_WEIGHTS = {
    Kind.CRASH: 4,
    Kind.CRASH_AFTER: 5,
    Kind.THROTTLE: 2,
    Kind.LOST_REPLY: 4,
    Kind.LOST_REQUEST: 2,
    Kind.WORKER: 5,
    Kind.PAUSE: 4,
    Kind.STEP: 1,
    Kind.OPEN: 3,
    Kind.STALE: 2,
    Kind.UNREACHABLE: 1,
    Kind.BLOCK: 1,
    Kind.PUBLISH: 5,
    Kind.UNDO: 2,
    Kind.LEAVE: 1,
    Kind.GIVEN: 2,
    Kind.WAIVE: 2,
    Kind.STOP: 1,
    Kind.INSPECT: 2,
    Kind.MEND: 1,
    Kind.ANSWER: 2,
}
_RUN, _CLAIM, _FREEZE, _AGAIN, _SETTLE, _SEND = (
    "outbox.unsettled",
    "outbox.claim",
    "outbox.freeze",
    "outbox.take_over",
    "outbox.settle",
    "send",
)
_MOMENTS = ("", "", "", _RUN, _CLAIM, _FREEZE, _AGAIN, _SETTLE, _SEND)
"""Most faults come at any operation; the others where the protocol takes its next step."""
_TOGETHER = (
    ((Kind.LOST_REQUEST, _SEND), (Kind.PUBLISH, _RUN)),
    ((Kind.PUBLISH, _SETTLE), (Kind.OPEN, _RUN)),
    ((Kind.PUBLISH, _FREEZE), (Kind.OPEN, _RUN)),
    ((Kind.GIVEN, _RUN), (Kind.OPEN, _FREEZE)),
)
"""What seldom comes together by chance, and shows whose account is whose in the worst of moments."""
_OPERATIONS = 110
"""So many are counted in a schedule of ordinary length."""


def schedule(seed: int) -> Schedule:
    dice = random.Random(seed)
    count = dice.randint(1, 5)
    ticks = sorted((day, minute) for day in (0, 1) for minute in dice.sample(_TICKS, dice.randint(2, 4)))
    return Schedule(
        seed=seed,
        register=dice.choice((0, 0, 1, 1, 2, 3, 4, 5)),
        cases=tuple(dice.choice((0, 0, 1, 1, 2, 3, 4)) for _ in range(count)),
        days=tuple(dice.choice((0, 0, 0, 1)) for _ in range(count)),
        ticks=tuple(ticks),
        faults=tuple(sorted([*(_fault(dice) for _ in range(dice.randint(1, 8))), *_together(dice)])),
    )


def _together(dice: random.Random) -> list[Fault]:
    if dice.random() < 0.7:
        return []
    pair = dice.choice(_TOGETHER)
    return [Fault(dice.randint(1, 3), kind, 0, dice.randrange(60), on) for kind, on in pair]


def _fault(dice: random.Random) -> Fault:
    kind = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    minutes = {Kind.PAUSE: PAUSES, Kind.STEP: _STEPS, Kind.WORKER: _WAITS}.get(kind)
    on = dice.choice(_MOMENTS)
    at = dice.randint(1, 3) if on else dice.randrange(_OPERATIONS)
    return Fault(at, kind, dice.choice(minutes) if minutes else 0, dice.randrange(60), on)
