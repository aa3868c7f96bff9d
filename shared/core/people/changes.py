"""What a new people register changes: who comes and goes, and which accounts are one person's that were not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from shared.core.account import Account
from shared.core.model import Person

FIELDS = tuple(name for name in Person._fields if name != "accounts")
TOO_MANY = 5
"""A register that takes more than one of so many people away is more likely a mistake."""


class Pieces(NamedTuple):
    """One person, and the sets of accounts that they were before, or are from now on."""

    person: Person
    """The one person: as the later register has them where accounts were joined, as the earlier where they parted."""
    pieces: tuple[tuple[Account, ...], ...]
    """At least two."""


class Moved(NamedTuple):
    """An account that one person had and another has now; both are in either register."""

    account: Account
    before: Person
    """Who had it, as in the earlier register."""
    after: Person


class Changed(NamedTuple):
    """What else is said of somebody; never the values, which are theirs."""

    person: Person
    """As in the later register."""
    fields: tuple[str, ...]


class PeopleChanges(NamedTuple):
    """All in the order of their accounts. An account that no register names is a person of its own."""

    added: tuple[Person, ...] = ()
    """None of their accounts was registered."""
    removed: tuple[Person, ...] = ()
    """None of their accounts is registered any more."""
    joined: tuple[Pieces, ...] = ()
    """Accounts that were apart and are one person's now; nobody who is added."""
    parted: tuple[Pieces, ...] = ()
    """Accounts that were one person's and are apart now; nobody who is removed."""
    moved: tuple[Moved, ...] = ()
    """These show in `joined` and `parted` as well."""
    dropped: tuple[Account, ...] = ()
    """Accounts that are not registered any more, of people who still are."""
    changed: tuple[Changed, ...] = ()


def changes(before: Iterable[Person], after: Iterable[Person]) -> PeopleChanges:
    """In neither register may an account be claimed twice: see `conflicts`."""
    old, new = sorted(before, key=_first), sorted(after, key=_first)
    was, now = _by_account(old), _by_account(new)
    same = _successors(was, now)
    removed = tuple(person for person in old if now.keys().isdisjoint(person.accounts))
    gone = was.keys() - now.keys() - {account for person in removed for account in person.accounts}
    return PeopleChanges(
        added=tuple(person for person in new if was.keys().isdisjoint(person.accounts)),
        removed=removed,
        joined=tuple(_in_pieces(new, was)),
        parted=tuple(_in_pieces(old, now)),
        moved=tuple(_moved(was, now, same)),
        dropped=tuple(sorted(gone)),
        changed=tuple(_changed(was, now, same)),
    )


def removes_too_many(found: PeopleChanges, before: Iterable[Person]) -> bool:
    """Whether more than a fifth of the people are removed or lose an account, as by a column that was lost.

    Nobody can be lost of an empty register.
    """
    people = list(before)
    dropped = set(found.dropped)
    lose_one = sum(not dropped.isdisjoint(person.accounts) for person in people)
    return (len(found.removed) + lose_one) * TOO_MANY > len(people)


def conflicts(people: Iterable[Person]) -> tuple[Account, ...]:
    """Accounts that more than one person claims."""
    claims = Counter(account for person in people for account in set(person.accounts))
    return tuple(sorted(account for account, count in claims.items() if count > 1))


def _first(person: Person) -> Account:
    return min(person.accounts)


def _by_account(people: Iterable[Person]) -> dict[Account, Person]:
    return {account: person for person in people for account in person.accounts}


def _successors(was: Mapping[Account, Person], now: Mapping[Account, Person]) -> dict[Person, Person]:
    """Who of the later register is whom of the earlier: those with the most accounts in common, each once."""
    common = Counter((was[account], now[account]) for account in sorted(was.keys() & now.keys()))
    same: dict[Person, Person] = {}
    taken: set[Person] = set()
    for (old, new), _ in common.most_common():  # of equal ones the first by account
        if old not in same and new not in taken:
            same[old] = new
            taken.add(new)
    return same


def _in_pieces(people: Iterable[Person], other: Mapping[Account, Person]) -> Iterator[Pieces]:
    """Those who are more than one person in the other register, and are in it at all."""
    for person in people:
        pieces: dict[Person | Account, list[Account]] = {}
        for account in sorted(person.accounts):
            pieces.setdefault(other.get(account, account), []).append(account)
        if len(pieces) > 1 and not other.keys().isdisjoint(person.accounts):
            yield Pieces(person, tuple(map(tuple, pieces.values())))


def _moved(
    was: Mapping[Account, Person], now: Mapping[Account, Person], same: Mapping[Person, Person]
) -> Iterator[Moved]:
    """Where either person is in one register only, their accounts were joined or parted, and none moved."""
    followed = {new: old for old, new in same.items()}
    for account in sorted(was.keys() & now.keys()):
        old, new = was[account], now[account]
        if old in same and new in followed and same[old] != new:
            yield Moved(account, old, new)


def _changed(
    was: Mapping[Account, Person], now: Mapping[Account, Person], same: Mapping[Person, Person]
) -> Iterator[Changed]:
    """A delegate who is named by another account is the same delegate."""
    for old, new in sorted(same.items(), key=lambda pair: _first(pair[1])):
        fields = [name for name in FIELDS if getattr(old, name) != getattr(new, name)]
        stand_in = was.get(old.delegate or "")
        stand_in_now = same.get(stand_in) if stand_in else None
        if "delegate" in fields and stand_in_now and stand_in_now == now.get(new.delegate or ""):
            fields.remove("delegate")
        if fields:
            yield Changed(new, tuple(fields))
