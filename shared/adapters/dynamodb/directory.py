"""Who works here: one item a person, so that erasing it erases their name everywhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import moment_of
from shared.adapters.dynamodb.records import Convert, day_of, filled, packed, unpacked
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import PERSON_SHARDS
from shared.core.case import person_key
from shared.core.model import Department, Employment, Person

_PERSON: Convert = {"employment": Employment, "leaving_on": day_of}
_DEPARTMENT: Convert = {"aliases": tuple}


class TableDirectory:
    def __init__(self, table: Table) -> None:
        self._table = table

    def people(self, platform: str) -> Mapping[str, Person]:
        begins = keys.platform_groups(platform)
        return {
            person.id: person
            for shard in range(PERSON_SHARDS)
            for item in self._table.query(Search(keys.people(shard), begins=begins))
            for person in [filled(Person, unpacked(item["entry"]), _PERSON)]
        }

    def departments(self, platform: str) -> tuple[Department, ...]:
        items = self._table.query(Search(keys.departments(platform)))
        found = (filled(Department, unpacked(item["entry"]), _DEPARTMENT) for item in items)
        return tuple(sorted(found, key=lambda department: department.name))

    def save(
        self, platform: str, people: Iterable[Person], departments: Iterable[Department], at: datetime
    ) -> None:
        entries = {keys.person(person_key(platform, person.id)): _entry(person) for person in people}
        entries |= {keys.department(platform, one.name): _entry(one) for one in departments}
        stored = self._table.get_many(entries)
        different = {
            key: entry
            for key, entry in entries.items()
            if key not in stored
            or (stored[key]["entry"] != entry and moment_of(stored[key]["read_at"]) <= at)
        }
        self._table.write_many(
            self._table.item(key, {"entry": entry, "read_at": at}) for key, entry in different.items()
        )

    def mark_unreachable(self, person: str, at: datetime | None) -> None:
        if at is None:
            self._table.delete(keys.unreachable(person))
        else:
            self._table.put(keys.unreachable(person), {"person": person, "since": at})

    def unreachable(self, platform: str) -> Mapping[str, datetime]:
        begins = keys.platform_groups(platform)
        marks = self._table.query(Search(keys.UNREACHABLE, begins=begins))
        return {mark["person"].removeprefix(f"{platform}:"): moment_of(mark["since"]) for mark in marks}

    def forget(self, person: str) -> bool:
        return self._table.delete(keys.person(person))


def _entry(value: Person | Department) -> str:
    known: dict[str, Any] = {
        name: given for name, given in value._asdict().items() if given not in (None, ())
    }
    return packed(known)
