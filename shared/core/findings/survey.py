"""What one inspection found, complete: the value that every report (terminal, JSON lines, HTML) renders."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from shared.core.checks.base import Check, Text
from shared.core.errors import Fault
from shared.core.judgement import Judgement
from shared.core.lang import Lang
from shared.core.model import Group
from shared.core.recipient import Recipient, Role


class Row(NamedTuple):
    """One judgement that is not ok."""

    group: Group
    check: Check
    judgement: Judgement


class Coverage(NamedTuple):
    """How many groups show one fact, and how."""

    fact: str
    """Field of `Group`: `name`, `owner` …"""
    observed: int
    declared: int
    guessed: int
    not_visible: int


class Count(NamedTuple):
    """What one check came to, in groups (a group with several rows counts once, by its gravest)."""

    check: Check
    ok: int
    duty: int
    advice: int
    unknown: int
    not_applicable: int


class Item(NamedTuple):
    """One finding as its reader sees it."""

    row: Row
    text: Text
    role: Role
    """Why its reader is the one who is told."""
    clause: str
    """The clause's number, as the company numbers it."""


class Digest(NamedTuple):
    """The one message that a person would get on a day, about what falls due for them then."""

    recipient: Recipient
    send_at: datetime
    """The earliest moment it would be sent, aware, in the reader's zone."""
    greeting: str
    why: str
    """Why the reader is asked, where they are not simply the owner; else empty."""
    items: tuple[Item, ...]
    """Duties first, then advice, each in the order of the groups."""
    footer: str


class Survey(NamedTuple):
    """Everything that one inspection came to."""

    label: str
    """What was read: `Slack export`, `facts folder`, `register sheet`."""
    now: datetime
    lookback_days: int
    lang: Lang
    groups: int
    dissolved: int
    posts: int
    """Messages read."""
    coverage: tuple[Coverage, ...]
    counts: tuple[Count, ...]
    rows: tuple[Row, ...]
    """Everything that is not ok, in the order of the input."""
    digests: tuple[Digest, ...]
    """Owners before those who stand in for them; then by day and name. Nobody is ranked."""
    sender_hints: int
    """How many people would get the private hint about after-hours posting."""
    urgent_posts: Mapping[str, int]
    """By `Group.key`, in the periods looked at."""
    faults: tuple[Fault, ...]
    """What was left out of the input, counted and named."""
    notes: tuple[str, ...]
    """Ids of things worth saying about the input (`FactSet.notes`)."""
    newest: datetime | None
    """When the input was taken, as far as it tells."""
    hint: Digest | None = None
    """The private hint as one of them would read it; it names nobody."""
    names: Mapping[str, str] = {}
    """What the owners of the rows' groups are called, by id; without those whose name is not known."""
