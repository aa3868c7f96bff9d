"""A message as every platform could show it: what is said, and what can be pressed. No vendor's format is in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.core import queued
from shared.core.account import Account, platform_of
from shared.core.lang import Lang


class Button(NamedTuple):
    deed: str
    """`Deed.id`: what it does."""
    label: str
    case: str
    """`Case.id` of what it is about."""


class Block(NamedTuple):
    """One finding on the card. All of it is plain text: what a platform would read as markup is its adapter's to escape."""

    case: str
    """`Case.id`."""
    title: str
    body: str
    draft: str | None = None
    """Text to copy."""
    buttons: tuple[Button, ...] = ()
    """The first is what is mostly pressed."""
    note: str = ""
    """What came of an answer, shown instead of the buttons."""


class Link(NamedTuple):
    """Where a card leads."""

    address: str
    """Carries context and no identity: whoever opens it still has to say who they are."""
    label: str


class Card(NamedTuple):
    """One message to one person about one or more cases."""

    nudge: str
    """`Nudge.id`: comes back with every answer."""
    day: str
    """The local date (ISO) of the outbox key that it belongs to; comes back with every answer."""
    lang: Lang
    heading: str
    intro: str
    """Greeting, and why the reader is asked where they are not simply the owner."""
    blocks: tuple[Block, ...]
    footer: str
    ask: str = ""
    """One line after the blocks that asks for something beside them: to confirm what was filed."""
    rest: str = ""
    """One line after the blocks that says how many more there are, which this message had no room for."""
    link: Link | None = None
    """The page that shows all of it; None: there is none, or none on which its reader could log in."""


class Press(NamedTuple):
    """A button that somebody pressed, as the platform's own signed callback says it."""

    account: Account
    """Whoever pressed, as the callback (not the card) names them."""
    nudge: str
    day: str
    case: str
    deed: str
    """`Deed.id`; it may be one that we do not know (any more)."""
    reply_token: str = ""
    """What a later update of the card needs where the press gives it; empty where there is no such thing."""
    message_id: str = ""
    id: str = ""
    """The vendor's own of this press, the same whenever it is delivered; empty where there is none."""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Press":
        """From a queue's JSON. Raises RejectedRequest where it is none."""
        return cls(
            account=queued.account(body, "account"),
            nudge=queued.text(body, "nudge", queued.LONGEST_TOKEN),
            day=queued.day(body, "day"),
            case=queued.text(body, "case", queued.LONGEST_TOKEN),
            deed=queued.text(body, "deed", queued.LONGEST_TOKEN),
            reply_token=queued.text(body, "reply_token", queued.LONGEST_TOKEN),
            message_id=queued.text(body, "message_id", queued.LONGEST_TOKEN),
            id=queued.text(body, "id", queued.LONGEST_TOKEN),
        )

    def to_queue(self) -> dict[str, str]:
        given = {name: str(value) for name, value in self._asdict().items()}
        return {"is": "press", "platform": platform_of(self.account), **given}
