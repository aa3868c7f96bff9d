"""The directory in memory."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from shared.core.case import person_key
from shared.core.model import Department, Person

K = TypeVar("K")
V = TypeVar("V")


class FakeDirectory:
    def __init__(self) -> None:
        self._people: dict[str, tuple[datetime, Person]] = {}
        self._departments: dict[tuple[str, str], tuple[datetime, Department]] = {}
        self._unreachable: dict[str, datetime] = {}

    def people(self, platform: str) -> Mapping[str, Person]:
        mine = (entry for key, (_, entry) in self._people.items() if key.startswith(f"{platform}:"))
        return {entry.id: entry for entry in mine}

    def departments(self, platform: str) -> tuple[Department, ...]:
        mine = [entry for (where, _), (_, entry) in self._departments.items() if where == platform]
        return tuple(sorted(mine, key=lambda entry: entry.name))

    def save(
        self, platform: str, people: Iterable[Person], departments: Iterable[Department], at: datetime
    ) -> None:
        for person in people:
            _keep(self._people, person_key(platform, person.id), person, at)
        for department in departments:
            _keep(self._departments, (platform, department.name), department, at)

    def mark_unreachable(self, person: str, at: datetime | None) -> None:
        if at is None:
            self._unreachable.pop(person, None)
        else:
            self._unreachable[person] = at

    def unreachable(self, platform: str) -> Mapping[str, datetime]:
        begin = f"{platform}:"
        return {key.removeprefix(begin): at for key, at in self._unreachable.items() if key.startswith(begin)}

    def forget(self, person: str) -> bool:
        return self._people.pop(person, None) is not None


def _keep(kept: dict[K, tuple[datetime, V]], key: K, value: V, at: datetime) -> None:
    known = kept.get(key)
    if known is None or (known[1] != value and known[0] <= at):
        kept[key] = (at, value)
