"""Founds the company's groups: who owns them, who is in them, what they announce and how alive they are."""

from typing import NamedTuple

from local.company import notices
from local.company.dice import Dice, Ids, deal
from local.company.group_names import Named, name_groups
from local.company.lines import TOPICS
from local.company.model import Employee, Traits, WorkGroup
from local.company.staff import Staff
from local.company.vocabulary import PROJECT_UNITS
from local.company.weeks import DAY, NOW_SECOND, TODAY, day_of, second

LIVES = (
    ("sleeper", 34),
    ("robot_kept", 6),
    ("joins_only", 3),
    ("just_asleep", 1),
    ("just_awake", 1),
    ("drowsy", 6),
    ("never_used", 8),
    ("robot_only", 3),
    ("fresh_unused", 3),
    ("replies_only", 3),
    ("archived", 15),
    ("newborn", 16),
)
"""In 300 groups; the rest are `awake`."""
ASLEEP = frozenset({"sleeper", "robot_kept", "joins_only", "just_asleep", "never_used", "robot_only"})
"""Lives that the manual calls inactive."""
OWNERS = (("left", 22), ("disabled", 8))
SIZES = (("tiny", 18), ("small", 60), ("large", 30))

_SIZE_RANGE = {"tiny": (2, 4), "small": (5, 9), "medium": (8, 18), "large": (20, 45)}
_IDLE_DAYS = {
    "sleeper": (62, 401),
    "robot_kept": (70, 300),
    "joins_only": (64, 150),
    "drowsy": (25, 57),
    "archived": (20, 200),
    "replies_only": (75, 120),
}
"""Calendar days since the last ordinary human post."""


class _Cards(NamedTuple):
    """What chance dealt to one group."""

    notice: str
    owner: str
    life: str
    size: str


def make_groups(seed: int, staff: Staff, count: int) -> tuple[WorkGroup, ...]:
    dice = Dice(seed, "groups")
    ids = Ids(Dice(seed, "group ids"))
    named = name_groups(Dice(seed, "names"), count)
    hands = _deal_all(dice, named, {project.name for project in staff.projects if project.ended})
    return tuple(
        _group(ids.new("C0", 9), name, cards, staff, Dice(seed, "group", n))
        for n, (name, cards) in enumerate(zip(named, hands, strict=True))
    )


def _deal_all(dice: Dice, named: list[Named], ended: set[str]) -> list[_Cards]:
    """Special groups are in order; groups of ended projects sleep more often than others."""
    ordinary = [name for name in named if name.kind == "project"]
    count = len(ordinary)
    lives = _sleepy_first(deal(dice, LIVES, "awake", count), [name.project in ended for name in ordinary])
    hands = zip(
        deal(dice, notices.QUOTAS, "full", count),
        deal(dice, OWNERS, "active", count),
        lives,
        deal(dice, SIZES, "medium", count),
        strict=True,
    )
    special = [_Cards("full", "active", "awake", "large")] * (len(named) - count)
    return special + [_Cards(*hand) for hand in hands]


def _sleepy_first(lives: list[str], ended: list[bool]) -> list[str]:
    """Swaps two of three awake lives of ended projects for a sleeper's."""
    spare = [n for n, life in enumerate(lives) if life == "sleeper" and not ended[n]]
    restless = [n for n, life in enumerate(lives) if life == "awake" and ended[n]]
    for order, place in enumerate(restless):
        if order % 3 != 2 and spare:
            other = spare.pop()
            lives[place], lives[other] = lives[other], lives[place]
    return lives


def _group(group_id: str, named: Named, cards: _Cards, staff: Staff, dice: Dice) -> WorkGroup:
    owner = _owner(named, cards.owner, staff, dice)
    members = _members(named, cards.size, owner, staff, dice)
    quiet_since = _quiet_since(cards.life, dice)
    notice = notices.write(cards.notice, _about(named, owner, members, staff, dice), dice)
    admins = [person.id for person in members if person.id != owner.id]
    return WorkGroup(
        id=group_id,
        name=named.name,
        kind=named.kind,
        unit=named.unit,
        project=named.project,
        use=named.use,
        created=_created(cards.life, quiet_since, dice),
        owner_id=owner.id,
        admin_ids=tuple(admins[: dice.pick((0, 0, 1, 1, 1, 2))]),
        member_ids=tuple(person.id for person in members),
        notice=notice.text,
        topic=_topic(cards.notice, named, dice),
        archived=cards.life == "archived",
        rate=0.4 + 15 * dice.roll() ** 3,
        quiet_since=quiet_since,
        traits=Traits(
            named.shape, named.expect, cards.notice, notice.missing, notice.perhaps, cards.owner, cards.life
        ),
    )


def _owner(named: Named, state: str, staff: Staff, dice: Dice) -> Employee:
    """Mostly managers; a head now and then. Somebody who is gone comes from the same department if possible."""
    if state != "active":
        gone = staff.gone(state)
        return dice.pick([person for person in gone if person.unit == named.unit] or gone)
    team = staff.active(named.unit)
    if named.kind == "all_staff" or dice.chance(0.12):
        return team[0]
    managers = [person for person in team if person.rank == 2]
    return dice.pick(managers if managers and dice.chance(0.5) else team)


def _members(named: Named, size: str, owner: Employee, staff: Staff, dice: Dice) -> list[Employee]:
    """The owner first; then mostly the department, and some of those it works with."""
    everyone = [person for person in staff.people if person.state == "active"]
    if named.kind == "all_staff":
        return [owner, *(person for person in everyone if person.id != owner.id)]
    wanted = dice.between(*_SIZE_RANGE[size])
    team = [person for person in everyone if person.unit == named.unit]
    near = [person for person in everyone if person.unit in PROJECT_UNITS] if named.project else team
    chosen = dice.some(near, wanted * 3 // 4) + dice.some(everyone, wanted)
    unlike = {person.id: person for person in (owner, *chosen)}
    return [person for person in unlike.values() if person.state == "active"][:wanted]


def _about(named: Named, owner: Employee, members: list[Employee], staff: Staff, dice: Dice) -> notices.About:
    others = sorted({person.unit for person in members} - {named.unit}) or ["其他部门"]
    unit, other = ("总部", "各部门") if named.kind == "all_staff" else (named.unit, dice.pick(others))
    strangers = [person.name for person in staff.gone("left") if person.name != owner.name]
    use = named.use if named.project is None else named.project + named.use
    return notices.About(use, unit, other, owner.name, owner.id, dice.pick(strangers))


def _topic(notice: str, named: Named, dice: Dice) -> str:
    """Never on a group without announcement, except where that is the point."""
    if notice == "topic_only":
        return f"{named.use}：{TOPICS[0]}"
    return dice.pick(TOPICS) if notice not in {"none", "blank"} and dice.chance(0.15) else ""


def _quiet_since(life: str, dice: Dice) -> int | None:
    """When the last ordinary human post was made, in working hours; to the second where the life is an edge case."""
    sixty_days_ago = NOW_SECOND - 60 * DAY
    edges = {"just_asleep": sixty_days_ago - 1, "just_awake": sixty_days_ago + 1}
    if life in edges:
        return edges[life]
    if life not in _IDLE_DAYS:
        return None
    midnight = second(TODAY, 0) - dice.between(*_IDLE_DAYS[life]) * DAY
    return midnight + dice.between(34_200, 63_000)


def _created(life: str, quiet_since: int | None, dice: Dice) -> int:
    """During a working day, some time before anything happened."""
    if life == "fresh_unused":
        ago = dice.between(5, 50)
    elif life == "newborn":
        ago = dice.between(16, 65)
    elif quiet_since is not None:
        ago = (TODAY - day_of(quiet_since)).days + dice.between(30, 500)
    else:
        ago = dice.between(90, 1000)
    return second(TODAY, 9) - ago * DAY + dice.below(30_000)
