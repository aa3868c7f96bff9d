"""What is known of a company's groups: facts that know when they were learned and from where.

Values are NamedTuples, not dataclasses: they are as immutable, and fifty frozen slotted dataclasses would
cost a cold start a quarter of a bare boto3 client (docs/decisions/0002).

Wherever a field is `Fact[...] | None`, None means *not observed*: nobody showed it to us. A fact whose value
is None or empty means *observed to be absent*. Only the second can ever be a violation.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Source(StrEnum):
    """Where a fact comes from; decides how sure a sentence about it may sound."""

    OBSERVED = "observed"
    """The platform (or its export) showed it."""
    DECLARED = "declared"
    """Somebody filed it: a register sheet, an answer."""
    GUESSED = "guessed"
    """Inferred where the platform has no such thing (Slack: the creator as owner); always said to be a guess."""


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
    id: str
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
    sender: str | None
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
    owner: Fact[str | None] | None = None
    admins: Fact[tuple[str, ...]] | None = None
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
    waivers: tuple[Waiver, ...] = ()

    @property
    def key(self) -> str:
        """One string for maps and logs; never parsed."""
        return f"{self.platform}:{self.id}"


class Employment(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"
    """Still employed, but the account does not work."""
    LEFT = "left"


class Person(NamedTuple):
    """Somebody of the company's directory; None in a field means not observed."""

    id: str
    name: str | None = None
    department: str | None = None
    title: str | None = None
    employment: Employment | None = None
    manager_id: str | None = None
    delegate_id: str | None = None
    """Who stands in for them."""
    level: int | None = None
    leaving_on: date | None = None
    """Their last day of work."""
    bot: bool = False


class Department(NamedTuple):
    name: str
    aliases: tuple[str, ...] = ()
    head_id: str | None = None
    zone: str | None = None
    """IANA name; None: the company's."""
    calendar: str | None = None
    """Name of a calendar of the policy; None: the company's."""
    delegate_id: str | None = None
    """Who stands in for the head."""


class Project(NamedTuple):
    name: str
    aliases: tuple[str, ...] = ()
    lead_id: str | None = None
    department: str | None = None
    ended: bool | None = None


class DutyShift(NamedTuple):
    """A time during which somebody is on duty, both ends included, aware UTC."""

    person_id: str
    start: datetime
    end: datetime
    group: str | None = None
    """`Group.id` of the group that they are on duty for; None: wherever they post."""


class Company(NamedTuple):
    """Who works here and how the company is built."""

    people: Mapping[str, Person] = {}
    departments: tuple[Department, ...] = ()
    projects: tuple[Project, ...] = ()
    duty: tuple[DutyShift, ...] = ()
    zones: Mapping[str, tzinfo] = {}
    """Every zone that a department or the policy names, built by an adapter."""
