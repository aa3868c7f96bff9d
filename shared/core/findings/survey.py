"""What one inspection found, complete: the value that every report (terminal, JSON lines, HTML) renders."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from shared.core.account import Account
from shared.core.card import Card
from shared.core.checks.base import Check
from shared.core.errors import Fault
from shared.core.judgement import Judgement
from shared.core.lang import Bilingual, Lang
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
    """One finding that a message tells."""

    row: Row
    role: Role
    """Why its reader is the one who is told."""
    is_reminder: bool = False
    """Whether they were told before."""


class Digest(NamedTuple):
    """The one message that a person would get on a day, about what falls due for them then: planned, not written."""

    recipient: Recipient
    """With the account that it is addressed to."""
    send_at: datetime
    """The earliest moment it would be sent, aware, in the reader's zone."""
    items: tuple[Item, ...]
    """Duties first, then advice, each by when it fell due."""
    person: Account | None = None
    """The first of their accounts in the people register, else the one that they have; None: operations."""
    left_out: int = 0
    """Findings that were due as well and wait for another day, since one message shows no more."""


class Survey(NamedTuple):
    """Everything that one inspection came to."""

    label: Bilingual
    """What was read: an export, a facts folder, a register sheet."""
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
    urgent_posts: Mapping[str, int]
    """By `Group.key`, in the periods looked at."""
    faults: tuple[Fault, ...]
    """What was left out of the input, counted and named."""
    notes: tuple[str, ...]
    """Ids of things worth saying about the input (`FactSet.notes`)."""
    newest: datetime | None
    """When the input was taken, as far as it tells."""
    write: Callable[[Digest], Card]
    """The card of one of the digests. Only those that a report shows are ever written."""
    names: Mapping[str, str] = {}
    """What the owners of the rows' groups are called, by id; without those whose name is not known."""
    no_reach: int = 0
    """Groups with findings of which nobody who would be told has an account that can be written to."""
