"""Hires the company: people with titles, managers and heads, some of whom have left, and the projects they lead."""

from collections.abc import Iterator
from typing import NamedTuple

from local.company.dice import Dice, Ids
from local.company.model import Employee, Robot, Unit, Venture
from local.company.vocabulary import GIVEN, PET_NAMES, PROJECTS, ROBOTS, SURNAMES, UNITS, UnitWords

LEFT, DISABLED = 18, 6
"""How many of the 420 no longer work here, and whose accounts are merely switched off."""
NAMESAKES = 3
"""Pairs of people who have the same name, as every company of this size has."""


class Staff(NamedTuple):
    units: tuple[Unit, ...]
    people: tuple[Employee, ...]
    projects: tuple[Venture, ...]
    robots: tuple[Robot, ...]

    def active(self, unit: str) -> list[Employee]:
        return [person for person in self.people if person.unit == unit and person.state == "active"]

    def gone(self, state: str) -> list[Employee]:
        return [person for person in self.people if person.state == state]


def hire(seed: int) -> Staff:
    dice = Dice(seed, "staff")
    ids = Ids(Dice(seed, "people"))
    names = iter(_names(dice, sum(words.size for words in UNITS)))
    teams = [_team(words, names, ids) for words in UNITS]
    people = _report_upwards([person for team in teams for person in team])
    people = _nicknames(_leave(people, dice), dice)
    heads = {person.unit: person.id for person in people if person.rank <= 1}
    units = tuple(Unit(words.name, words.aliases, heads[words.name], words.parent) for words in UNITS)
    robots = tuple(Robot(ids.new("U0", 8), ids.new("B0", 8), name) for name in ROBOTS)
    return Staff(units, tuple(people), _projects(people, dice), robots)


def _names(dice: Dice, count: int) -> list[str]:
    different = dice.some([surname + given for surname in SURNAMES for given in GIVEN], count - NAMESAKES)
    return dice.shuffled(different + different[:NAMESAKES])


def _team(words: UnitWords, names: Iterator[str], ids: Ids) -> list[Employee]:
    """One head, a manager for every nine people, and everyone else by turns of the titles."""
    top = 0 if words.head == "总经理" else 1
    managers = max(1, words.size // 9)
    titles = [(words.head, top)] + [(words.manager, 2)] * managers
    titles += [(words.staff[n % len(words.staff)], 3) for n in range(words.size - len(titles))]
    return [
        Employee(ids.new("U0", 8), name, name, words.name, title, rank, "active", None)
        for (title, rank), name in zip(titles, names, strict=False)
    ]


def _report_upwards(people: list[Employee]) -> list[Employee]:
    heads = {person.unit: person for person in people if person.rank <= 1}
    parents = {words.name: words.parent for words in UNITS}
    general_manager = next(person for person in people if person.rank == 0)
    return [
        _with_manager(person, people, heads, heads.get(parents[person.unit] or "", general_manager))
        for person in people
    ]


def _with_manager(
    person: Employee, people: list[Employee], heads: dict[str, Employee], above: Employee
) -> Employee:
    if person.rank <= 1:
        return person._replace(manager_id=None if person.id == above.id else above.id)
    head = heads[person.unit]
    if person.rank == 2:
        return person._replace(manager_id=head.id)
    managers = [other for other in people if other.unit == person.unit and other.rank == 2]
    return person._replace(manager_id=managers[people.index(person) % len(managers)].id)


def _leave(people: list[Employee], dice: Dice) -> list[Employee]:
    """Some go; heads stay, so that every department has one."""
    places = dice.some([n for n, person in enumerate(people) if person.rank >= 2], LEFT + DISABLED)
    for order, place in enumerate(places):
        people[place] = people[place]._replace(state="left" if order < LEFT else "disabled")
    return people


def _nicknames(people: list[Employee], dice: Dice) -> list[Employee]:
    """Most write name and department, as the manual advises; some do not."""
    return [person._replace(nickname=_nickname(person, dice)) for person in people]


def _nickname(person: Employee, dice: Dice) -> str:
    roll = dice.roll()
    if roll < 0.72:
        return f"{person.name}-{person.unit}"
    if roll < 0.82:
        return f"{person.name}（{person.title}）"
    return person.name if roll < 0.94 else dice.pick(PET_NAMES)


def _projects(people: list[Employee], dice: Dice) -> tuple[Venture, ...]:
    return tuple(
        Venture(words.name, words.aliases, dice.pick(_leaders(people, words.unit)), words.unit, words.ended)
        for words in PROJECTS
    )


def _leaders(people: list[Employee], unit: str) -> list[str]:
    return [p.id for p in people if p.unit == unit and p.state == "active" and p.rank <= 2]
