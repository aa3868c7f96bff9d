"""people.jsonl: who has which accounts, and what is known of each of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.facts_company import employment_said, level_of
from shared.adapters.files.faultlog import FaultLog
from shared.adapters.files.record import Record
from shared.core.account import Account, account, is_account
from shared.core.errors import Fault
from shared.core.model import Group, Person, Profile
from shared.core.schema.node import quoted

PEOPLE = "people.jsonl"
PERSON_KEYS = frozenset(
    {"id", "accounts", "name", "department", "title", "active", "manager_id", "employment", "delegate_id"}
    | {"level", "leaving_on", "bot"}
)


class PersonLine(NamedTuple):
    """One line, as it is written: `id` bare, full or empty, `accounts` full ones."""

    line: int
    id: str
    accounts: tuple[Account, ...]
    said: Profile
    """What it says of whoever it is about; its account is empty, its manager and delegate are still ids as written."""


class Read(NamedTuple):
    profiles: Mapping[Account, Profile]
    people: Mapping[Account, Person]
    """Under each of their accounts: whoever has several, or whose line names accounts."""
    accounts: Accounts


def read_line(record: Record, log: FaultLog) -> PersonLine:
    has_accounts = record.has("accounts")
    said = Profile(
        account="",
        name=record.named("name"),
        department=record.named("department"),
        title=record.named("title"),
        employment=employment_said(record, log),
        manager=record.named("manager_id"),
        delegate=record.named("delegate_id"),
        level=level_of(record, log),
        leaving_on=record.day("leaving_on", is_private=True),
        bot=record.flag("bot") or False,
    )
    identity = record.named("id") or "" if has_accounts else record.id("id")
    return PersonLine(record.line, identity, _accounts(record) if has_accounts else (), said)


def _accounts(record: Record) -> tuple[Account, ...]:
    written = tuple(dict.fromkeys(record.texts("accounts")))
    remedy = 'Write "accounts": ["platform:id", "another platform:id"].'
    for one in written:
        if not is_account(one):
            record.blame(f"“accounts” holds {quoted(one)}, which does not say on which platform", remedy)
    if not written and record.get("accounts") == []:
        record.blame("“accounts” is empty", f"{remedy} Without it, the line is about its “id”.")
    return written


def assemble(lines: Iterable[PersonLine], platforms: Iterable[str], wrong: list[Fault]) -> Read:
    """Who is meant by all lines together; adds a fault for an account that two lines claim."""
    lines = list(lines)
    claimed = _claimed(lines, wrong)
    accounts = Accounts(platforms, _named(lines, platforms, claimed))
    profiles: dict[Account, Profile] = {}
    people: dict[Account, Person] = {}
    for line in lines:
        theirs = _theirs(line, accounts, claimed)
        profiles |= {
            one: _profile(line, one, accounts) for one in theirs if one not in profiles or not line.accounts
        }
        if line.accounts or len(theirs) > 1:
            person = _person(line, theirs, accounts)
            people |= dict.fromkeys(theirs, person)
    return Read(profiles, people, accounts)


def _claimed(lines: Iterable[PersonLine], wrong: list[Fault]) -> Mapping[Account, int]:
    """The accounts that lines name in full, by line. Nobody can say whose one is that two lines name."""
    claimed: dict[Account, int] = {}
    for line in lines:
        for one in line.accounts:
            other = claimed.setdefault(one, line.line)
            if other != line.line:
                reason = f"{quoted(one)} is already an account of line {other}"
                wrong.append(
                    Fault(PEOPLE, line.line, reason, "An account is one person's: keep it on one line.")
                )
    return claimed


def _named(
    lines: Iterable[PersonLine], platforms: Iterable[str], claimed: Mapping[Account, int]
) -> Mapping[str, tuple[Account, ...]]:
    """Whom each bare id of a line means."""
    full = Accounts(platforms)
    platforms = full.platforms
    return {
        line.id: line.accounts
        or tuple(one for one in (account(on, line.id) for on in platforms) if one not in claimed)
        for line in lines
        if line.id and not full.is_full(line.id)
    }


def _theirs(line: PersonLine, accounts: Accounts, claimed: Mapping[Account, int]) -> tuple[Account, ...]:
    """The accounts that the line is about. A line that has only an id adds to what another line says of its accounts."""
    if line.accounts:
        return line.accounts
    if accounts.is_full(line.id):
        return (line.id,)
    own = accounts.everywhere(line.id)
    others = tuple(one for one in (account(on, line.id) for on in accounts.platforms) if one in claimed)
    return own or others


def _profile(line: PersonLine, of: Account, accounts: Accounts) -> Profile:
    """What a directory would show of the account; of a person with named accounts, the line speaks for the person."""
    said = line.said
    return said._replace(
        account=of,
        employment=None if line.accounts else said.employment,
        leaving_on=None if line.accounts else said.leaving_on,
        manager=_one(said.manager, accounts),
        delegate=_one(said.delegate, accounts),
    )


def _person(line: PersonLine, theirs: tuple[Account, ...], accounts: Accounts) -> Person:
    said = line.said
    return Person(
        theirs,
        said.name,
        said.department,
        said.title,
        delegate=_one(said.delegate, accounts),
        level=said.level,
        employment=said.employment,
        leaving_on=said.leaving_on,
    )


def _one(written: str | None, accounts: Accounts) -> Account | None:
    return next(iter(accounts.everywhere(written)), None) if written else None


def with_member_names(
    profiles: Mapping[Account, Profile], groups: Iterable[Group]
) -> Mapping[Account, Profile]:
    """With owners and admins called as their groups' lists of members call them, where no line names them."""
    named = dict(profiles)
    for group in groups:
        nameless = {one for one in _guardians(group) if one not in named or named[one].name is None}
        for member in group.members.value if group.members and nameless else ():
            if member.name and member.account in nameless:
                known = named.get(member.account, Profile(member.account))
                named[member.account] = known._replace(name=member.name)
    return named


def _guardians(group: Group) -> Iterator[Account]:
    """Its owner and its admins."""
    if group.owner and group.owner.value:
        yield group.owner.value
    yield from group.admins.value if group.admins else ()


def names_of(read: Read) -> Iterator[tuple[Account, str]]:
    """What people are called, by account."""
    for one, profile in read.profiles.items():
        person = read.people.get(one)
        name = (person.name if person else None) or profile.name
        if name:
            yield one, name
