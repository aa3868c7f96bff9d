"""The people register in memory: the version in force and the one before it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.core.account import Account
from shared.core.errors import Conflict, Unreadable
from shared.core.model import NOBODY_REGISTERED, PeopleVersion, Person


class FakePeople:
    def __init__(self) -> None:
        self._kept: list[tuple[PeopleVersion, tuple[Person, ...]]] = []
        """Oldest first, two at most."""

    def version(self) -> PeopleVersion:
        return self._kept[-1][0] if self._kept else NOBODY_REGISTERED

    def before(self) -> PeopleVersion | None:
        return self._kept[-2][0] if len(self._kept) > 1 else None

    def people(self, version: PeopleVersion) -> tuple[Person, ...]:
        if not version.counter:
            return ()
        for kept, people in self._kept:
            if kept.counter == version.counter:
                return people
        raise Unreadable("people_version", "PEOPLE -", f"version {version.counter} is not kept any more")

    def people_of(self, version: PeopleVersion, accounts: Iterable[Account]) -> Mapping[Account, Person]:
        wanted = set(accounts)
        people = self.people(version)
        return {account: one for one in people for account in one.accounts if account in wanted}

    def publish(
        self, name: str, people: Iterable[Person], at: datetime, replaces: PeopleVersion
    ) -> PeopleVersion:
        if self.version().counter != replaces.counter:
            raise Conflict
        version = PeopleVersion(replaces.counter + 1, name, at)
        everybody = tuple(sorted(set(people), key=lambda person: person.accounts))
        self._kept = [*self._kept[-1:], (version, everybody)]
        return version
