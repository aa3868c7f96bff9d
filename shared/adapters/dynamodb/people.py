"""The people register: each version in items of its own, one an account, and one pointer that says which is in force.

Writing a version touches nothing that is read: its items lie under a token of their own until the pointer moves, and it
only moves for whoever announced that token last. What a crash leaves behind is cleared away by the next writing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.records import Convert, day_of, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search, Update
from shared.adapters.dynamodb.runs import new_token
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.account import Account
from shared.core.errors import Conflict, Unreadable
from shared.core.model import NOBODY_REGISTERED, Employment, PeopleVersion, Person
from shared.core.unreadable import Kept

T = TypeVar("T")
_PERSON: Convert = {"accounts": tuple, "employment": Employment, "leaving_on": day_of}
_IN_FORCE = "#counter = :seen"
_NEVER_YET = "attribute_not_exists(#counter)"


def in_force(version: PeopleVersion) -> tuple[str, Mapping[str, Any]]:
    """The condition, and its values, that the pointer meets while this version is in force."""
    return (_IN_FORCE, {"seen": version.counter}) if version.counter else (_NEVER_YET, {})


class TablePeople:
    def __init__(self, table: Table, token: Callable[[], str] = new_token) -> None:
        self._table = table
        self._token = token

    def version(self) -> PeopleVersion:
        return self._pointer(_version) or NOBODY_REGISTERED

    def before(self) -> PeopleVersion | None:
        kept = self._pointer(_kept) or []
        return _version(kept[1]) if len(kept) > 1 else None

    def _pointer(self, read: Callable[[Item], T]) -> T | None:
        """What it says; None: nothing was published yet. Raises Unreadable."""
        item = self._table.get(keys.people_in_force())
        return self._table.reader.needed(Kept.PEOPLE, item, read) if item else None

    def people(self, version: PeopleVersion) -> tuple[Person, ...]:
        if not version.counter:
            return ()
        kept = self._kept_as(version)
        rows = [item for items in self._written(kept["writing"]) for item in items]
        if len(rows) != kept["accounts"]:
            raise _unreadable(
                f"{len(rows)} of {kept['accounts']} items of version {version.counter} are there"
            )
        people = [self._table.reader.needed(Kept.PEOPLE, item, person_of) for item in rows]
        return tuple(sorted(set(people), key=lambda person: person.accounts))

    def people_of(self, version: PeopleVersion, accounts: Iterable[Account]) -> Mapping[Account, Person]:
        if not version.counter:
            return {}
        writing = self._kept_as(version)["writing"]
        wanted = {keys.person(writing, account): account for account in accounts}
        found = self._table.get_many(wanted)
        return {
            wanted[key]: self._table.reader.needed(Kept.PEOPLE, item, person_of)
            for key, item in found.items()
        }

    def _kept_as(self, version: PeopleVersion) -> Mapping[str, Any]:
        """What the pointer says of it. Raises Unreadable."""
        versions = self._pointer(_kept) or []
        kept = next((one for one in versions if one["counter"] == version.counter), None)
        if kept is None:
            raise _unreadable(f"version {version.counter} is not kept any more")
        return kept

    def publish(
        self, name: str, people: Iterable[Person], at: datetime, replaces: PeopleVersion
    ) -> PeopleVersion:
        writing = self._token()
        pointer = self._announce(writing, replaces)
        items = [
            self._table.item(keys.person(writing, account), {"entry": entry})
            for person in people
            for entry in [_entry(person)]
            for account in person.accounts
        ]
        self._table.write_many(items)
        head: dict[str, Any] = {
            "counter": replaces.counter + 1,
            "id": name,
            "at": at,
            "writing": writing,
            "accounts": len(items),
        }
        for gone in _kept(pointer)[1:]:
            head["stale"] = gone["writing"]
        self._move(head, pointer, replaces)
        if "stale" in head:
            self._clear(head["stale"])
        return PeopleVersion(replaces.counter + 1, name, at)

    def _announce(self, writing: str, replaces: PeopleVersion) -> Item:
        """Say what is going to be written; clears away what an earlier writing left behind. Returns the pointer before it."""
        when, given = in_force(replaces)
        pointer = self._table.get(keys.people_in_force()) or {}
        if pointer:
            self._table.reader.needed(Kept.PEOPLE, pointer, _kept)
        update = Update(
            keys.people_in_force(), "#pending = :writing", when=when, values={**given, "writing": writing}
        )
        try:
            self._table.update(update)
        except Lost as lost:
            raise Conflict from lost
        for left_behind in ("pending", "stale"):
            if left_behind in pointer:
                self._clear(pointer[left_behind])
        return pointer

    def _move(self, head: Mapping[str, Any], pointer: Item, replaces: PeopleVersion) -> None:
        when, given = in_force(replaces)
        before = {"before": packed(_head(pointer))} if replaces.counter else {}
        sets = {**head, **before}
        update = Update(
            keys.people_in_force(),
            ", ".join(f"#{name} = :{name}" for name in sets),
            removes="#pending",
            when=f"{when} AND #pending = :writing",
            values={**sets, **given},
        )
        try:
            self._table.update(update)
        except Lost as lost:
            if (lost.item or {}).get("writing") != head["writing"]:
                raise Conflict from lost

    def _written(self, writing: str) -> Iterable[Iterable[Item]]:
        return (self._table.query(Search(keys.people(writing, shard))) for shard in range(ACCOUNT_SHARDS))

    def _clear(self, writing: str) -> None:
        found = [keys.Key(item["PK"], item["SK"]) for items in self._written(writing) for item in items]
        self._table.write_many((), found)


def _unreadable(why: str) -> Unreadable:
    return Unreadable(Kept.PEOPLE, " ".join(keys.people_in_force()), why)


_HEAD = frozenset({"counter", "id", "at", "writing", "accounts"})
"""None of them is there before the first version was published, and all of them afterwards."""


def _head(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in _HEAD}


def _kept(pointer: Item) -> list[dict[str, Any]]:
    """What is kept of each version, the one in force first."""
    if _HEAD.isdisjoint(pointer):
        return []
    return [_head(pointer), *([_head(unpacked(pointer["before"]))] if "before" in pointer else [])]


def people_of(item: Item) -> object:
    """Of the pointer and of a person's row alike."""
    return person_of(item) if "entry" in item else [_version(one) for one in _kept(item)]


def person_of(item: Item) -> Person:
    return filled(Person, unpacked(item["entry"]), _PERSON)


def _version(item: Mapping[str, Any]) -> PeopleVersion:
    if _HEAD.isdisjoint(item):
        return NOBODY_REGISTERED
    return PeopleVersion(item["counter"], item["id"], moment_of(item["at"]))


def _entry(person: Person) -> str:
    return packed({name: given for name, given in person._asdict().items() if given is not None})
