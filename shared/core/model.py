"""What is known of a company's groups: facts that know when they were learned and from where.

Values are NamedTuples, not dataclasses: they are as immutable, and fifty frozen slotted dataclasses would
cost a cold start a quarter of a bare boto3 client (docs/decisions/0002).

Wherever a field is `Fact[...] | None`, None means *not observed*: nobody showed it to us. A fact whose value
is None or empty means *observed to be absent*. Only the second can ever be a violation.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from shared.core.account import Account

if TYPE_CHECKING:
    from shared.core.handover import Handover

T = TypeVar("T")


class Source(StrEnum):
    """Where a fact comes from; decides how sure a sentence about it may sound."""

    OBSERVED = "observed"
    """The platform (or its export) showed it."""
    DECLARED = "declared"
    """Somebody filed it: a register sheet, an answer."""
    GUESSED = "guessed"
    """Inferred where the platform has no such thing (the creator for the owner); always said to be a guess."""


class Fact(NamedTuple, Generic[T]):
    """A value, when it was learned (aware UTC) and from where."""

    value: T
    at: datetime
    source: Source = Source.OBSERVED


class Kind(StrEnum):
    """What a group is for (MANUAL: Kinds of group). An unknown kind is judged as `project`."""

    ALL_STAFF = "all_staff"
    DEPARTMENT = "department"
    PROJECT = "project"
    ON_CALL = "on_call"
    NOTICE = "notice"
    BOT = "bot"
    MEETING = "meeting"
    EXTERNAL = "external"
    TEMPORARY = "temporary"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"
    LEGAL_HOLD = "legal_hold"


SYSTEM_NAMED = frozenset({Kind.ALL_STAFF, Kind.DEPARTMENT, Kind.MEETING})
"""Kinds whose groups the platform makes and names; their names and their quiet are nobody's doing."""


class Status(StrEnum):
    ACTIVE = "active"
    DISSOLVED = "dissolved"
    """Dissolved, or archived where the platform has archives."""


class Element(StrEnum):
    """The five elements of an announcement (三.4), in the order in which a draft gives them."""

    PURPOSE = "purpose"
    FUNCTIONS = "functions"
    MEMBERS = "members"
    RULES = "rules"
    CONTACT = "contact"


class Announcement(NamedTuple):
    """What is kept of an announcement: never its text."""

    revision: str
    """Changes when the text does; opaque."""
    length: int
    """Visible characters; 0 means that there is no announcement."""
    elements: frozenset[Element] = frozenset()
    """The elements that were found."""
    unclear: frozenset[Element] = frozenset()
    """Elements that this reader could not judge: neither found nor missing."""
    readable: bool = True
    """False where the announcement exists but cannot be read (a picture, a table)."""


class Member(NamedTuple):
    account: Account
    nickname: str | None = None
    name: str | None = None


class Activity(NamedTuple):
    """Signs of life in a group, times in aware UTC."""

    last_human: datetime | None
    """The last post of a person, thread replies included; None: none was seen."""
    last_bot: datetime | None
    observed_from: datetime | None
    """Since when posts could be seen; None: since the group was created."""
    is_complete: bool = True
    """False: some posts were there and could not be read."""


class PostKind(StrEnum):
    HUMAN = "human"
    BOT = "bot"
    SYSTEM = "system"
    """Joins, recalls, renames and the like: nobody's sign of life."""


class Post(NamedTuple):
    """One message, reduced to what the rules need: there is no text in it, anywhere."""

    group: str
    """`Group.key`."""
    sender: Account | None
    ts: float
    """When it was sent, seconds since the epoch, by the platform's own clock."""
    kind: PostKind
    mentions_all: bool = False
    urgent: bool = False
    reply: bool = False
    """A reply in a thread: activity, but not broadcasting."""
    media: bool = False
    """A picture, file or voice message; False also where the platform does not say."""


class Waiver(NamedTuple):
    """A decision that a check does not apply to a group for a while (or, check None, that no check does)."""

    check: str | None
    reason: str
    by: str
    until: date | None
    """The last day on which it holds; None only for what a facts folder declares without a date."""


class Group(NamedTuple):
    """One work group, as far as it is known. `id` is the platform's own and opaque: never split it."""

    platform: str
    id: str
    name: Fact[str] | None = None
    kind: Fact[Kind] | None = None
    owner: Fact[Account | None] | None = None
    """An account of any platform: a group may be owned by an account of another one."""
    admins: Fact[tuple[Account, ...]] | None = None
    created: Fact[datetime] | None = None
    status: Fact[Status] | None = None
    announcement: Fact[Announcement] | None = None
    members: Fact[tuple[Member, ...]] | None = None
    size: Fact[int] | None = None
    """How many members, where the platform tells the number without (all) the members."""
    external: Fact[bool] | None = None
    """Whether people of other companies are in it; they are counted, never stored by id."""
    department: Fact[str] | None = None
    """The department that it was filed under."""
    purpose: Fact[str] | None = None
    """What it is for, as somebody filed it (register column 用途); not the announcement."""
    activity: Fact[Activity] | None = None
    successor: Fact[Account | None] | None = None
    """Whom the responsible department asked to take it over; no platform shows it."""
    waivers: tuple[Waiver, ...] = ()
    handover: "Handover | None" = None
    """What decides who may be told of the group, while somebody is asked whether it changes hands."""

    @property
    def key(self) -> str:
        """One string for maps and logs; never parsed."""
        return f"{self.platform}:{self.id}"


class Employment(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"
    """Still employed, but the account does not work."""
    LEFT = "left"


class Profile(NamedTuple):
    """What a platform's directory shows of one account; None in a field means not observed."""

    account: Account
    name: str | None = None
    department: str | None = None
    title: str | None = None
    employment: Employment | None = None
    """Of this account: its owner may still work here with another one."""
    manager: Account | None = None
    delegate: Account | None = None
    """Who stands in for them."""
    level: int | None = None
    leaving_on: date | None = None
    """Their last day of work; until it is over, nobody but they may be shown it or anything that rests on it."""
    bot: bool = False
    holder: str | None = None
    """A mark that changes when the account is given to somebody else: a stable id where the platform has one, the name
    where an administrator gives out ids; None: nothing would tell."""
    held_since: datetime | None = None
    """Since when its present holder has it, aware UTC; what was said of the account before is about somebody else.
    None: as far as is known, always."""


class Person(NamedTuple):
    """One row of the people register (人员名册): somebody's accounts, and what the company itself wrote of them.

    A field that is None was not filled in.
    """

    accounts: tuple[Account, ...]
    """At least one; no two people have one in common. In the order of the sheet's columns."""
    name: str | None = None
    department: str | None = None
    title: str | None = None
    number: str | None = None
    """The company's own number for them (工号)."""
    email: str | None = None
    delegate: Account | None = None
    """Who stands in for them: any account of that person."""
    level: int | None = None
    employment: Employment | None = None
    """As the company says; None: as their accounts are."""
    leaving_on: date | None = None
    """As `Profile.leaving_on`."""


class PeopleVersion(NamedTuple):
    """Which register a run works with: pinned when it begins, and asked for again at every claim."""

    counter: int
    """Grows by one with everything that is published, an undo included; 0: nothing was published yet."""
    id: str = ""
    """Of the content; empty where nothing was published."""
    at: datetime | None = None
    """When it was published, aware UTC: what it says of an account is about whoever had the account then."""


NOBODY_REGISTERED = PeopleVersion(0)
MOST_ACCOUNTS = 20
"""Of one person: a claim takes the day of all of them in one transaction."""


class Department(NamedTuple):
    name: str
    aliases: tuple[str, ...] = ()
    head: Account | None = None
    zone: str | None = None
    """IANA name; None: the company's."""
    calendar: str | None = None
    """Name of a calendar of the policy; None: the company's."""
    delegate: Account | None = None
    """Who stands in for the head."""
    platform: str | None = None
    """Whose directory shows it; None: the company itself lists it (policy, register, facts folder)."""
    said_at: datetime | None = None
    """When its head and delegate were said to be that, aware UTC; None: not known, and then nobody later is meant."""


class Project(NamedTuple):
    name: str
    aliases: tuple[str, ...] = ()
    lead: Account | None = None
    department: str | None = None
    ended: bool | None = None


class DutyShift(NamedTuple):
    """A time during which somebody is on duty, both ends included, aware UTC."""

    account: Account
    """Whoever bears it is on duty with every account of theirs."""
    start: datetime
    end: datetime
    group: str | None = None
    """`Group.id` of the group that they are on duty for; None: wherever they post."""


class Company(NamedTuple):
    """Who works here and how the company is built."""

    profiles: Mapping[Account, Profile] = {}
    """What the directories show, by account."""
    people: Mapping[Account, Person] = {}
    """The people register in force: each person under each of their accounts."""
    people_version: PeopleVersion = NOBODY_REGISTERED
    """Which register that is."""
    departments: tuple[Department, ...] = ()
    projects: tuple[Project, ...] = ()
    duty: tuple[DutyShift, ...] = ()
    zones: Mapping[str, tzinfo] = {}
    """Every zone that a department or the policy names, built by an adapter."""
