"""What a platform may be able to do: a record of optional capabilities. A missing one is how `unknown` comes about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    message_id: str
    at: datetime
    """When the platform says that it was sent, aware UTC."""


class Sending(NamedTuple):
    """How a platform delivers, as far as the protocol must know (DESIGN section 6)."""

    letter: Callable[[Card, str, str], Letter]
    """(card, person's id, idempotency key) → what will be sent. Pure."""
    post: Callable[[Letter], Sent]
    """One POST, never repeated by itself but where the connection was not made.

    Raises RecipientUnreachable, PlatformUnavailable (certainly not sent), PlatformDenied, OutcomeUnknown.
    """
    window: timedelta
    """How long after the first attempt the same key may be sent again without a second message."""
    max_bytes: int
    """Of `Letter.body`."""
    update: Callable[[Press, Card], None] | None = None
    """Replace the card that was pressed by this one; None: a card stays as it is.

    Raises as `post`; an update that fails loses nothing but itself.
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


class Hook(NamedTuple):
    """How a platform's webhooks are read; pure functions, so that a URL check needs nothing that is slow to import."""

    receive: Callable[[HookRequest, Mapping[str, str], datetime], Received]
    """(request, the platform's hook keys, now) → what it says. Raises RejectedRequest and nothing else."""
    answer: Callable[[str, str], Reply]
    """(kind: `info` | `success` | `warning`, text) → the reply to a button press that shows this text."""


class IM(NamedTuple):
    """One connected platform. Whatever is None cannot be seen or done here.

    Every reading raises PlatformUnavailable, PlatformDenied or (about one group or person) NotVisible.
    """

    id: str
    name: Bilingual
    groups: Callable[[], Iterator[Group]] | None = None
    """Every group that we can see, with as many facts as a listing shows."""
    detail: Callable[[Group], Group] | None = None
    """The group with what a reading of this one shows more (kind, size, admins, status …)."""
    announcement: Callable[[Group, str | None], Written] | None = None
    """(group, the revision that is known) → the announcement."""
    life: Callable[[Group], Life] | None = None
    """The last signs of life, by one reading."""
    directory: Callable[[Sequence[Account]], Roster] | None = None
    """The directory's entries of these accounts, all of this platform, and the departments that those people belong to."""
    sending: Sending | None = None
    calls: Callable[[], Mapping[str, int]] = dict
    """API calls made so far by this connection, by method, tokens included."""
    probe: Callable[[], Mapping[str, str]] | None = None
    """For `doctor`: each capability → `ok`, or what is missing, as the vendor names it."""
