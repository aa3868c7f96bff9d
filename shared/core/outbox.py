"""The outbox: one message to one person on one day, from the claim to what is known of its delivery.

It lies under the account that it is addressed to; every other account of the person gets a row that says so (TAKEN).

    (none) ──claim──▶ LEASED ──freeze──▶ SENDING ──settle──▶ SENT | UNDELIVERABLE | REFUSED | UNCONFIRMED
                        │                   │ ▲
                        └──release──▶ (none)  └─take over─ (the same bytes again, where the platform's proof allows it)

A claim that is released leaves the day free; whatever was settled has spent it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account
from shared.core.card import Card
from shared.core.case import CaseKey, Step


class State(StrEnum):
    LEASED = "leased"
    """Somebody prepares it; nothing has been sent."""
    SENDING = "sending"
    """The request is frozen and may have been sent."""
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    """The platform says that this person cannot get it."""
    REFUSED = "refused"
    """The platform does not take the message as it is: ours to mend."""
    UNCONFIRMED = "unconfirmed"
    """Whether it arrived cannot be proven any more: the day is spent, no case advances."""
    TAKEN = "taken"
    """No message: another account of the same person has one of this day."""


MOST_ITEMS = 50
"""Cases that one message may show: what one transaction can record."""
SETTLED = frozenset({State.SENT, State.UNDELIVERABLE, State.REFUSED, State.UNCONFIRMED, State.TAKEN})


class Shown(NamedTuple):
    """One case on the message: only this counts as told."""

    key: CaseKey
    step: Step
    evidence_key: tuple[str, ...]


class Answer(NamedTuple):
    deed: str
    """`Deed.id`."""
    at: datetime
    note: str = ""
    """What the card says of it since then."""
    press: str = ""
    """`Press.id`: the same press comes to the same."""
    is_final: bool = True
    """False: it can be answered again."""


class Nudge(NamedTuple):
    account: Account
    """Whom it is addressed to."""
    day: date
    """In the person's zone. With `account`, the key."""
    id: str
    """Random; goes out with the card and comes back with every answer."""
    state: State
    claim: str
    """Random for each attempt to work on it: whoever does not hold it changes nothing."""
    lease_until: datetime
    """When others may take it over; aware UTC, as every moment here."""
    attempts: int = 0
    attempted: datetime | None = None
    """When it was frozen for its first attempt: how long a repeat is safe counts from here."""
    also: tuple[Account, ...] = ()
    """The person's other accounts when it was claimed: their day is taken, released and spent with this one's."""
    shown: tuple[Shown, ...] = ()
    send_key: str = ""
    """The platform's idempotency key."""
    body: bytes = b""
    """The request, byte for byte; empty once it is settled."""
    card: Card | None = None
    """What it shows, so that an answer can be shown on it; our own words, no message of anybody's."""
    handle: str = ""
    """The vendor's, of what was sent; later edits need it."""
    settled: datetime | None = None
    answers: Mapping[str, Answer] = {}
    """By `CaseKey.id`."""
    beyond: tuple[Shown, ...] = ()
    """Cases that were due as well and that the card had no room for: nobody counts as told of them, but the page to which it
    leads shows them and takes answers."""

    def shows(self, case_id: str) -> Shown | None:
        """On the card, or on its page."""
        return next((shown for shown in (*self.shown, *self.beyond) if shown.key.id == case_id), None)
