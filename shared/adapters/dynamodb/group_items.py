"""A group's items: what of its file lies in which, and how each is read."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.case_items import case_of
from shared.adapters.dynamodb.records import day_of, filled, member, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import GroupFile
from shared.core.display import is_confidential
from shared.core.filed import FACTS, Filing, beside_owner
from shared.core.handover import Handover, Reply, Way
from shared.core.invitation import INVITED
from shared.core.model import Activity, Announcement, Element, Fact, Group, Kind, Source, Status, Waiver
from shared.core.unreadable import Kept

_SOURCE, _ELEMENT = member(Source), member(Element)
_FACTS: Mapping[str, Any] = {
    "name": str,
    "kind": member(Kind).__getitem__,
    "owner": lambda owner: owner,
    "admins": tuple,
    "created": moment_of,
    "status": member(Status).__getitem__,
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
        "file": packed((shown, file.first_seen, file.owner_changed, file.gone, file.refused)),
        "G2PK": entry.pk if entry else None,
        "G2SK": entry.sk if entry else None,
    }


def notice(file: GroupFile) -> dict[str, Any]:
    return {"notice": packed((file.group.announcement, file.notice_revision))}


def activity(fact: Fact[Activity]) -> dict[str, Any]:
    """Each sign of life apart, so that a condition can hold it; what they rest on is of one writing, and one text."""
    value = fact.value
    basis = packed((value.observed_from, value.is_complete, fact.at, fact.source))
    return {"last_human": value.last_human, "last_bot": value.last_bot, "basis": basis}


def activity_of(item: Item) -> Fact[Activity] | None:
    human, bot = item.get("last_human"), item.get("last_bot")
    if "basis" not in item:
        if human is not None or bot is not None:
            raise KeyError("basis")
        return None
    since, is_complete, at, source = unpacked(item["basis"])
    value = Activity(_moment(human), _moment(bot), _moment(since), is_complete)
    return Fact(value, moment_of(at), _SOURCE[source])


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
        # Once more, to be compared: whoever comes or goes beside the owner leaves everything else as it was.
        "beside": packed(beside_owner(filing)) if filing.is_own else None,
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


class Listed(NamedTuple):
    """A group as its platform lists it."""

    facts: Mapping[str, Any]
    first_seen: datetime
    owner_changed: datetime | None = None
    gone: datetime | None = None
    refused: datetime | None = None


def listed_of(item: Item) -> Listed:
    facts, first_seen, owner_changed, gone, refused = unpacked(item["file"])
    return Listed(
        {
            name: Fact(_FACTS[name](value), moment_of(at), _SOURCE[source])
            for name, (value, at, source) in facts.items()
        },
        moment_of(first_seen),
        owner_changed and moment_of(owner_changed),
        gone and moment_of(gone),
        refused and moment_of(refused),
    )


def notice_of(item: Item) -> tuple[Fact[Announcement] | None, str | None]:
    fact, revision = unpacked(item["notice"])
    if fact is None:
        return None, revision
    value, at, source = fact
    return Fact(_read_announcement(value), moment_of(at), _SOURCE[source]), revision


def life_of(item: Item) -> tuple[Fact[Activity] | None]:
    """In a tuple, since that nothing is known is no failure."""
    return (activity_of(item),)


_OF_ALL = ("SK", "v", "ttl")
_OF_PARTS = (
    "file",
    "notice",
    "basis",
    "last_human",
    "last_bot",
    "case",
    "version",
    "check",
    "reason",
    "by",
    "until",
)
_OF_FILED = ("platform", "id", "facts", "waivers", "at", "first", "owner_changed", "is_own", "handover")
READ = (*_OF_ALL, *_OF_PARTS, *_OF_FILED)
"""The attributes that these look at; the others are for conditions and indexes."""
READERS: Mapping[str, tuple[Kept, Callable[[Item], Any]]] = {
    "meta": (Kept.META, listed_of),
    "notice": (Kept.NOTICE, notice_of),
    "activity": (Kept.ACTIVITY, life_of),
    "waiver": (Kept.WAIVER, waiver_of),
    "case": (Kept.CASE, case_of),
    "filed": (Kept.FILED, filing_of),
}


def _read_announcement(values: list[Any]) -> Announcement:
    revision, length, elements, unclear, readable = values
    return Announcement(revision, length, _elements(*elements), _elements(*unclear), readable)


@lru_cache(maxsize=256)
def _elements(*names: str) -> frozenset[Element]:
    """The same object for the same content: a set is 216 bytes, a group has two, and there are few different ones."""
    return frozenset(_ELEMENT[name] for name in names)


def _moment(text: str | None) -> Any:
    return None if text is None else moment_of(text)


def _filed_waiver(values: list[Any]) -> Waiver:
    check, reason, by, until = values
    return Waiver(check, reason, by, until and day_of(until))


def _read_activity(values: list[Any]) -> Activity:
    human, bot, since, complete = values
    return Activity(_moment(human), _moment(bot), _moment(since), complete)


_FILED: Mapping[str, Any] = {**_FACTS, "announcement": _read_announcement, "activity": _read_activity}
