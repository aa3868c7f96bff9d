"""Whom somebody means who writes a name or a number instead of an account (DESIGN section 10, Filed beside observed).

Only the people register says it, and only where exactly one of its people who still work here can be meant.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shared.core.account import Account, Written, account, platform_of
from shared.core.model import Person
from shared.core.people.standing import Standing
from shared.core.scene import Scene

Meant = tuple[Account, ...]
"""The accounts of one person that they have now."""


class Roll(NamedTuple):
    """The people of the register who are not known to be out, by what they can be called."""

    by_name: Mapping[str, tuple[Meant, ...]]
    by_number: Mapping[str, tuple[Meant, ...]]
    known: frozenset[Account]
    """Every account that a directory or the register has."""


def roll_of(scene: Scene) -> Roll:
    names: defaultdict[str, list[Meant]] = defaultdict(list)
    numbers: defaultdict[str, list[Meant]] = defaultdict(list)
    for person, accounts in _people(scene):
        if person.name:
            names[person.name.strip()].append(accounts)
        if person.number:
            numbers[person.number.strip()].append(accounts)
    company = scene.company
    return Roll(
        {name: tuple(found) for name, found in names.items()},
        {number: tuple(found) for number, found in numbers.items()},
        frozenset(company.people.keys() | company.profiles.keys()),
    )


def _people(scene: Scene) -> Iterator[tuple[Person, Meant]]:
    version = scene.company.people_version
    for person in dict.fromkeys(scene.company.people.values()):
        accounts = tuple(one for one in person.accounts if scene.means(one, version.at))
        if accounts and scene.standing(accounts[0]) is not Standing.OUT:
            yield person, accounts


def meant(written: Written, platform: str, roll: Roll) -> tuple[Account, ...]:
    """The account of everybody who may be meant in a row of a group of this platform: exactly one, or it is not clear.

    A whole account is what it says, known or not. Of a person's accounts the one on the group's platform is taken, else
    the first.
    """
    if written.is_name:
        return tuple(_one_of(person, platform) for person in roll.by_name.get(written.text, ()))
    if not written.is_bare:
        return (written.account,)
    people = roll.by_number.get(written.text, ())
    found = [_one_of(person, platform) for person in people]
    is_theirs = any(written.account in person for person in people)
    if account(platform, written.text) in roll.known and not is_theirs:
        found.append(written.account)
    return tuple(found)


def _one_of(person: Meant, platform: str) -> Account:
    return next((one for one in person if platform_of(one) == platform), person[0])
