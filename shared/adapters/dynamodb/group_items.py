"""A group's items: what of its file lies in which, and the file made of them again."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.case_items import case_of
from shared.adapters.dynamodb.records import day_of, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import GroupFile
from shared.core.filed import FACTS, Filing
from shared.core.model import Activity, Announcement, Element, Fact, Group, Kind, Source, Status, Waiver

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
}


def meta(file: GroupFile) -> dict[str, Any]:
    group = file.group
    shown = {name: fact for name in _FACTS if (fact := getattr(group, name)) is not None}
    return {
        "platform": group.platform,
        "id": group.id,
        "facts": packed(shown),
        "first_seen": file.first_seen,
        "owner_changed": file.owner_changed,
        "gone": file.gone,
        "refused": file.refused,
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
        return None
    human, bot, since = (_moment(item.get(name)) for name in ("last_human", "last_bot", "observed_from"))
    return Fact(
        Activity(human, bot, since, item["complete"]), moment_of(item["fact_at"]), Source(item["source"])
    )


def filed(filing: Filing) -> dict[str, Any]:
    """The values of the facts alone: all of them are as old as the filing, and declared."""
    group, owner = filing.group, filing.group.owner
    values = {name: fact.value for name in FACTS if (fact := getattr(group, name)) is not None}
    entry = keys.filed_entry(filing.until, owner.value, group.key) if owner and owner.value else None
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
        "G2PK": entry.pk if entry else None,
        "G2SK": entry.sk if entry else None,
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
    )


def waiver(value: Waiver) -> dict[str, Any]:
    return value._asdict()


def waiver_of(item: Item) -> Waiver:
    return filled(Waiver, item, {"until": day_of})


def file_of(items: Iterable[Item]) -> GroupFile | None:
    """All items of one group; None where only signs of life or the like are kept of it, and nobody listed or filed it."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(keys.part_name(item["SK"]), []).append(item)
    filing = filing_of(found["filed"][0]) if "filed" in found else None
    if "meta" in found:
        file = _observed(found["meta"][0])
    elif filing is not None:
        file = GroupFile(Group(filing.group.platform, filing.group.id), filing.first)
    else:
        return None
    written = found.get("notice", [{}])[0]
    group = file.group._replace(
        announcement=_announcement(written.get("notice")),
        activity=activity_of(found["activity"][0]) if "activity" in found else None,
        waivers=tuple(map(waiver_of, found.get("waiver", ()))),
    )
    return file._replace(
        group=group,
        notice_revision=written.get("revision"),
        cases=tuple(map(case_of, found.get("case", ()))),
        filed=filing,
    )


def _observed(head: Item) -> GroupFile:
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


def _announcement(text: str | None) -> Fact[Announcement] | None:
    return _fact(unpacked(text), _read_announcement) if text else None


def _read_announcement(values: list[Any]) -> Announcement:
    read = Announcement(*values)
    return read._replace(
        elements=frozenset(map(Element, read.elements)), unclear=frozenset(map(Element, read.unclear))
    )


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
