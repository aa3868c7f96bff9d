"""What a dead letter may show of itself: the fields that our hooks write, clipped and harmless, and why it failed."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from shared.app.inbound.absorb import Understood, understood
from shared.app.ports.ports import DeadLetter, Ports
from shared.core.card import Press
from shared.core.display import harmless, shorten, shown_name
from shared.core.errors import RejectedRequest
from shared.core.signals import Heard

SHORTEST_ID = 8
"""Characters of an id that are enough where no other begins with them."""
_LONGEST_VALUE = 120
"""Characters of one field that are shown: of all of them together two thousand."""
_SHOWN = frozenset(
    [
        "platform",
        "is",
        "group",
        "sender",
        "id",
        "ts",
        "kind",
        "mentions_all",
        "urgent",
        "reply",
        "media",
        "event",
        "at",
        "gone",
        "account",
        "nudge",
        "day",
        "case",
        "deed",
        "id",
        "message_id",
    ]
)
"""What our hooks write, but for the token with which a card can be changed. Anything else may be what somebody said."""
_TAKEN = (
    "its fields are understood; taking it failed, five times: the log of absorb says why (message_failed)"
)


class Read(NamedTuple):
    """A dead letter, read anew with the product's own reader."""

    letter: DeadLetter
    understood: Understood | None
    """None: it is not understood, and will not be however often it is delivered."""
    why: str
    """Why it failed, as far as its text tells: a sentence that names a field and never repeats it."""


def read(letter: DeadLetter, ports: Ports) -> Read:
    try:
        return Read(letter, understood(letter.body, ports), _TAKEN)
    except RejectedRequest as error:
        why = error.reason
    # As `absorb` does: whatever a body breaks is no reason to show nothing of it.
    except Exception as error:  # noqa: BLE001
        why = type(error).__name__
    return Read(letter, None, f"the product's own reader does not understand it: {why}")


def short_ids(letters: Iterable[DeadLetter]) -> dict[str, str]:
    """Id → the beginning by which it can be named."""
    ids = [letter.id for letter in letters]
    found = {}
    for one in ids:
        length = SHORTEST_ID
        while sum(other.startswith(one[:length]) for other in ids) > 1 and length < len(one):
            length += 1
        found[one] = one[:length]
    return found


def row(one: Read, short: str, name_of: Callable[[str], str]) -> dict[str, Any]:
    letter = one.letter
    return {
        "id": letter.id,
        "short": short,
        "queue": letter.queue,
        "sent": letter.sent.isoformat(),
        "received": letter.received,
        "understood": one.understood is not None,
        "what": _what(one.understood, name_of) if one.understood else {},
        "why": one.why,
    }


def _what(found: Understood, name_of: Callable[[str], str]) -> dict[str, Any]:
    """In ids and times; `name` is the group's as anybody may see it."""
    said = found.said
    if isinstance(said, Press):
        return {
            "is": "press",
            "account": _clipped(said.account),
            "case": _clipped(said.case),
            "deed": said.deed,
        }
    group = said.post.group if isinstance(said, Heard) else said.group
    told = {"group": _clipped(group), "name": name_of(group)} if group else {}
    if isinstance(said, Heard):
        return {"is": "post", **told, "at": _moment(said.post.ts)}
    about = {"account": _clipped(said.account)} if said.account else {}
    return {"is": "changed", **told, **about, "event": _clipped(said.event), "at": _moment(said.at)}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def fields(body: Mapping[str, Any]) -> dict[str, str]:
    """The fields that may be shown, as texts; a value of another shape than a hook writes is named by its shape."""
    return {name: _value(body[name]) for name in sorted(_SHOWN & set(body))}


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"an object of {len(value)} fields"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return _clipped(value if isinstance(value, str) else json.dumps(value))


def _clipped(text: str) -> str:
    return shorten(harmless(text[: 4 * _LONGEST_VALUE]), _LONGEST_VALUE)


def namer(ports: Ports) -> Callable[[str], str]:
    """Group → its name as anybody may see it, empty where it is not known; each is asked for once."""
    known: dict[str, str] = {}

    def name_of(group: str) -> str:
        if group not in known:
            file = ports.ledger().inventory.get(group)
            known[group] = shown_name(file.known(ports.clock.now()).group) if file else ""
        return known[group]

    return name_of
