"""The outbox: one message to one person on one day, from the claim to what is known of its delivery.

    (none) ──claim──▶ LEASED ──freeze──▶ SENDING ──settle──▶ SENT | UNDELIVERABLE | UNCONFIRMED
                        │                   │ ▲
                        └──release──▶ (none)  └─take over─ (the same bytes again, within the platform's window)

A claim that is released leaves the day free; whatever was settled has spent it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from shared.core.card import Action, Card
from shared.core.case import CaseKey
from shared.core.ladder.steps import Step


class State(StrEnum):
    LEASED = "leased"
    """Somebody prepares it; nothing has been sent."""
    SENDING = "sending"
    """The request is frozen and may have been sent."""
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    """The platform says that this person cannot get it."""
    UNCONFIRMED = "unconfirmed"
    """Whether it arrived cannot be proven any more: the day is spent, no case advances."""


MOST_ITEMS = 50
"""Cases that one message may show: what one transaction can record."""
SETTLED = frozenset({State.SENT, State.UNDELIVERABLE, State.UNCONFIRMED})


class Shown(NamedTuple):
    """One case on the message: only this counts as told."""

    key: CaseKey
    step: Step
    evidence_key: tuple[str, ...]


class Answer(NamedTuple):
    action: Action
    at: datetime
    note: str = ""
    """What the card says of it since then."""


class Nudge(NamedTuple):
    person: str
    """`person_key`."""
    day: date
    """In the person's zone. With `person`, the key."""
    id: str
    """Random; goes out with the card and comes back with every answer."""
    state: State
    claim: str
    """Random for each attempt to work on it: whoever does not hold it changes nothing."""
    lease_until: datetime
    """When others may take it over; aware UTC, as every moment here."""
    attempts: int = 0
    attempted: datetime | None = None
    """When it was frozen for its first attempt: the platform's window counts from here."""
    platform: str = ""
    shown: tuple[Shown, ...] = ()
    to: str = ""
    """The platform's id of the person."""
    send_key: str = ""
    """The platform's idempotency key."""
    body: bytes = b""
    """The request, byte for byte; empty once it is settled."""
    card: Card | None = None
    """What it shows, so that an answer can be shown on it; our own words, no message of anybody's."""
    message_id: str = ""
    settled: datetime | None = None
    answers: Mapping[str, Answer] = {}
    """By `CaseKey.id`."""

    def shows(self, case_id: str) -> Shown | None:
        return next((shown for shown in self.shown if shown.key.id == case_id), None)
