"""One line of groups.jsonl as a group: what is absent stays unobserved, what is null was looked for and not there."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.facts import fact_of
from shared.adapters.files.jsontext import type_name
from shared.adapters.files.record import Record
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.core.account import Account
from shared.core.announcements import read_announcement
from shared.core.checks.catalogue import CHECKS
from shared.core.model import Activity, Announcement, Fact, Group, Kind, Member, Status, Waiver
from shared.core.schema.node import quoted, suggestion

GROUPS = "groups.jsonl"
GROUP_KEYS = frozenset(
    {"platform", "group_id", "name", "kind", "owner_id", "admin_ids", "created", "observed_from", "status"}
    | {"announcement", "members", "external", "department", "exempt", "purpose", "size"}
)
DECLARED_BY = "facts folder"
EXEMPT_REMEDY = "Write true, false, a list of check ids, or a list of {check, reason, by, until}."
CHECK_IDS = tuple(check.id for check in CHECKS)


class Surroundings(NamedTuple):
    """What a group's line is read with."""

    at: datetime
    accounts: Accounts
    names: Mapping[Account, str]
    """What people are called."""
    watched: bool
    """Whether there are messages: only then is a group's silence a fact."""


def read_group(record: Record, around: Surroundings) -> Group:
    """Raises nothing: a record with faults gives a group that its reader must not use."""
    at, platform = around.at, _platform(record)
    owner = record.named("owner_id") if record.has("owner_id") else None
    admins = record.texts("admin_ids") if record.has("admin_ids") else ()
    members = _members(record, platform, around)
    return Group(
        platform=platform,
        id=record.id("group_id"),
        name=fact_of(record.text("name"), at),
        kind=fact_of(record.choice("kind", Kind), at),
        owner=Fact(around.accounts.of(owner, platform) if owner else None, at)
        if record.has("owner_id")
        else None,
        admins=Fact(tuple(around.accounts.of(admin, platform) for admin in admins), at)
        if record.has("admin_ids")
        else None,
        created=fact_of(record.moment("created"), at),
        status=fact_of(record.choice("status", Status), at),
        announcement=fact_of(_announcement(record, platform, members, around), at),
        members=fact_of(members, at),
        size=fact_of(record.whole("size"), at),
        external=fact_of(_external(record), at),
        department=fact_of(record.named("department"), at),
        purpose=fact_of(record.named("purpose"), at),
        activity=_activity(record, around),
        waivers=tuple(_waivers(record)),
    )


def _platform(record: Record) -> str:
    name = record.id("platform")
    if ":" in name or any(char.isspace() for char in name):
        record.blame(f"“platform” is {quoted(name)}", f"Write one word, e.g. {', '.join(VENDORS_BY_ID)}.")
    return name


def _announcement(
    record: Record, platform: str, members: tuple[Member, ...] | None, around: Surroundings
) -> Announcement | None:
    """The text ends here: what goes on is its length and elements."""
    if not record.has("announcement"):
        return None
    owner = record.named("owner_id") if isinstance(record.get("owner_id"), str) else None
    named = around.accounts.of(owner, platform) if owner else ""
    own_names = {member.account: member.name for member in members or ()}
    name = around.names.get(named) or own_names.get(named)
    return read_announcement(record.text("announcement") or "", owner_id=owner, owner_name=name)


def _members(record: Record, platform: str, around: Surroundings) -> tuple[Member, ...] | None:
    if not record.has("members"):
        return None
    value = record.get("members") or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        record.blame(
            f"“members” is {type_name(value)}, not a list of objects", 'Write it as [{"id": "…"}, …].'
        )
        return None
    read = (_plain_member(item) or _member(record.inside("members", item)) for item in value)
    of = around.accounts.of
    return tuple(member._replace(account=of(member.account, platform)) for member in read)


def _plain_member(item: Mapping[str, Any]) -> Member | None:
    """A member with nothing wrong, by the id as it is written, which is nearly all of a company's hundreds of thousands; else None."""
    found = Member(item.get("id") or "", item.get("nickname"), item.get("name") or None)
    try:
        "".join(part for part in found if part is not None).encode()
    except (TypeError, UnicodeEncodeError):
        return None
    return found if found.account.strip() else None


def _member(record: Record) -> Member:
    return Member(record.id("id"), record.text("nickname"), record.named("name"))


def member_keys(record: Record) -> list[str]:
    """The keys that members have, as they are named in faults."""
    value = record.get("members")
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    return [f"members.{key}" for key in sorted(set().union(*items))]


def _external(record: Record) -> bool | None:
    """Whether there are outsiders; their number says so too."""
    value = record.get("external")
    if isinstance(value, int) and not isinstance(value, bool):
        return bool(record.whole("external"))
    return record.flag("external")


def _activity(record: Record, around: Surroundings) -> Fact[Activity] | None:
    since = record.moment("observed_from")
    return Fact(Activity(None, None, since), around.at) if around.watched else None


def _waivers(record: Record) -> Iterator[Waiver]:
    value = record.get("exempt")
    if value is True:
        yield _waiver(None)
    elif isinstance(value, str):
        yield from _said(record, value)
    elif isinstance(value, list):
        for item in value:
            yield from _listed(record, item)
    elif value is not None and value is not False:
        record.blame(f"“exempt” is {type_name(value)}", EXEMPT_REMEDY)


def _waiver(check: str | None, reason: str = "exempt") -> Waiver:
    return Waiver(check, reason, DECLARED_BY, None)


_YES_OR_NO = frozenset(
    {"true", "false", "yes", "no", "y", "n", "on", "off", "0", "1", "是", "否", "有", "无", "none", "null"}
)


def _said(record: Record, text: str) -> Iterator[Waiver]:
    """A check's id, or the reason why no check applies; a misspelt id must not become such a reason."""
    if text in CHECK_IDS:
        yield _waiver(text)
    elif near := suggestion(text, CHECK_IDS):
        record.blame(f"“exempt” is {quoted(text)}", f"{near}For a reason, write a sentence.")
    elif text.strip().casefold() in _YES_OR_NO:
        record.blame(f"“exempt” is the text {quoted(text)}", "Write true or false without quotation marks.")
    elif text.strip():
        yield _waiver(None, text.strip())


def _listed(record: Record, item: object) -> Iterator[Waiver]:
    if isinstance(item, dict):
        yield _full(record.inside("exempt", item))
    elif isinstance(item, str):
        yield _waiver(_check(record, item))
    else:
        record.blame(f"“exempt” holds {type_name(item)}", EXEMPT_REMEDY)


def _full(record: Record) -> Waiver:
    check = record.named("check")
    return Waiver(
        None if check is None else _check(record, check),
        record.named("reason") or "exempt",
        record.named("by") or DECLARED_BY,
        record.day("until"),
    )


def _check(record: Record, name: str) -> str:
    if name not in CHECK_IDS:
        record.blame(
            f"“exempt” names the check {quoted(name)}",
            f"{suggestion(name, CHECK_IDS)} Write one of: {', '.join(CHECK_IDS)}.".lstrip(),
        )
    return name
