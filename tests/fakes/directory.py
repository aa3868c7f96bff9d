"""The directory in memory."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.core.account import Account, platform_of
from shared.core.model import Department, Profile
from shared.core.people.holder import seen_again


class FakeDirectory:
    def __init__(self) -> None:
        self._profiles: dict[Account, tuple[datetime, Profile]] = {}
        self._departments: dict[tuple[str, str], tuple[datetime, Department]] = {}
        self._refused: dict[Account, datetime] = {}

    def profiles(self, platform: str) -> Mapping[Account, Profile]:
        return {key: one for key, (_, one) in self._profiles.items() if platform_of(key) == platform}

    def profiles_of(self, accounts: Iterable[Account]) -> Mapping[Account, Profile]:
        return {one: self._profiles[one][1] for one in accounts if one in self._profiles}

    def departments(self, platform: str) -> tuple[Department, ...]:
        mine = [
            entry._replace(platform=platform, said_at=at)
            for (where, _), (at, entry) in self._departments.items()
            if where == platform
        ]
        return tuple(sorted(mine, key=lambda entry: entry.name))

    def save(
        self, platform: str, profiles: Iterable[Profile], departments: Iterable[Department], at: datetime
    ) -> None:
        for one in profiles:
            known = self._profiles.get(one.account)
            shown = seen_again(known[1] if known else None, one, at)
            if known is None or (known[1] != shown and known[0] <= at):
                self._profiles[one.account] = (at, shown)
        for department in departments:
            bare = department._replace(platform=None, said_at=None)
            before = self._departments.get((platform, department.name))
            if before is None or (before[1] != bare and before[0] <= at):
                self._departments[platform, department.name] = (at, bare)

    def refuse(self, account: Account, at: datetime | None) -> None:
        if at is None:
            self._refused.pop(account, None)
        else:
            self._refused[account] = at

    def refused(self, platform: str) -> Mapping[Account, datetime]:
        return {account: at for account, at in self._refused.items() if platform_of(account) == platform}

    def forget(self, account: Account) -> bool:
        return self._profiles.pop(account, None) is not None
