"""What the platforms show of who works here: one item an account, so that erasing it erases its holder's name everywhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import moment_of
from shared.adapters.dynamodb.records import Convert, day_of, filled, packed, unpacked
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import ACCOUNT_SHARDS
from shared.core.account import Account
from shared.core.model import Department, Employment, Profile
from shared.core.people.holder import seen_again
from shared.core.unreadable import Kept

_PROFILE: Convert = {"employment": Employment, "leaving_on": day_of, "held_since": moment_of}
_DEPARTMENT: Convert = {"aliases": tuple, "said_at": moment_of}


class TableDirectory:
    def __init__(self, table: Table) -> None:
        self._table = table

    def profiles(self, platform: str) -> Mapping[Account, Profile]:
        begins = keys.platform_groups(platform)
        return {
            profile.account: profile
            for shard in range(ACCOUNT_SHARDS)
            for item in self._table.query(Search(keys.profiles(shard), begins=begins))
            if (profile := self._profile(item)) is not None
        }

    def profiles_of(self, accounts: Iterable[Account]) -> Mapping[Account, Profile]:
        items = self._table.get_many(map(keys.profile, accounts)).values()
        return {profile.account: profile for item in items if (profile := self._profile(item)) is not None}

    def _profile(self, item: Item) -> Profile | None:
        return self._table.reader.value(Kept.ACCOUNT, item, profile_of, keys.unescaped(item["SK"]))

    def departments(self, platform: str) -> tuple[Department, ...]:
        items = self._table.query(Search(keys.departments(platform)))
        read = self._table.reader.value
        found = (read(Kept.DEPARTMENT, item, department_of, platform) for item in items)
        return tuple(
            sorted((one for one in found if one is not None), key=lambda department: department.name)
        )

    def save(
        self, platform: str, profiles: Iterable[Profile], departments: Iterable[Department], at: datetime
    ) -> None:
        shown = {keys.profile(one.account): one for one in profiles}
        named = {keys.department(platform, one.name): one for one in departments}
        stored = self._table.get_many([*shown, *named])
        broken = self._broken(stored)
        entries = {
            key: _entry(seen_again(_known(stored.get(key)), one, at))
            for key, one in shown.items()
            if key not in broken
        }
        entries |= {
            key: _entry(one._replace(platform=None, said_at=None))
            for key, one in named.items()
            if key not in broken
        }
        different = {key: entry for key, entry in entries.items() if _is_news(entry, stored.get(key), at)}
        self._table.write_many(
            self._table.item(key, {"entry": entry, "read_at": at}) for key, entry in different.items()
        )

    def _broken(self, stored: Mapping[keys.Key, Item]) -> set[keys.Key]:
        """What stands there and cannot be read: it is not written over."""
        readers = {True: (Kept.ACCOUNT, profile_of), False: (Kept.DEPARTMENT, department_of)}
        return {
            key
            for key, item in stored.items()
            for kind, read in [readers[key.pk.startswith(keys.PROFILES)]]
            if self._table.reader.value(kind, item, read) is None
        }

    def refuse(self, account: Account, at: datetime | None) -> None:
        if at is None:
            self._table.delete(keys.refused(account))
        else:
            try:
                self._table.put(keys.refused(account), {"account": account, "since": at})
            except Lost:  # a mark of a later release, which counts as one
                return

    def refused(self, platform: str) -> Mapping[Account, datetime]:
        begins = keys.platform_groups(platform)
        marks = self._table.query(Search(keys.REFUSED, begins=begins))
        return dict(self._refusal(mark) for mark in marks)

    def _refusal(self, mark: Item) -> tuple[Account, datetime]:
        """One that cannot be read counts as said just now."""
        account = keys.unescaped(mark["SK"])
        return self._table.reader.value(Kept.MARK, mark, refusal_of, account) or (
            account,
            self._table.moment(),
        )

    def forget(self, account: Account) -> bool:
        return self._table.delete(keys.profile(account))


def profile_of(item: Item) -> Profile:
    moment_of(item["read_at"])
    return filled(Profile, unpacked(item["entry"]), _PROFILE)


def _known(item: Item | None) -> Profile | None:
    return profile_of(item) if item else None


def refusal_of(mark: Item) -> tuple[Account, datetime]:
    return mark["account"], moment_of(mark["since"])


def department_of(item: Item) -> Department:
    platform = item["PK"].removeprefix(keys.DEPARTMENTS)
    entry = {**unpacked(item["entry"]), "platform": platform, "said_at": item["read_at"]}
    return filled(Department, entry, _DEPARTMENT)


def _entry(value: Profile | Department) -> str:
    known: dict[str, Any] = {
        name: given for name, given in value._asdict().items() if given not in (None, ())
    }
    return packed(known)


def _is_news(entry: str, stored: Item | None, at: datetime) -> bool:
    return stored is None or (stored["entry"] != entry and moment_of(stored["read_at"]) <= at)
