"""What a platform may be able to do: a record of optional capabilities. A missing one is how `unknown` comes about."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.core.account import Account
from shared.core.card import Card, Press
from shared.core.lang import Bilingual
from shared.core.model import Department, Group, Profile
from shared.core.signals import Signal


class Written(NamedTuple):
    """An announcement as it was read; the text lives in memory only and is reduced at once."""

    revision: str
    """The platform's own; opaque, changes with every edit."""
    text: str | None
    """None: `revision` is the known one, nothing was read again. Empty: there is no announcement."""
    readable: bool = True
    """False: something is there that has no text (a picture, a table, a sheet)."""


class Life(NamedTuple):
    """Signs of life, as a reading shows them; aware UTC."""

    last_human: datetime | None
    last_bot: datetime | None
    complete: bool = True
    """False: nobody was found within what one reading looks at, and there is more before it."""


class GroupPage(NamedTuple):
    """Part of a listing of all groups."""

    groups: tuple[Group, ...]
    """With as many facts as a listing shows; there may be none on a page that is not the last."""
    next: str = ""
    """The token of the next page, opaque; empty: this was the last."""


class Roster(NamedTuple):
    """What the directory shows of some people; who is not in its reach is in neither field."""

    people: tuple[Profile, ...]
    """`Profile.department` is the department's name."""
    departments: tuple[Department, ...]
    """Theirs, with `head_id`; the head's own entry is asked for like anybody else's."""


class Letter(NamedTuple):
    """One message as it will leave: frozen before the first attempt, so that every attempt sends the same bytes."""

    to: str
    """The platform's id of the person."""
    key: str
    """The idempotency key, at most 50 characters: the platform sends at most one message for it within its window."""
    body: bytes
    """The whole request body, the key within it where the vendor wants it there."""


class Sent(NamedTuple):
    handle: str
    """By which the vendor knows the message from now on; what a later edit needs. Empty: there is none."""
    at: datetime
    """When the platform says that it was sent, aware UTC."""


class Repeat(NamedTuple):
    """The same request may be sent again, and brings nobody a second message."""

    until: timedelta
    """After the first attempt; later it would be another message."""


class LookUp(NamedTuple):
    """Whether a message arrived can be seen where it would stand."""

    find: Callable[[Letter, datetime], Sent | None]
    """(the letter, since when, aware UTC) → the message, or None: it did certainly not arrive. Raises as a reading."""


class Never(NamedTuple):
    """Nothing tells afterwards whether a message arrived."""


Proof = Repeat | LookUp | Never
"""What can be done about a message of which nobody knows whether it arrived (DESIGN section 10)."""


class Sending(NamedTuple):
    """How a platform delivers, as far as the protocol must know (DESIGN section 6)."""

    letter: Callable[[Card, str, str], Letter]
    """(card, person's id, idempotency key) → what will be sent. Pure."""
    fits: Callable[[Card], bool]
    """Whether the platform would show all of this card: its bytes, components and buttons. Pure."""
    post: Callable[[Letter], Sent]
    """One POST, never repeated by itself but where the connection was not made.

    Raises RecipientUnreachable, RecipientLater, LetterRefused, PlatformUnavailable, PlatformDenied (certainly not
    sent), AlreadyThere, OutcomeUnknown.
    """
    proof: Proof
    edit: Callable[[str, Card, Press], None] | None = None
    """(handle of the message, the card as it shall look, the press that asks for it); None: a card stays as it is.

    Raises as `post`; an edit that fails loses nothing but itself.
    """


class HookRequest(NamedTuple):
    """A webhook as it came in."""

    method: str
    query: str
    """Raw, undecoded."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Raw, base64 undone."""


class Reply(NamedTuple):
    """What the platform is answered at once: a URL check, or an acknowledgement."""

    body: str
    content_type: str = "application/json; charset=utf-8"
    status: int = 200


class Received(NamedTuple):
    """What a verified request came to."""

    reply: Reply
    signals: tuple[Signal, ...] = ()
    press: Press | None = None
    """The button that was pressed; `reply` is then what is said where it cannot be taken."""
    ignored: str = ""
    """Why nothing follows from it: an id for counting (`p2p`, `own_message`, `unknown_event` …)."""


class Said(NamedTuple):
    """What is said at once to whoever pressed a button."""

    kind: str
    """`info`, `success` or `warning`."""
    text: str


class Hook(NamedTuple):
    """How a platform's webhooks are read; pure functions, so that a URL check needs nothing that is slow to import."""

    receive: Callable[[HookRequest, Mapping[str, str], datetime], Received]
    """(request, the platform's hook keys, now) → what it says. Raises RejectedRequest and nothing else."""
    answer: Callable[[Said, HookRequest, Mapping[str, str]], Reply]
    """(what to say, the press's own request, the platform's hook keys) → the reply that says it. Pure."""


class Login(NamedTuple):
    """How a platform says who opened a page."""

    client: str
    """What stands in the user agent of the vendor's own client, in lower case: there nobody is asked for a password."""
    way: Callable[[str, str], str]
    """(our address to come back to, state: at most 128 letters and digits) → where the browser is sent. Pure.

    It comes back with `code` and the same `state`, within minutes.
    """
    who: Callable[[str, str], Account]
    """(code, the same address) → whose it is. A code is good once.

    Raises LoginRefused where the person must begin anew or may not use the app, PlatformDenied, PlatformUnavailable.
    """


def _without_end(_: float) -> AbstractContextManager[None]:
    return nullcontext()


class IM(NamedTuple):
    """One connected platform. Whatever is None cannot be seen or done here.

    Every reading raises PlatformUnavailable, PlatformDenied or (about one group or person) NotVisible.
    """

    id: str
    name: Bilingual
    groups: Callable[[str], GroupPage] | None = None
    """(token of the page; empty: of the first) → every group that we can see, page by page.

    A token may be kept for a while; one that is not taken any more is PlatformUnavailable like anything else that fails.
    """
    detail: Callable[[Group], Group] | None = None
    """The group with what a reading of this one shows more (kind, size, admins, status …)."""
    announcement: Callable[[Group, str | None], Written] | None = None
    """(group, the revision that is known) → the announcement."""
    life: Callable[[Group], Life] | None = None
    """The last signs of life, by one reading."""
    directory: Callable[[Sequence[Account]], Roster] | None = None
    """The directory's entries of these accounts, all of this platform, and the departments that those people belong to."""
    sending: Sending | None = None
    login: Login | None = None
    calls: Callable[[], Mapping[str, int]] = dict
    """API calls made so far by this connection, by method, tokens included."""
    probe: Callable[[], Mapping[str, str]] | None = None
    """For `doctor`: each capability → `ok`, or what is missing, as the vendor names it."""
    at_once: int = 1
    """How many threads may read at the same time."""
    within: Callable[[float], AbstractContextManager[None]] = _without_end
    """Everything that a thread reads inside of it ends so many seconds after it was asked for, wherever that was: what would
    go on is PlatformUnavailable."""
