"""The inventory in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from shared.adapters.dynamodb.keys import shard
from shared.app.ports.state import INVENTORY_SHARDS, GroupChange, Part
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.display import is_confidential
from shared.core.filed import Filing, beside_owner, has_lapsed, is_kept, may_replace
from shared.core.handover import Handover, Reply
from shared.core.model import Activity, Announcement, Fact, Group
from shared.core.naming.reading import clean, key
from tests.fakes.cases import FakeCases
from tests.fakes.records import FakeWaivers


class _Notice(NamedTuple):
    at: datetime
    announcement: Fact[Announcement] | None
    revision: str | None


class _Life(NamedTuple):
    read_at: datetime | None
    """None: only heard, never read."""
    fact: Fact[Activity] | None


@lru_cache(maxsize=10_000)
def _shard(group: str) -> int:
    return shard(group, INVENTORY_SHARDS)


class FakeInventory:
    def __init__(self, cases: FakeCases, waivers: FakeWaivers) -> None:
        self._cases = cases
        self._waivers = waivers
        self._meta: dict[str, tuple[datetime, GroupFile]] = {}
        self._notice: dict[str, _Notice] = {}
        self._life: dict[str, _Life] = {}
        self._filed: dict[str, Filing] = {}
        self._asked: dict[Account, set[str]] = {}
        self._dirty: dict[str, datetime] = {}

    def shard(self, platform: str, shard: int) -> Iterator[GroupFile]:
        listed = self._meta.keys() | self._filed.keys()
        mine = [group for group in listed if _shard(group) == shard and group.startswith(f"{platform}:")]
        return filter(None, map(self.get, sorted(mine)))

    def get(self, group: str) -> GroupFile | None:
        file = self._listed(group)
        if file is None:
            return None
        notice, life = self._notice.get(group), self._life.get(group)
        whole = file.group._replace(
            announcement=notice.announcement if notice else None,
            activity=life.fact if life else None,
            waivers=self._waivers.of_group(group),
        )
        revision = notice.revision if notice else None
        return file._replace(
            group=whole,
            notice_revision=revision,
            cases=self._cases.of_group(group),
            filed=self._filed.get(group),
        )

    def peek(
        self, groups: Iterable[str], parts: Iterable[Part] = (), checks: Iterable[str] = ()
    ) -> Mapping[str, GroupFile]:
        wanted, judged = frozenset(parts), frozenset(checks)
        found = {group: file for group in groups if (file := self.get(group)) is not None}
        return {group: _without(file, wanted, judged) for group, file in found.items()}

    def _listed(self, group: str) -> GroupFile | None:
        if group in self._meta:
            return self._meta[group][1]
        filing = self._filed.get(group)
        return GroupFile(Group(filing.group.platform, filing.group.id), filing.first) if filing else None

    def put_filing(self, filing: Filing, by: Sequence[Account] = (), *, over: Handover | None = None) -> bool:
        known = self._filed.get(filing.group.key)
        if known is not None and (known.at > filing.at or not _may_stand(filing, known, by)):
            return False
        is_asked_anew = known is not None and known.handover != over
        is_beside_anew = known is not None and known.is_own and filing.is_own and _beside_anew(filing, known)
        if (is_asked_anew or is_beside_anew) and known is not None and not has_lapsed(known, filing.at):
            return False
        self._found_by_admins(filing)
        self._filed[filing.group.key] = filing
        return True

    def _found_by_admins(self, filing: Filing) -> None:
        for admin in filing.group.admins.value if filing.is_own and filing.group.admins else ():
            self._asked.setdefault(admin, set()).add(filing.group.key)

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        group, handover = filing.group.key, filing.handover
        if handover is not None and handover.reply is not Reply.DECLINED:
            self._asked.setdefault(handover.asked, set()).add(group)
        self._found_by_admins(filing)
        if self._filed.get(group) not in (seen, filing):
            return False
        self._filed[group] = filing
        return True

    def asked_of(self, account: Account) -> list[str]:
        return sorted(self._asked.get(account, ()))

    def looked_after_by(self, account: Account) -> list[str]:
        filed = [(one.until, group) for group, one in self._filed.items() if one.owner == account]
        shown = [
            group
            for group, (_, file) in self._meta.items()
            if file.group.owner and file.group.owner.value == account
        ]
        return list(dict.fromkeys((*(group for _, group in sorted(filed)), *sorted(shown))))

    def named(self, platform: str, folded: str) -> list[str]:
        groups = ((name, one.group) for name, one in self._filed.items() if one.group.platform == platform)
        return sorted(
            group_key
            for group_key, group in groups
            if group.name and not is_confidential(group) and key(clean(group.name.value)) == folded
        )

    def lapsed_of(self, account: Account, now: datetime) -> list[str]:
        mine = [
            (one.until, group)
            for group, one in self._filed.items()
            if has_lapsed(one, now) and one.group.owner and one.group.owner.value == account
        ]
        return [group for _, group in sorted(mine)]

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None:
        group = file.group.key
        for part in parts:
            if part is Part.META:
                self._save_meta(group, file, at)
            elif part is Part.NOTICE:
                known = self._notice.get(group)
                if known is None or known.at <= at:
                    self._notice[group] = _Notice(at, file.group.announcement, file.notice_revision)
            else:
                self._save_life(group, file.group.activity, at)

    def _save_meta(self, group: str, file: GroupFile, at: datetime) -> None:
        if group in self._meta and self._meta[group][0] > at:
            return
        bare = file.group._replace(announcement=None, activity=None, members=None, waivers=())
        self._meta[group] = (at, file._replace(group=bare, notice_revision=None, cases=(), filed=None))

    def _save_life(self, group: str, fact: Fact[Activity] | None, at: datetime) -> None:
        known = self._life.get(group)
        if known and known.read_at and known.read_at > at:
            return
        if fact and known and known.fact:
            before = known.fact.value
            value = fact.value._replace(
                last_human=_later(fact.value.last_human, before.last_human),
                last_bot=_later(fact.value.last_bot, before.last_bot),
            )
            fact = fact._replace(value=value)
        self._life[group] = _Life(at, fact)

    def heard(
        self, group: str, last_human: datetime | None, last_bot: datetime | None, now: datetime
    ) -> bool:
        if last_human is None and last_bot is None:
            return False
        known = self._life.get(group, _Life(None, None))
        fact = known.fact or Fact(Activity(None, None, now), now)
        value = fact.value
        if _day(last_human) > _day(value.last_human):
            value = value._replace(last_human=last_human)
        if _day(last_bot) > _day(value.last_bot):
            value = value._replace(last_bot=last_bot)
        if value == fact.value:
            return False
        self._life[group] = known._replace(fact=fact._replace(value=value))
        return True

    def mark_dirty(self, group: str, at: datetime) -> None:
        self._dirty[group] = max(at, self._dirty.get(group, at))

    def dirty(self, platform: str, limit: int) -> list[tuple[str, datetime]]:
        mine = [mark for mark in self._dirty.items() if mark[0].startswith(f"{platform}:")]
        return sorted(mine, key=lambda mark: (mark[1], mark[0]))[:limit]

    def clean(self, group: str, at: datetime) -> None:
        if group in self._dirty and self._dirty[group] <= at:
            del self._dirty[group]

    def keep(self, changes: Sequence[GroupChange]) -> None:
        for change in changes:
            if change.file is not None:
                self.save(change.file, change.parts, change.at)
            if change.marked is not None:
                self.mark_dirty(change.group, change.marked)
            if change.cleaned is not None:
                self.clean(change.group, change.cleaned)

    def forget_group(self, group: str) -> None:
        self._meta.pop(group, None)
        self._notice.pop(group, None)
        self._life.pop(group, None)
        self._filed.pop(group, None)
        self._dirty.pop(group, None)
        self._waivers.forget_group(group)
        self._cases.forget_group(group)


def _without(file: GroupFile, parts: frozenset[Part], checks: frozenset[str]) -> GroupFile:
    """The file with these parts of it alone, the cases of these checks, and what is filed."""
    group = file.group._replace(waivers=())
    if Part.NOTICE not in parts:
        group = group._replace(announcement=None)
    if Part.ACTIVITY not in parts:
        group = group._replace(activity=None)
    revision = file.notice_revision if Part.NOTICE in parts else None
    cases = tuple(case for case in file.cases if case.key.check in checks)
    return file._replace(group=group, notice_revision=revision, cases=cases)


def _day(moment: datetime | None) -> date:
    return moment.date() if moment else date.min


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)


def _beside_anew(filing: Filing, known: Filing) -> bool:
    return beside_owner(filing) != beside_owner(known)


def _may_stand(filing: Filing, known: Filing, by: Sequence[Account]) -> bool:
    if filing.is_own:
        return may_replace(known, by, filing.at)
    return known.by in by or not is_kept(known, filing.owner, filing.at)
