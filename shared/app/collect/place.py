"""How far a listing has come that did not end within a tick: the next page, and which groups were on those before it."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from shared.app.collect.memory import Memory

_WIDTH = 8
"""Bytes of the digest that stands for a group."""


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


def kept_place(memory: Memory) -> Place | None:
    """None: no listing is under way, or not all of it can be read any more."""
    listing, raw = memory.state.listing, memory.seen()
    return None if listing is None or raw is None else Place(listing.since, listing.token, Seen(raw))


def keep_place(memory: Memory, place: Place) -> None:
    memory.keep_listing(place.since, place.token, bytes(place.seen.raw))
