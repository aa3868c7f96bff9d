"""The groups: each in a few items side by side, so that a change costs what it changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any

from shared.adapters.dynamodb import group_items, keys
from shared.adapters.dynamodb.attributes import epoch, moment, moment_of
from shared.adapters.dynamodb.group_file import file_of
from shared.adapters.dynamodb.records import packed
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search, Update
from shared.adapters.dynamodb.table import ROUNDS, Table
from shared.adapters.dynamodb.together import Write, write_together
from shared.app.ports.state import GroupChange, Part
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.errors import StoreUnavailable
from shared.core.filed import Filing, beside_owner
from shared.core.handover import Handover, Reply
from shared.core.model import Activity, Fact, Source
from shared.core.unreadable import Kept

_MOST_REMEMBERED = 50_000
"""Groups of which a process keeps in mind what day of theirs is stored: a few megabytes."""
_LIFE = "#last_human, #last_bot, #basis"
_NOT_OLDER = "(attribute_not_exists(#read_at) OR #read_at <= :at)"


class TableInventory:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._stored: dict[tuple[str, str], date] = {}
        """(group, sign of life) → a day that the stored one is not before: most messages need no call at all."""

    def shard(self, platform: str, shard: int) -> Iterator[GroupFile]:
        begins = keys.platform_groups(platform)
        search = Search(keys.inventory(shard), begins, hint=True, only=group_items.READ)
        items = self._table.query(search)
        for _, mine in groupby(items, lambda item: keys.group_part(item["SK"])):
            file = file_of(mine, self._table.reader)
            if file is not None:
                yield file

    def get(self, group: str) -> GroupFile | None:
        pk, begins = keys.parts_of(group)
        return file_of(self._table.query(Search(pk, begins=begins)), self._table.reader)

    def peek(
        self, groups: Iterable[str], parts: Iterable[Part] = (), checks: Iterable[str] = ()
    ) -> Mapping[str, GroupFile]:
        cases = (f"case#{keys.escaped(check)}" for check in checks)
        names = [*dict.fromkeys((Part.META, *parts)), "filed", *cases]
        wanted = {group: keys.some_parts(group, names) for group in dict.fromkeys(groups)}
        found = self._table.get_many(key for some in wanted.values() for key in some)
        files = {
            group: file_of((found[key] for key in some if key in found), self._table.reader)
            for group, some in wanted.items()
        }
        return {group: file for group, file in files.items() if file is not None}

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None:
        for part in parts:
            if part in file.unreadable:
                continue
            if part is Part.ACTIVITY:
                self._save_life(file.group.key, file.group.activity, at)
            else:
                self._save_part(file, part, at)

    def _save_part(self, file: GroupFile, part: Part, at: datetime) -> None:
        try:
            self._table.put(*_put(file, part, at))
        except Lost:  # what was read later stands
            return

    def _save_life(self, group: str, fact: Fact[Activity] | None, at: datetime) -> None:
        """Signs of life only move forward: a reading that knows less than what was heard meanwhile is put together with it."""
        if fact is None:
            self._forget_days(group)
        for _ in range(ROUNDS):
            try:
                self._table.update(_reading(group, fact, at))
            except Lost as lost:
                stored = lost.item or {}
                life = (
                    self._table.reader.value(Kept.ACTIVITY, stored, group_items.life_of)
                    if stored
                    else (None,)
                )
                if life is None or ("read_at" in stored and moment_of(stored["read_at"]) > at):
                    return
                fact = _together(fact, life[0])
            else:
                return
        raise StoreUnavailable("update_item", "contended")

    def put_filing(self, filing: Filing, by: Sequence[Account] = (), *, over: Handover | None = None) -> bool:
        condition, given = _may_replace(filing, by)
        same, seen = _still(over, filing)
        condition, given = f"{condition} AND (({same}) OR #until <= :at)", given | seen
        self._found_by_admins(filing)
        try:
            self._table.put(keys.filed(filing.group.key), group_items.filed(filing), condition, given)
        except Lost:  # what was filed later stands, and what others filed
            return False
        return True

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        group, handover = filing.group.key, filing.handover
        if handover is not None and handover.reply is not Reply.DECLINED:
            # First, so that whoever is asked finds it: one that leads to nothing is gone round, and ends by itself.
            self._table.put(keys.asked(handover.asked, group), {"ttl": epoch(handover.until)}, over=True)
        self._found_by_admins(filing)
        condition, given = _as_seen(seen)
        try:
            self._table.put(keys.filed(group), group_items.filed(filing), condition, given)
        except Lost:
            return False
        return True

    def _found_by_admins(self, filing: Filing) -> None:
        """Before it is filed, as above; what a sheet says of admins is not theirs to end."""
        for admin in filing.group.admins.value if filing.is_own and filing.group.admins else ():
            self._table.put(keys.asked(admin, filing.group.key), {"ttl": epoch(filing.until)}, over=True)

    def asked_of(self, account: Account) -> list[str]:
        return [item["SK"] for item in self._table.query(Search(keys.asked_of(account)))]

    def looked_after_by(self, account: Account) -> list[str]:
        filed = self._table.query(Search(keys.filed_of(account), gsi="2"))
        shown = self._table.query(Search(keys.owned_by(account), gsi="2"))
        found = [keys.filed_group(entry["G2SK"]) for entry in filed] + [entry["G2SK"] for entry in shown]
        return list(dict.fromkeys(found))

    def named(self, platform: str, folded: str) -> list[str]:
        pk, begins = keys.named(platform, folded)
        return [keys.named_group(entry["G1SK"]) for entry in self._table.query(Search(pk, begins, gsi="1"))]

    def lapsed_of(self, account: Account, now: datetime) -> list[str]:
        entries = self._table.query(Search(keys.filed_of(account), most=keys.until(now), gsi="2"))
        return [keys.filed_group(entry["G2SK"]) for entry in entries]

    def heard(
        self, group: str, last_human: datetime | None, last_bot: datetime | None, now: datetime
    ) -> bool:
        human = last_human is not None and self._move(group, "last_human", last_human, now)
        bot = last_bot is not None and self._move(group, "last_bot", last_bot, now)
        return human or bot

    def _move(self, group: str, sign: str, at: datetime, now: datetime) -> bool:
        day = at.date()
        if self._stored.get((group, sign), date.min) >= day:
            return False
        try:
            self._table.update(_heard(group, sign, at, now))
            moved = True
        except Lost:
            moved = False
        if len(self._stored) >= _MOST_REMEMBERED:
            self._stored.clear()
        self._stored[group, sign] = day
        return moved

    def keep(self, changes: Sequence[GroupChange]) -> None:
        write_together(self._table, (write for change in changes for write in self._writes(change)))

    def _writes(self, change: GroupChange) -> Iterator[Write]:
        table, group = self._table, change.group
        if change.file is not None:
            for part in (
                part for part in Part if part in change.parts and part not in change.file.unreadable
            ):
                yield self._saved(change.file, part, change.at)
        if change.marked is not None:
            mark = {"Update": table.update_request(_mark(group, change.marked))}
            yield Write(keys.dirty(group), mark, partial(self.mark_dirty, group, change.marked))
        if change.cleaned is not None:
            # One that is gone already would otherwise spoil the transaction.
            until = "attribute_not_exists(#PK) OR #marked <= :at"
            gone = table.gone(keys.dirty(group), until, {"at": change.cleaned})
            yield Write(keys.dirty(group), gone, partial(self.clean, group, change.cleaned))

    def _saved(self, file: GroupFile, part: Part, at: datetime) -> Write:
        alone = partial(self.save, file, (part,), at)
        group, life = file.group.key, file.group.activity
        if part is not Part.ACTIVITY:
            key, values, when, given = _put(file, part, at)
            return Write(key, self._table.placed(key, values, when, given), alone)
        if life is None:
            self._forget_days(group)
        update = _reading(group, life, at)
        return Write(update.key, {"Update": self._table.update_request(update)}, alone)

    def mark_dirty(self, group: str, at: datetime) -> None:
        try:
            self._table.update(_mark(group, at))
        except Lost as lost:
            if lost.item is not None and self._table.reader.value(Kept.DIRTY, lost.item, mark_of) is None:
                self._table.put(keys.dirty(group), {"group": group, "marked": at}, over=True)

    def dirty(self, platform: str, limit: int) -> list[tuple[str, datetime]]:
        items = self._table.query(Search(keys.DIRTY, begins=keys.platform_groups(platform)))
        read = (self._table.reader.value(Kept.DIRTY, item, mark_of) for item in items)
        marks = sorted((marked, group) for group, marked in filter(None, read))
        return [(group, marked) for marked, group in marks[:limit]]

    def clean(self, group: str, at: datetime) -> None:
        try:
            self._table.delete(keys.dirty(group), "#marked <= :at", {"at": at})
        except Lost:
            return

    def forget_group(self, group: str) -> None:
        pk, begins = keys.parts_of(group)
        found = [keys.Key(item["PK"], item["SK"]) for item in self._table.query(Search(pk, begins=begins))]
        self._table.write_many((), [*found, keys.dirty(group)])
        self._forget_days(group)

    def _forget_days(self, group: str) -> None:
        for sign in ("last_human", "last_bot"):
            self._stored.pop((group, sign), None)


def _as_seen(seen: Filing | None) -> tuple[str, dict[str, Any]]:
    """What is filed is what was read: by whom, when, and what is asked of it."""
    if seen is None:
        return "attribute_not_exists(#at)", {}
    same, given = _still(seen.handover, seen)
    return f"#at = :seen_at AND #by = :seen_by AND {same}", given | {"seen_at": seen.at, "seen_by": seen.by}


def _still(handover: Handover | None, filing: Filing) -> tuple[str, dict[str, Any]]:
    """The same is asked, and nobody came or went beside the owner; items of before that was kept do not say, nor do sheets."""
    asked, given = "attribute_not_exists(#handover)", dict[str, Any]()
    if handover is not None:
        asked, given = "#handover = :handover", {"handover": packed(handover)}
    if not filing.is_own:
        return asked, given
    beside = "(attribute_not_exists(#beside) OR #beside = :beside)"
    return f"{asked} AND {beside}", given | {"beside": packed(beside_owner(filing))}


def _may_replace(filing: Filing, by: Sequence[Account]) -> tuple[str, dict[str, Any]]:
    """`core.filed.may_replace` and `is_kept` as a condition, and its values: what they looked at may have changed since."""
    given: dict[str, Any] = {"at": filing.at}
    later, lapsed, nobody_s = (
        "attribute_not_exists(#at) OR #at <= :at",
        "#until <= :at",
        "attribute_not_exists(#owner)",
    )
    if filing.is_own:
        theirs = {f"by{number}": account for number, account in enumerate(by)}
        mine = ", ".join(f":{name}" for name in theirs)
        filed, said = (
            f"attribute_exists(#is_own) AND #by IN ({mine})",
            f"attribute_not_exists(#is_own) AND #owner IN ({mine})",
        )
        free = f"attribute_not_exists(#at) OR {lapsed} OR {nobody_s} OR ({filed}) OR ({said})"
        return f"({later}) AND ({free})", given | theirs
    free = f"attribute_not_exists(#is_own) OR {lapsed}"
    if by:
        theirs = {f"by{number}": account for number, account in enumerate(by)}
        free = f"{free} OR #by IN ({', '.join(f':{name}' for name in theirs)})"
        given |= theirs
    if filing.owner:
        free, given = f"{free} OR ({nobody_s} AND #by <> :owner)", given | {"owner": filing.owner}
    return f"({later}) AND ({free})", given


def _put(file: GroupFile, part: Part, at: datetime) -> tuple[keys.Key, dict[str, Any], str, dict[str, Any]]:
    """Key, values and condition of a part that is written whole."""
    values = group_items.meta(file) if part is Part.META else group_items.notice(file)
    key = keys.part(file.group.key, part.value)
    return key, {**values, "read_at": at}, _NOT_OLDER, {"at": at}


def _mark(group: str, at: datetime) -> Update:
    later = "attribute_not_exists(#marked) OR #marked < :at"
    values = {"group": group, "at": at}
    return Update(keys.dirty(group), "#group = :group, #marked = :at", when=later, values=values)


def mark_of(item: Item) -> tuple[str, datetime]:
    return item["group"], moment_of(item["marked"])


def _reading(group: str, fact: Fact[Activity] | None, at: datetime) -> Update:
    key = keys.part(group, Part.ACTIVITY.value)
    if fact is None:
        return Update(key, "#read_at = :at", removes=_LIFE, when=_NOT_OLDER, values={"at": at})
    values = group_items.activity(fact)
    signs = [sign for sign in ("last_human", "last_bot") if values[sign] is not None]
    for sign in {"last_human", "last_bot"}.difference(signs):
        del values[sign]
    forward = [f"(attribute_not_exists(#{sign}) OR #{sign} <= :{sign})" for sign in signs]
    return Update(
        key,
        "#read_at = :at, " + ", ".join(f"#{name} = :{name}" for name in values),
        when=" AND ".join((_NOT_OLDER, *forward)),
        values={**values, "at": at},
    )


def _heard(group: str, sign: str, at: datetime, now: datetime) -> Update:
    """Forward by a day or more; a group of which nothing is kept has been observed from now."""
    first = group_items.activity(Fact(Activity(None, None, now), now, Source.OBSERVED))
    return Update(
        keys.part(group, Part.ACTIVITY.value),
        f"#{sign} = :sign, #basis = if_not_exists(#basis, :basis)",
        when=f"attribute_not_exists(#{sign}) OR #{sign} < :day",
        values={"sign": at, "day": moment(at)[: len("2026-01-01")], "basis": first["basis"]},
    )


def _together(fact: Fact[Activity] | None, stored: Fact[Activity] | None) -> Fact[Activity] | None:
    if fact is None or stored is None:
        return fact
    value = fact.value._replace(
        last_human=_later(fact.value.last_human, stored.value.last_human),
        last_bot=_later(fact.value.last_bot, stored.value.last_bot),
    )
    return fact._replace(value=value)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
