"""The made-up company as values: who works there, which groups they have and what is said in them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Employee(NamedTuple):
    id: str
    name: str
    nickname: str
    """What they call themselves in groups."""
    unit: str
    title: str
    rank: int
    """0 the general manager, 1 a head, 2 a manager, 3 everyone else."""
    state: str
    """`active`, `disabled` or `left`."""
    manager_id: str | None


class Robot(NamedTuple):
    user_id: str
    bot_id: str
    name: str


class Unit(NamedTuple):
    """A department, or one of the regional teams of sales (which have a parent)."""

    name: str
    aliases: tuple[str, ...]
    head_id: str
    parent: str | None


class Venture(NamedTuple):
    """A project."""

    name: str
    aliases: tuple[str, ...]
    lead_id: str
    unit: str
    ended: bool


class Traits(NamedTuple):
    """What was planted in a group, by the names that `planted.json` uses."""

    shape: str
    """Of the name."""
    expect: str
    """Of the name: `ok`, `advice`, `duty`, or `open` where the manual leaves it open."""
    notice: str
    """Kind of announcement."""
    missing: tuple[str, ...]
    """Elements that the announcement certainly lacks."""
    perhaps: tuple[str, ...]
    """Elements that a strict reader would miss and a kind one would find."""
    owner: str
    """`active`, `left` or `disabled`."""
    life: str


class WorkGroup(NamedTuple):
    id: str
    name: str
    kind: str
    """As in the manual: `project`, `on_call`, `external` …"""
    unit: str
    project: str | None
    use: str
    created: int
    """Epoch seconds, as every moment here."""
    owner_id: str
    admin_ids: tuple[str, ...]
    member_ids: tuple[str, ...]
    """Nobody who left or whose account is disabled: the platform removes them."""
    notice: str
    """The announcement; people in it as <@id>."""
    topic: str
    archived: bool
    rate: float
    """Posts on a usual work day."""
    quiet_since: int | None
    """When the last human post was made, in a group that sleeps; None: it does not, or never had one."""
    traits: Traits


class Message(NamedTuple):
    ts: str
    """Seconds and six digits, unique in its group; strings sort as times do."""
    sender: str
    """An employee's id, or a robot's `bot_id`."""
    text: str
    subtype: str = ""
    root: str = ""
    """`ts` of the message that this one replies to."""
    tone: str = ""
    """`all` for an @all, `urgent` for 【紧急】."""
    replies: tuple[tuple[str, str], ...] = ()
    """(sender, ts) of the answers in its thread."""


class Incident(NamedTuple):
    """Something that was planted in the night or on a day off."""

    why: str
    """`frequent`, `broadcast`, `loud`, or the name of a near miss."""
    period: date
    sender: str
    group_ids: tuple[str, ...]
    counts: bool
    """Whether the manual calls it mass posting (where the kind of the groups is known)."""


class Tenant(NamedTuple):
    """The company on one platform: which it is, and what stands there before the company's own ids."""

    platform: str
    """The product's id of it."""
    person_mark: str = ""
    group_mark: str = ""

    def account(self, person: str) -> str:
        """As the product names whoever has this id in the company."""
        return f"{self.platform}:{self.person_mark}{person}"

    def group(self, group: str) -> str:
        """The platform's id of a group."""
        return f"{self.group_mark}{group}"

    def key(self, group: str) -> str:
        """As the product names it."""
        return f"{self.platform}:{self.group(group)}"


class Company(NamedTuple):
    """The same people whatever the platform; its accounts and groups are those of one."""

    name: str
    seed: int
    tenant: Tenant
    units: tuple[Unit, ...]
    projects: tuple[Venture, ...]
    people: tuple[Employee, ...]
    robots: tuple[Robot, ...]
    groups: tuple[WorkGroup, ...]
    messages: Mapping[str, tuple[Message, ...]]
    """By group id, in order of time."""
    incidents: tuple[Incident, ...]
