"""A group's items: what of its file lies in which, and the file made of them again."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.case_items import case_of
from shared.adapters.dynamodb.reading import Reader
from shared.adapters.dynamodb.records import day_of, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import Case, GroupFile
from shared.core.display import is_confidential
from shared.core.filed import FACTS, Filing
from shared.core.handover import Handover, Reply, Way
from shared.core.invitation import INVITED
from shared.core.model import Activity, Announcement, Element, Fact, Group, Kind, Source, Status, Waiver
from shared.core.unreadable import Kept

T = TypeVar("T")
_FACTS: Mapping[str, Any] = {
    "name": str,
    "kind": Kind,
    "owner": lambda owner: owner,
    "admins": tuple,
    "created": moment_of,
    "status": Status,
    "size": int,
    "external": bool,
    "department": str,
    "purpose": str,
    "successor": lambda account: account,
}


def meta(file: GroupFile) -> dict[str, Any]:
    group = file.group
    shown = {name: fact for name in _FACTS if (fact := getattr(group, name)) is not None}
    entry = keys.owned_entry(group.owner.value, group.key) if group.owner and group.owner.value else None
    return {
        "platform": group.platform,
        "id": group.id,
        "facts": packed(shown),
        "first_seen": file.first_seen,
        "owner_changed": file.owner_changed,
        "gone": file.gone,
        "refused": file.refused,
        "G2PK": entry.pk if entry else None,
        "G2SK": entry.sk if entry else None,
    }


def notice(file: GroupFile) -> dict[str, Any]:
    fact = file.group.announcement
    return {"notice": packed(fact) if fact else None, "revision": file.notice_revision}


def activity(fact: Fact[Activity]) -> dict[str, Any]:
    """Each sign of life apart, so that a condition can hold it. `observed_from` None is kept as such."""
    value = fact.value
    return {
        "last_human": value.last_human,
        "last_bot": value.last_bot,
        "observed_from": value.observed_from,
        "complete": value.is_complete,
        "fact_at": fact.at,
        "source": fact.source,
    }


def activity_of(item: Item) -> Fact[Activity] | None:
    if "fact_at" not in item:
        if not {"complete", "source", "last_human", "last_bot"}.isdisjoint(item):
            raise KeyError("fact_at")
        return None
    human, bot, since = (_moment(item.get(name)) for name in ("last_human", "last_bot", "observed_from"))
    return Fact(
        Activity(human, bot, since, item["complete"]), moment_of(item["fact_at"]), Source(item["source"])
    )


def filed(filing: Filing) -> dict[str, Any]:
    """The values of the facts alone: all of them are as old as the filing, and declared."""
    group, owner = filing.group, filing.owner
    values = {name: fact.value for name in FACTS if (fact := getattr(group, name)) is not None}
    entry = keys.filed_entry(filing.until, owner, group.key) if owner else None
    name = _name_entry(group)
    return {
        "platform": group.platform,
        "id": group.id,
        "facts": packed(values),
        "waivers": packed(group.waivers) if group.waivers else None,
        "by": filing.by,
        "at": filing.at,
        "until": filing.until,
        "first": filing.first,
        "owner_changed": filing.owner_changed,
        "is_own": True if filing.is_own else None,
        "handover": packed(filing.handover) if filing.handover else None,
        "owner": owner,
        "G1PK": name.pk if name else None,
        "G1SK": name.sk if name else None,
        "G2PK": entry.pk if entry else None,
        "G2SK": entry.sk if entry else None,
        # What was filed of a group stays until it is filed anew; that somebody was invited is nothing to keep.
        "ttl": epoch(filing.until) if group.platform == INVITED else None,
    }


def filing_of(item: Item) -> Filing:
    at = moment_of(item["at"])
    facts: dict[str, Any] = {
        name: Fact(_FILED[name](value), at, Source.DECLARED)
        for name, value in unpacked(item["facts"]).items()
    }
    waivers = tuple(_filed_waiver(one) for one in unpacked(item["waivers"])) if "waivers" in item else ()
    return Filing(
        group=Group(item["platform"], item["id"])._replace(**facts, waivers=waivers),
        by=item["by"],
        at=at,
        until=moment_of(item["until"]),
        first=moment_of(item["first"]),
        owner_changed=_moment(item.get("owner_changed")),
        is_own=item.get("is_own", False),
        handover=_handover(unpacked(item["handover"])) if "handover" in item else None,
    )


def _handover(values: list[Any]) -> Handover:
    way, owner, to, at, until, reply = values
    return Handover(Way(way), owner, to, moment_of(at), moment_of(until), Reply(reply) if reply else None)


def _name_entry(group: Group) -> keys.Key | None:
    """None: nobody shall find it by its name, or it has none."""
    from shared.core.naming.reading import clean, key  # late: a webhook never files anything

    if group.name is None or is_confidential(group):
        return None
    return keys.named_entry(group.platform, key(clean(group.name.value)), group.key)


def waiver(value: Waiver) -> dict[str, Any]:
    return value._asdict()


def waiver_of(item: Item) -> Waiver:
    return filled(Waiver, item, {"until": day_of}, optional=("check", "until"))


def file_of(items: Iterable[Item], reader: Reader) -> GroupFile | None:
    """All items of one group; None where only signs of life or the like are kept of it, and nobody listed or filed it.

    What cannot be read is missing, and the file says so; of a group that is known by its key alone, everything is.
    """
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(keys.part_name(item["SK"]), []).append(item)
    if found.keys().isdisjoint({"meta", "filed"}):
        return None
    parts = {name: _readable(Kept(name), some, reader) for name, some in found.items() if name in READERS}
    filing = (parts.get("filed") or [None])[0]
    announcement, revision = (parts.get("notice") or [(None, None)])[0]
    file = _listed(found, parts, filing)
    group = file.group._replace(
        announcement=announcement,
        activity=(parts.get("activity") or [(None,)])[0][0],
        waivers=tuple(parts.get("waiver", ())),
    )
    return file._replace(
        group=group,
        notice_revision=revision,
        cases=tuple(parts.get("case", ())),
        filed=filing,
        unreadable=_set(name for name, some in parts.items() if len(some) < len(found[name])),
        unreadable_cases=_checks(found.get("case", ()), parts.get("case", ())),
    )


def _listed(
    found: Mapping[str, list[Item]], parts: Mapping[str, list[Any]], filing: Filing | None
) -> GroupFile:
    """As its platform lists it; one that is only filed is there since then."""
    if parts.get("meta"):
        file: GroupFile = parts["meta"][0]
        return file
    if "meta" not in found and filing is not None:
        return GroupFile(Group(filing.group.platform, filing.group.id), filing.first)
    return _by_key((found.get("meta") or found["filed"])[0])


def _readable(kind: Kept, items: Iterable[Item], reader: Reader) -> list[Any]:
    read = (reader.value(kind, item, READERS[kind]) for item in items)
    return [one for one in read if one is not None]


def _checks(items: Collection[Item], cases: Collection[Case]) -> frozenset[str]:
    """The checks of which a case is kept that cannot be read."""
    if len(items) == len(cases):
        return _EMPTY
    kept = {keys.part_of_check(item["SK"]) for item in items}
    return frozenset(kept - {case.key.check for case in cases})


def _set(things: Iterable[T]) -> frozenset[T]:
    """The same object for the same content: a set is 216 bytes, a group has four, and there are few different ones."""
    made = frozenset(things)
    known: frozenset[T] = _SETS.setdefault(made, made)
    return known


_SETS: dict[frozenset[Any], Any] = {}
_EMPTY: frozenset[Any] = _set(())


def _by_key(item: Item) -> GroupFile:
    """A group of which nothing can be read: it stands for itself, so that nobody takes it for a new one."""
    platform, _, identity = keys.unescaped(keys.group_part(item["SK"])).partition(":")
    return GroupFile(Group(platform, identity), _NOT_SEEN_YET)


_NOT_SEEN_YET = datetime.max.replace(tzinfo=UTC)


def meta_of(head: Item) -> GroupFile:
    """Without what lies in the other items."""
    facts: dict[str, Any] = {
        name: _fact(fact, _FACTS[name]) for name, fact in unpacked(head["facts"]).items()
    }
    return GroupFile(
        group=Group(head["platform"], head["id"], **facts),
        first_seen=moment_of(head["first_seen"]),
        owner_changed=_moment(head.get("owner_changed")),
        gone=_moment(head.get("gone")),
        refused=_moment(head.get("refused")),
    )


def notice_of(item: Item) -> tuple[Fact[Announcement] | None, str | None]:
    moment_of(item["read_at"])
    return _announcement(item.get("notice")), item.get("revision")


def life_of(item: Item) -> tuple[Fact[Activity] | None]:
    """In a tuple, since that nothing is known is no failure."""
    return (activity_of(item),)


READERS: Mapping[str, Callable[[Item], Any]] = {
    "meta": meta_of,
    "notice": notice_of,
    "activity": life_of,
    "waiver": waiver_of,
    "case": case_of,
    "filed": filing_of,
}


def _announcement(text: str | None) -> Fact[Announcement] | None:
    return _fact(unpacked(text), _read_announcement) if text else None


def _read_announcement(values: list[Any]) -> Announcement:
    read = Announcement(*values)
    return read._replace(elements=_set(map(Element, read.elements)), unclear=_set(map(Element, read.unclear)))


def _fact(fact: list[Any], read: Any) -> Fact[Any]:
    value, at, source = fact
    return Fact(read(value), moment_of(at), Source(source))


def _moment(text: str | None) -> Any:
    return None if text is None else moment_of(text)


def _filed_waiver(values: list[Any]) -> Waiver:
    check, reason, by, until = values
    return Waiver(check, reason, by, until and day_of(until))


def _read_activity(values: list[Any]) -> Activity:
    human, bot, since, complete = values
    return Activity(_moment(human), _moment(bot), _moment(since), complete)


_FILED: Mapping[str, Any] = {**_FACTS, "announcement": _read_announcement, "activity": _read_activity}
