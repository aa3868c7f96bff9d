"""How far a listing has come that did not end within a tick: the next page, and which groups were on those before it."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from shared.app.ports.state import Ledger
from shared.app.runs.unreadable import note_cursor

_WIDTH = 8
"""Bytes of the digest that stands for a group."""
_CHUNK = 16_000 * _WIDTH
"""Of one item: 171 KB as text, where 400 are allowed."""


class Seen:
    """The groups that were on a page, in little memory: 100,000 are some 15 MB, and 800 KB as they are kept."""

    def __init__(self, raw: bytes = b"") -> None:
        self.raw = bytearray(raw)
        self._digests = {raw[at : at + _WIDTH] for at in range(0, len(raw), _WIDTH)}

    def __contains__(self, group: str) -> bool:
        return _digest(group) in self._digests

    def add(self, group: str) -> bool:
        """False where it was there."""
        digest = _digest(group)
        if digest in self._digests:
            return False
        self._digests.add(digest)
        self.raw += digest
        return True


def _digest(group: str) -> bytes:
    return hashlib.sha256(group.encode("utf-8", "replace")).digest()[:_WIDTH]


class Place(NamedTuple):
    since: datetime
    """When the listing began, aware UTC."""
    token: str
    """Of the next page; empty: the first."""
    seen: Seen


def kept_place(ledger: Ledger, platform: str) -> Place | None:
    """None: no listing is under way, or not all of it can be read any more."""
    name = _name(platform)
    said = ledger.runs.cursor(name)
    if said is None:
        return None
    try:
        since, token, chunks, size = json.loads(said)
        raw = b"".join(_chunks(ledger, platform, str(since), int(chunks)))
        place = Place(datetime.fromisoformat(since), str(token), Seen(raw[: int(size)]))
        complete = len(raw) >= int(size) and place.since.tzinfo is not None
    except (TypeError, ValueError):
        complete = False
    if not complete:
        note_cursor(ledger, name, "it is no place in a listing")
        return None
    return place


def _chunks(ledger: Ledger, platform: str, since: str, count: int) -> Iterator[bytes]:
    """Raises ValueError where one is missing, or of another listing."""
    for number in range(count):
        began, _, text = (ledger.runs.cursor(_name(platform, number)) or "").partition(" ")
        if began != since:
            raise ValueError(number)
        yield b64decode(text, validate=True)


def keep_place(ledger: Ledger, platform: str, place: Place) -> None:
    """The groups first: without all of them, the page would be believed to be the end of what was seen."""
    since, raw = place.since.isoformat(), bytes(place.seen.raw)
    chunks = [raw[at : at + _CHUNK] for at in range(0, len(raw), _CHUNK)]
    for number, chunk in enumerate(chunks):
        ledger.runs.set_cursor(_name(platform, number), f"{since} {b64encode(chunk).decode()}")
    ledger.runs.set_cursor(_name(platform), json.dumps([since, place.token, len(chunks), len(raw)]))


def drop_place(ledger: Ledger, platform: str) -> None:
    """The listing is whole, or begins anew."""
    said = ledger.runs.cursor(_name(platform))
    if said is None:
        return
    ledger.runs.set_cursor(_name(platform), None)
    number = 0
    while ledger.runs.cursor(_name(platform, number)) is not None:
        ledger.runs.set_cursor(_name(platform, number), None)
        number += 1


def _name(platform: str, number: int | None = None) -> str:
    return f"listing:{platform}" if number is None else f"listing:{platform}:{number}"
