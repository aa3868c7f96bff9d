"""Which accounts on different platforms may be one human's: a suggestion for whoever keeps the people sheet.

Nothing is ever joined by it: a name, a department or a title is no identity, and only the sheet's rows join.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from shared.core.account import Account, platform_of
from shared.core.model import Person
from shared.core.naming.reading import clean, key


class Entry(NamedTuple):
    """What a platform's directory says of an account. None: nothing."""

    account: Account
    name: str | None
    department: str | None = None
    title: str | None = None


class Reason(StrEnum):
    """What two entries have in common beside the name."""

    DEPARTMENT = "department"
    TITLE = "title"


class Suggestion(NamedTuple):
    """Accounts of as many platforms that may be one person's."""

    entries: tuple[Entry, ...]
    """In the order of their accounts."""
    reasons: tuple[Reason, ...]
    """Each holds for some two of them."""


_Link: TypeAlias = tuple[Account, Account, Reason]


def suggest_same(entries: Iterable[Entry], people: Iterable[Person] = ()) -> tuple[Suggestion, ...]:
    """Those of the same name and department, or name and title, where each platform has only one such entry.

    An account that could be either of two on some platform is left out, and what `people` has joined already.
    """
    known = {entry.account: entry for entry in entries}
    joined = {account: person for person in people for account in person.accounts}
    links = sorted(_links(known.values(), Reason.DEPARTMENT)) + sorted(_links(known.values(), Reason.TITLE))
    why: defaultdict[Account, list[Reason]] = defaultdict(list)
    for one, _, reason in links:
        why[one].append(reason)
    found: list[Suggestion] = []
    for accounts in _clusters(links):
        rows = {joined.get(account, account) for account in accounts}
        if len({platform_of(account) for account in accounts}) == len(accounts) and len(rows) > 1:
            said = {reason for account in accounts for reason in why.get(account, ())}
            reasons = tuple(reason for reason in Reason if reason in said)
            found.append(Suggestion(tuple(known[each] for each in sorted(accounts)), reasons))
    return tuple(sorted(found, key=lambda suggestion: suggestion.entries[0].account))


def _links(entries: Iterable[Entry], reason: Reason) -> Iterator[_Link]:
    """Two accounts each, of entries that have name and reason in common and are the only such on their platforms."""
    alike: defaultdict[tuple[str, str], list[Account]] = defaultdict(list)
    for entry in entries:
        name, value = _folded(entry.name), _folded(getattr(entry, reason))
        if name and value:
            alike[name, value].append(entry.account)
    for accounts in alike.values():
        if len({platform_of(account) for account in accounts}) == len(accounts):
            first, *others = sorted(accounts)
            yield from ((first, other, reason) for other in others)


def _clusters(links: Iterable[_Link]) -> Iterator[frozenset[Account]]:
    """Whatever hangs together."""
    cluster: dict[Account, set[Account]] = {}
    for one, other, _ in links:
        both = cluster.get(one, {one}) | cluster.get(other, {other})
        cluster.update(dict.fromkeys(both, both))
    yield from dict.fromkeys(frozenset(each) for each in cluster.values())


def _folded(text: str | None) -> str:
    """What two spellings share; empty where nothing is said."""
    return key(clean(text)) if text else ""
