"""Makes the groups talk: ordinary days, long silences, robots, joins, and whatever was planned for the nights."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from local.company.diary import Diary
from local.company.dice import Dice
from local.company.lines import ANNOUNCED, CHATTER, FILES, ROBOT_LINES
from local.company.model import Message, Robot, WorkGroup
from local.company.nights import Plan, Spoken
from local.company.weeks import DAY, DAYS, NOW_SECOND, TODAY, is_worked, second

_WORKED = tuple((day, is_worked(day), second(day, 0)) for day in DAYS)
_RECENT = tuple(day for day in DAYS[-15:-1] if is_worked(day))
_EVERYDAY = frozenset({"awake", "newborn"})


class Town:
    """What all groups share: the robots, the nights' plan and who is already up late."""

    def __init__(self, seed: int, robots: Sequence[Robot], plan: Plan) -> None:
        self.seed = seed
        self.robots = robots
        self.plan = plan
        self._up_late = set(plan.busy)

    def may_stay_up(self, sender: str, period: date) -> bool:
        """At most one stray night post for each person and period, so that chance never makes a burst."""
        if (sender, period) in self._up_late:
            return False
        self._up_late.add((sender, period))
        return True


class _Table(NamedTuple):
    """One group, what is noted of it, and its own stream of chance."""

    group: WorkGroup
    diary: Diary
    dice: Dice

    def anyone(self) -> str:
        return self.dice.pick(self.group.member_ids)

    def chat(self, moment: int, sender: str, root: str = "") -> str:
        return self.diary.say(moment, sender, self.dice.pick(CHATTER), root=root)


def talk(group: WorkGroup, town: Town) -> tuple[Message, ...]:
    """Everything that is said in a group from the day it was made."""
    table = _Table(group, Diary(), Dice(town.seed, "talk", group.id))
    _begin(table)
    life = group.traits.life
    if group.quiet_since is not None:
        _old_days(table, group.quiet_since)
    if life in _EVERYDAY:
        _everyday(table, town)
    if life in {"robot_kept", "robot_only"} or (life == "awake" and table.dice.chance(0.1)):
        _robot_days(table, table.dice.pick(town.robots))
    _planned(table.diary, town.plan.posts.get(group.id, ()))
    return table.diary.finish()


def _begin(table: _Table) -> None:
    """The creator joins, writes the announcement, and the others come in."""
    group, diary = table.group, table.diary
    diary.say(group.created, group.owner_id, _joined(group.owner_id), "channel_join")
    if group.notice:
        said = f"set the channel purpose: {group.notice}"
        diary.say(group.created + 40, group.owner_id, said, "channel_purpose")
    late = _latecomers(group)
    for order, member in enumerate(group.member_ids):
        if member != group.owner_id:
            came = second(TODAY, 10) - 6 * DAY if member in late else group.created + 60 + 7 * order
            diary.say(came + order, member, _joined(member), "channel_join")


def _latecomers(group: WorkGroup) -> tuple[str, ...]:
    """Who is added, last week, to a group in which nobody speaks."""
    return group.member_ids[1:][-2:] if group.traits.life == "joins_only" else ()


def _joined(person_id: str) -> str:
    return f"<@{person_id}> has joined the channel"


def _old_days(table: _Table, last: int) -> None:
    """A few posts in the weeks before it fell silent, the last one at that very second."""
    dice, group = table.dice, table.group
    for days_before in dice.some(range(1, 25), dice.between(3, 12)):
        table.chat(last - days_before * DAY + dice.below(3_000), table.anyone())
    root = table.chat(last, table.anyone())
    if group.traits.life == "replies_only":
        for ago in (26, 12, 4):
            table.chat(second(TODAY, 11) - ago * DAY + dice.below(9_000), table.anyone(), root)
    if group.archived:
        table.diary.say(last + 5 * DAY, group.owner_id, "archived the channel", "channel_archive")


def _everyday(table: _Table, town: Town) -> None:
    """From the first day after it was made; at least one post in the last two weeks."""
    dice, rate = table.dice, table.group.rate
    for day, worked, midnight in _WORKED:
        if midnight <= table.group.created:
            continue
        posts = int((rate if worked else rate * 0.04) * 2 * dice.roll() + dice.roll())
        _one_day(table, [midnight + _moment_of_day(dice) for _ in range(posts)], worked=worked)
        if dice.chance(0.012):
            _stray_night_post(table, town, day)
    table.chat(second(dice.pick(_RECENT), 15) + dice.below(5_000), table.anyone())


def _one_day(table: _Table, moments: Sequence[int], *, worked: bool) -> None:
    """Some talk more than others; an @all only on days that are worked."""
    diary, dice, members = table.diary, table.dice, table.group.member_ids
    root = ""
    for moment in sorted(moments):
        if moment >= NOW_SECOND:
            return
        sender = members[int(len(members) * dice.roll() ** 2)]
        kind = dice.roll()
        if root and kind < 0.16:
            table.chat(moment, sender, root)
        elif kind < 0.2:
            diary.say(moment, sender, dice.pick(FILES), "file_share")
        elif worked and kind > 0.985:
            root = diary.say(moment, sender, dice.pick(ANNOUNCED), tone="all")
        elif kind > 0.9:
            root = diary.say(moment, sender, f"<@{table.anyone()}> {dice.pick(CHATTER)}")
        else:
            root = table.chat(moment, sender)


def _moment_of_day(dice: Dice) -> int:
    """Seconds after midnight: mostly office hours with a lunch break, sometimes the evening, never the night."""
    roll = dice.roll()
    if roll < 0.5:
        return 32_400 + dice.below(10_200)
    if roll < 0.93:
        return 48_600 + dice.below(18_000)
    return 66_600 + dice.below(11_900) if roll < 0.99 else 29_400 + dice.below(3_000)


def _stray_night_post(table: _Table, town: Town, day: date) -> None:
    sender = table.anyone()
    if day < TODAY and town.may_stay_up(sender, day):
        table.chat(second(day, 22, 5) + table.dice.below(6_000), sender)


def _robot_days(table: _Table, robot: Robot) -> None:
    for day, worked, midnight in _WORKED[:-1]:
        if worked and midnight > table.group.created:
            line = ROBOT_LINES[day.toordinal() % len(ROBOT_LINES)]
            table.diary.say(second(day, 9, 5), robot.bot_id, line, "bot_message")


def _planned(diary: Diary, posts: Sequence[Spoken]) -> None:
    stamps: dict[int, str] = {}
    for post in sorted(posts):
        stamps[post.second] = diary.say(
            post.second,
            post.sender,
            post.text,
            "bot_message" if post.robot else "",
            "" if post.answers is None else stamps[post.answers],
            post.tone,
        )
