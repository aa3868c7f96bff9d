"""The channels and people of a Slack export, as groups and persons."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shared.adapters.files.facts import fact_of
from shared.adapters.files.jsontext import BOM, NotJsonError, parse, type_name
from shared.adapters.files.record import is_writable
from shared.adapters.files.tree import Tree, read_whole
from shared.core.account import Account, account
from shared.core.announcements import read_announcement
from shared.core.errors import Fault
from shared.core.model import Announcement, Employment, Fact, Group, Kind, Member, Profile, Source, Status
from shared.core.schema.node import quoted

CHANNELS = ("channels.json", "groups.json")
"""Public and private channels."""
PLATFORM = "slack"
USERS = "users.json"
SLACKBOT = "USLACKBOT"

Json = Mapping[str, Any]


def records(tree: Tree, file: str, faults: list[Fault]) -> Iterator[tuple[int, Json]]:
    """Every entry that has an id, with its number from 1; the others are faults."""
    for number, item in enumerate(_array(tree, file, faults), 1):
        if isinstance(item, dict) and text(item.get("id")):
            yield number, item
        else:
            said = "has no id" if isinstance(item, dict) else f"is {type_name(item)}, not an object"
            faults.append(Fault(file, None, f"entry {number} {said}", "Export the workspace again."))


def _array(tree: Tree, file: str, faults: list[Fault]) -> list[Any]:
    if file not in tree.files():
        return []
    try:
        found = parse(read_whole(tree, file).removeprefix(BOM))
    except NotJsonError as error:
        faults.append(Fault(file, None, error.reason, "Export the workspace again."))
        return []
    if isinstance(found, list):
        return found
    faults.append(Fault(file, None, f"is {type_name(found)}, not a list", "Export the workspace again."))
    return []


def text(value: object) -> str | None:
    """A text that says something; exports have empty ones for what is not set."""
    return value if isinstance(value, str) and value.strip() and is_writable(value) else None


def seconds(value: object) -> float | None:
    """Slack writes times as numbers and, in old exports, as text; None for what is neither or no time."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not value.replace(".", "", 1).isdecimal():
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if 0 < found < 1e11 else None


def person_of(user: Json) -> Profile:
    is_bot = user.get("is_bot") is True or user["id"] == SLACKBOT
    at_work = None if is_bot else Employment.ACTIVE
    return Profile(
        account=account(PLATFORM, user["id"]),
        name=_name(user),
        title=text(_object(user, "profile").get("title")),
        employment=Employment.LEFT if user.get("deleted") is True else at_work,
        bot=is_bot,
    )


def _name(user: Json) -> str | None:
    profile = _object(user, "profile")
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return next((name for name in map(text, names) if name), None)


def group_of(channel: Json, people: Mapping[Account, Profile], at: datetime) -> Group:
    """Without activity. Slack has no owners: the creator is a guess, and admins are not visible."""
    creator = text(channel.get("creator"))
    created = seconds(channel.get("created"))
    archived = channel.get("is_archived")
    external = channel.get("is_ext_shared")
    return Group(
        platform=PLATFORM,
        id=channel["id"],
        name=fact_of(text(channel.get("name")), at),
        kind=Fact(Kind.ALL_STAFF, at) if channel.get("is_general") is True else None,
        owner=Fact(account(PLATFORM, creator), at, Source.GUESSED) if creator else None,
        created=Fact(datetime.fromtimestamp(created, UTC), at) if created else None,
        status=Fact(Status.DISSOLVED if archived else Status.ACTIVE, at)
        if isinstance(archived, bool)
        else None,
        announcement=fact_of(_announcement(channel), at),
        members=fact_of(_members(channel, people), at),
        external=fact_of(external if isinstance(external, bool) else None, at),
    )


def _announcement(channel: Json) -> Announcement | None:
    """The channel's purpose; its text ends here."""
    purpose = _object(channel, "purpose").get("value")
    if not isinstance(purpose, str):
        return None
    # The creator is a guess: an announcement that names somebody else may well name the owner of today.
    return read_announcement(purpose, owner_id=None, owner_name=None)


def _members(channel: Json, people: Mapping[Account, Profile]) -> tuple[Member, ...] | None:
    ids = channel.get("members")
    if not isinstance(ids, list):
        return None
    accounts = [account(PLATFORM, member) for member in ids if text(member)]
    known = ((one, people.get(one)) for one in accounts)
    return tuple(Member(one, name=profile.name if profile else None) for one, profile in known)


def _object(holder: Json, key: str) -> Json:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def twice(channels: list[tuple[str, int, Json]]) -> Iterator[Fault]:
    """Channels with the id of another."""
    first: dict[str, str] = {}
    for file, number, channel in channels:
        here = f"{file} entry {number}"
        if (other := first.setdefault(channel["id"], here)) != here:
            reason = f"entry {number} has the id {quoted(channel['id'])} of {other}"
            yield Fault(file, None, reason, "Export the workspace again.")
