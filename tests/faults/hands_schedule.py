"""Schedules in which groups change hands: who does what on which day, and the faults that befall them and the runs between."""

import random
from typing import NamedTuple

from tests.app.acts import What
from tests.faults.schedule import PAUSES, Fault, Kind, Schedule


class Turn(NamedTuple):
    """What happens at a moment when nothing else does."""

    day: int
    """Of `hands_story.DAYS`."""
    minute: int
    kind: Kind
    """WORKER: a run that tells what is due; else as a fault of that kind."""
    which: int


_DAYS = (0, 0, 0, 1, 1, 2, 3, 4, 5)
_WEIGHTS = {Kind.WORKER: 6, Kind.ACT: 12, Kind.INSPECT: 2, Kind.READ: 2, Kind.LEAVE: 1}
_FAULTS = {
    Kind.CRASH: 4,
    Kind.CRASH_AFTER: 6,
    Kind.THROTTLE: 1,
    Kind.LOST_REPLY: 4,
    Kind.LOST_REQUEST: 1,
    Kind.WORKER: 4,
    Kind.PAUSE: 3,
    Kind.ACT: 10,
    Kind.READ: 2,
    Kind.INSPECT: 1,
    Kind.LEAVE: 1,
}
_MOMENTS = (
    "",
    "",
    "inventory.put_filing",
    "inventory.move_filing",
    "inventory.move_filing",
    "outbox.claim",
    "outbox.freeze",
    "outbox.settle",
    "audit.write",
    "send",
)
_OPERATIONS = 500
_WHAT = (
    *(3 * (What.FILE, What.TAKE)),
    *(4 * (What.OFFER, What.ACCEPT)),
    *(3 * (What.JOIN,)),
    *(2 * (What.DECLINE,)),
    *(2 * (What.STEP_DOWN, What.LET_GO)),
    What.TAKE_BACK,
    What.GIVE_UP,
    What.EDIT,
    What.CONFIRM,
    What.SHEET,
)


class Intent(NamedTuple):
    """What somebody means to do. Numbers are counted round."""

    what: What
    person: int
    """With which account; where `is_fitting`, whoever it is up to."""
    to: int
    group: int
    is_fitting: bool
    by_card: bool
    """An answer is given by a button, where a message has one."""


def intent(which: int) -> Intent:
    dice = random.Random(which)
    return Intent(
        dice.choice(_WHAT),
        dice.randrange(60),
        dice.randrange(60),
        dice.choice((0, 0, 0, 1)),
        is_fitting=dice.random() < 0.7,
        by_card=dice.random() < 0.5,
    )


_AT_ONCE = (
    (What.FILE, "inventory.put_filing"),
    (What.TAKE, "inventory.move_filing"),
    (What.ACCEPT, "inventory.move_filing"),
    (What.DECLINE, "inventory.move_filing"),
    (What.TAKE_BACK, "inventory.move_filing"),
    (What.JOIN, "inventory.move_filing"),
    (What.STEP_DOWN, "inventory.put_filing"),
    (What.STEP_DOWN, "inventory.move_filing"),
    (What.LET_GO, "inventory.move_filing"),
)
"""What somebody else does between what was looked at and what is written."""


def hands_schedule(seed: int) -> Schedule:
    dice = random.Random(seed)
    faults = [_fault(dice) for _ in range(dice.randint(2, 8))]
    return Schedule(
        seed=seed,
        register=dice.choice((0, 1, 1)),
        cases=(dice.choice((0, 1, 2, 3)),),
        days=(0,),
        ticks=(),
        faults=tuple(sorted([*faults, *(_at_once(dice) for _ in range(dice.randint(0, 3)))])),
    )


def _at_once(dice: random.Random) -> Fault:
    what, on = dice.choice(_AT_ONCE)
    return Fault(dice.randint(1, 4), Kind.ACT, 0, _meaning(what, dice), on)


def _meaning(what: What, dice: random.Random) -> int:
    return next(which for which in iter(lambda: dice.randrange(10_000), None) if intent(which).what is what)


def _fitting(what: What, dice: random.Random) -> int:
    """By whoever it is up to, about the group that is only filed."""
    found = iter(lambda: _meaning(what, dice), None)
    return next(which for which in found if intent(which).is_fitting and intent(which).group == 0)


def turns(seed: int) -> list[Turn]:
    """What happens on the days of the schedule of this seed, in order. In one of three two look after the group at first."""
    dice = random.Random(-1 - seed)
    first = [_meaning(What.FILE, dice)]
    if seed % 3 == 0:
        first += (_fitting(what, dice) for what in (What.JOIN, What.ACCEPT))
    begin = [Turn(0, 9 * 60 + at, Kind.ACT, which) for at, which in enumerate(first)]
    return [*begin, *sorted(_turn(dice) for _ in range(dice.randint(8, 16)))]


def _turn(dice: random.Random) -> Turn:
    kind = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    return Turn(dice.choice(_DAYS), dice.randrange(9 * 60, 18 * 60), kind, dice.randrange(1_000))


def _fault(dice: random.Random) -> Fault:
    kind = dice.choices(list(_FAULTS), list(_FAULTS.values()))[0]
    on = dice.choice(_MOMENTS)
    at = dice.randint(1, 4) if on else dice.randrange(_OPERATIONS)
    minutes = dice.choice(PAUSES) if kind is Kind.PAUSE else 0
    return Fault(at, kind, minutes, dice.randrange(1_000), on)
