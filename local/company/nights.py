"""Plants what happens at night and on days off: mass posting of every kind, and what only looks like it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from local.company.dice import Dice
from local.company.lines import ANNOUNCED, CHATTER, ROBOT_LINES, URGENT
from local.company.model import Incident, Robot, WorkGroup
from local.company.weeks import second


class Spoken(NamedTuple):
    """One planned post."""

    second: int
    sender: str
    text: str
    tone: str = ""
    """As `Message.tone`."""
    robot: bool = False
    answers: int | None = None
    """The second of the planned post that this one replies to."""


class Plan(NamedTuple):
    incidents: tuple[Incident, ...]
    posts: dict[str, list[Spoken]]
    """By group id."""
    busy: set[tuple[str, date]]
    """(sender, period): whoever is planned may say nothing else at night in that period."""


def _days(month: int, *days: int) -> list[date]:
    return [date(2026, month, day) for day in days]


_EARLIER_BURSTS = _days(8, 5, 11, 13, 19, 20, 27) + _days(9, 1, 3, 9, 10, 15, 16, 20, 22, 24)
_LATE_BURSTS = _days(9, 28, 29, 30, 30) + _days(10, 2, 5, 7, 8, 8, 9, 10, 11)
SCHEDULE: tuple[tuple[str, bool, list[date]], ...] = (
    ("frequent", True, _EARLIER_BURSTS + _LATE_BURSTS),
    ("frequent_at_dawn", True, _days(10, 8)),
    ("broadcast", True, [*_days(8, 12), *_days(9, 2, 17, 29), *_days(10, 6, 9)]),
    ("loud_at_night", True, [*_days(8, 18, 25), *_days(9, 8, 21, 28, 30), *_days(10, 8, 9)]),
    ("loud_on_day_off", True, [*_days(8, 8, 23), *_days(9, 13), *_days(10, 2, 5, 7, 11)]),
    ("nine_posts", False, [*_days(9, 30), *_days(10, 8)]),
    ("slow_dozen", False, _days(10, 9)),
    ("two_groups", False, [*_days(9, 30), *_days(10, 8)]),
    ("third_is_reply", False, _days(10, 9)),
    ("tiny_group", False, [*_days(9, 29), *_days(10, 9)]),
    ("urgent_window", False, [*_days(9, 29), *_days(10, 8)]),
    ("all_on_worked_weekend", False, [*_days(9, 20), *_days(10, 10)]),
    ("evening", False, _days(10, 9)),
    ("morning", False, _days(10, 9)),
    ("robot_at_night", False, [*_days(9, 29), *_days(10, 9)]),
    ("amnesty", False, _days(9, 25, 26)),
    ("urgent_by_day", False, [*_days(9, 11, 30), *_days(10, 8, 9)]),
    ("on_call", False, [*_days(9, 29), *_days(10, 5, 9)]),
    ("external", False, _days(10, 9)),
)
"""What, whether the manual calls it mass posting, and in which periods."""


class _Night:
    """The planning of all incidents: who is free, and which groups fit."""

    def __init__(self, seed: int, groups: Sequence[WorkGroup], robots: Sequence[Robot]) -> None:
        self.dice = Dice(seed, "nights")
        self.robots = robots
        self.posts: dict[str, list[Spoken]] = defaultdict(list)
        self.busy: set[tuple[str, date]] = set()
        awake = [group for group in self.dice.shuffled(groups) if group.traits.life == "awake"]
        self.usual = [group for group in awake if group.kind == "project" and len(group.member_ids) >= 8]
        self.tiny = [group for group in awake if len(group.member_ids) < 5]
        self.by_kind = {kind: [g for g in awake if g.kind == kind] for kind in ("on_call", "external")}
        self._taken: set[tuple[str, date]] = set()

    def take(self, why: str, period: date, places: int) -> tuple[str, list[str]]:
        """A sender who is free in this period, and groups of theirs in which nothing else is planned."""
        groups = [group for group in self._fitting(why) if (group.id, period) not in self._taken]
        while True:
            sender = self.dice.pick(self.dice.pick(groups).member_ids)
            theirs = [group.id for group in groups if sender in group.member_ids][:places]
            if len(theirs) == places and (sender, period) not in self.busy:
                break
        self.busy.add((sender, period))
        self._taken.update((group_id, period) for group_id in theirs)
        return sender, theirs

    def _fitting(self, why: str) -> list[WorkGroup]:
        if why == "frequent":
            return self.usual[:14]  # the same groups again and again, as in life
        return self.tiny if why == "tiny_group" else self.by_kind.get(why, self.usual)


_Script = Callable[[_Night, str, date, int], list[Spoken]]
"""(planning, sender, period, how many groups came before) → the posts in one group."""


def plan(seed: int, groups: Sequence[WorkGroup], robots: Sequence[Robot]) -> Plan:
    night = _Night(seed, groups, robots)
    incidents = [
        _incident(night, why, period, counts=counts)
        for why, counts, periods in SCHEDULE
        for period in periods
    ]
    return Plan(tuple(incidents), dict(night.posts), night.busy)


def _incident(night: _Night, why: str, period: date, *, counts: bool) -> Incident:
    sender, group_ids = night.take(why, period, _PLACES.get(why, 1))
    for order, group_id in enumerate(group_ids):
        night.posts[group_id] += _SCRIPTS[why](night, sender, period, order)
    return Incident(why, period, sender, tuple(group_ids), counts)


_PLACES = {"broadcast": 4, "two_groups": 2, "third_is_reply": 3}


def _burst(night: _Night, sender: str, start: int, count: int, within: int) -> list[Spoken]:
    """`count` posts, the first at `start` and all within so many seconds."""
    moments = sorted({start + night.dice.below(within) for _ in range(count - 1)} | {start})
    while len(moments) < count:
        moments.append(moments[-1] + 1)
    return [Spoken(moment, sender, night.dice.pick(CHATTER)) for moment in moments]


def _frequent(night: _Night, sender: str, period: date, _: int) -> list[Spoken]:
    start = second(period, 22, 40) + night.dice.below(4_800)
    return _burst(night, sender, start, night.dice.between(11, 36), 3_300)


def _broadcast(night: _Night, sender: str, period: date, order: int) -> list[Spoken]:
    start = second(period, 22, 50 + order * 5, night.dice.below(200))
    return [Spoken(start, sender, CHATTER[period.day]), Spoken(start + 40, sender, night.dice.pick(CHATTER))]


def _two_at_night(night: _Night, sender: str, period: date, order: int) -> list[Spoken]:
    return [Spoken(second(period, 23, 5 + order * 4, 12), sender, night.dice.pick(CHATTER))]


def _third_is_reply(night: _Night, sender: str, period: date, order: int) -> list[Spoken]:
    said = _two_at_night(night, sender, period, order)
    if order < 2:
        return said
    asked = Spoken(second(period, 17, 20), sender, night.dice.pick(CHATTER))
    return [asked, said[0]._replace(answers=asked.second)]


def _slow_dozen(night: _Night, sender: str, period: date, _: int) -> list[Spoken]:
    """Seven and a half minutes apart: never ten within an hour."""
    return [Spoken(second(period, 22, 5, 450 * n), sender, night.dice.pick(CHATTER)) for n in range(12)]


def _urgent_window(night: _Night, sender: str, period: date, _: int) -> list[Spoken]:
    start = second(period, 22, 30)
    return [Spoken(start, sender, URGENT[0], "urgent"), *_burst(night, sender, start + 90, 14, 3_000)]


def _at(hour: int, minute: int, count: int = 12, within: int = 2_300) -> _Script:
    """A burst at a fixed time; hours past 23 are the next morning's."""
    return lambda night, sender, period, _: _burst(night, sender, second(period, hour, minute), count, within)


def _loud(hour: int, minute: int) -> _Script:
    return lambda night, sender, period, _: [
        Spoken(second(period, hour, minute, period.day), sender, night.dice.pick(ANNOUNCED), "all")
    ]


def _robot(night: _Night, _: str, period: date, __: int) -> list[Spoken]:
    robot = night.robots[1]
    return [
        Spoken(second(period, 23, n), robot.bot_id, ROBOT_LINES[2], "" if n else "all", robot=True)
        for n in range(12)
    ]


def _urgent_by_day(night: _Night, sender: str, period: date, _: int) -> list[Spoken]:
    return [Spoken(second(period, 14, 25), sender, night.dice.pick(URGENT), "urgent")]


_SCRIPTS: dict[str, _Script] = {
    "frequent": _frequent,
    "frequent_at_dawn": _at(30, 10),
    "broadcast": _broadcast,
    "loud_at_night": _loud(23, 15),
    "loud_on_day_off": _loud(10, 30),
    "nine_posts": _at(22, 45, count=9),
    "slow_dozen": _slow_dozen,
    "two_groups": _two_at_night,
    "third_is_reply": _third_is_reply,
    "tiny_group": _at(23, 0),
    "urgent_window": _urgent_window,
    "all_on_worked_weekend": _loud(10, 0),
    "evening": _at(21, 15),
    "morning": _at(8, 1),
    "robot_at_night": _robot,
    "amnesty": _at(22, 50),
    "urgent_by_day": _urgent_by_day,
    "on_call": _frequent,
    "external": _frequent,
}
