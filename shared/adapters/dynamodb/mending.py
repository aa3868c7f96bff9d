"""Shows one item as it is stored, says why it cannot be read, and sets it aside for an operator."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shared.adapters.dynamodb import group_items, keys, nudge_items, retention
from shared.adapters.dynamodb.attributes import epoch, from_wire, moment, moment_of, to_wire
from shared.adapters.dynamodb.audit import entry_of
from shared.adapters.dynamodb.checks import check_of
from shared.adapters.dynamodb.confirmations import confirmation_of
from shared.adapters.dynamodb.directory import department_of, profile_of, refusal_of
from shared.adapters.dynamodb.inventory import mark_of
from shared.adapters.dynamodb.keys import Key
from shared.adapters.dynamodb.leaves import leave_of
from shared.adapters.dynamodb.people import people_of
from shared.adapters.dynamodb.platforms import part_of, state_of
from shared.adapters.dynamodb.policy import policy_of
from shared.adapters.dynamodb.quiet import posts_of
from shared.adapters.dynamodb.reading import is_broken
from shared.adapters.dynamodb.refusals import Cancelled, Item
from shared.adapters.dynamodb.runs import cursor_of, lease_of, run_of
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.waivers import request_of
from shared.core.errors import Conflict
from shared.core.pause import read as read_pause
from shared.core.unreadable import Kept, Unread

_LONGEST = 120
"""Characters of one attribute that are shown."""
_NOT_SHOWN = frozenset({"body", "card", "claim", "token"})
"""A message's request and what it shows, and what is held by knowing it."""
_OF_PEOPLE = frozenset({"PROFILE", "PERSON", keys.LEAVES})
"""Items whose entry may hold a last day of work, or a leave, which are nobody's to read: neither they nor how long they make
the entry."""
_INDEXES = frozenset({"G1PK", "G1SK", "G2PK", "G2SK"})
_MOST_COMPARED = 60
"""Attributes that fit into one condition."""

Read = Callable[[Item], Any]


class TableMending:
    def __init__(self, table: Table) -> None:
        self._table = table

    def key_of(self, kind: Kept, name: str) -> str:
        return " ".join(keys.lease(name) if kind is Kept.LEASE else keys.cursor(name))

    def show(self, key: str) -> Mapping[str, str] | None:
        wired = self._table.raw(_key(key))
        return _shown(wired) if wired else None

    def why(self, key: str) -> Unread | None:
        wired = self._table.raw(_key(key))
        if not wired:
            return None
        kind, read = _reading(_key(key))
        why = is_broken(from_wire(wired), read)
        return Unread(kind, key, why) if why else None

    def set_aside(self, key: str, seen: Mapping[str, str], at: datetime) -> str:
        wired = self._table.raw(_key(key))
        if not wired or _shown(wired) != seen:
            raise Conflict
        aside = Key(f"ASIDE#{_key(key).pk}", f"{_key(key).sk}#{moment(at)}")
        kept = {name: value for name, value in wired.items() if name not in _INDEXES}
        kept |= to_wire({"PK": aside.pk, "SK": aside.sk, "ttl": epoch(at + retention.ASIDE)})
        try:
            self._table.transact([self._table.moved(kept), self._table.gone_as(_key(key), _unchanged(wired))])
        except Cancelled as cancelled:
            raise Conflict from cancelled
        return f"{aside.pk} {aside.sk}"


def _unchanged(wired: Mapping[str, Any]) -> dict[str, Any]:
    compared = sorted(set(wired) - {"PK", "SK"})[:_MOST_COMPARED]
    return {name: wired[name] for name in compared}


def _key(text: str) -> Key:
    pk, _, sk = text.rpartition(" ")
    return Key(pk, sk)


def _shown(wired: Mapping[str, Any]) -> dict[str, str]:
    """Its attributes as texts, by name."""
    shown = {name: _text(name, value) for name, value in sorted(wired.items())}
    is_person = wired["PK"]["S"].partition("#")[0] in _OF_PEOPLE
    return shown | {"entry": "(not shown)"} if is_person and "entry" in shown else shown


def _text(name: str, wired: Mapping[str, Any]) -> str:
    ((kind, value),) = wired.items()
    if name in _NOT_SHOWN or kind == "B":
        return f"({len(value)} {'bytes' if kind == 'B' else 'characters'}, not shown)"
    if kind in {"BS", "SS", "NS", "L", "M"}:
        return f"({len(value)} values, not shown)"
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"


def _reading(key: Key) -> tuple[Kept, Read]:
    """What lies at this key, and how it is read."""
    start = key.pk.partition("#")[0]
    if start == "INV":
        name = key.sk.split("#")[1] if "#" in key.sk else ""
        return group_items.READERS.get(name, group_items.READERS["meta"])
    return _KINDS.get(start, (Kept.CURSOR, _nothing))


def _nothing(item: Item) -> None:
    """Of what has no reader here, only the schema is looked at."""


def _cursor(item: Item) -> None:
    name, text = item["PK"].removeprefix("CURSOR#").partition(":")[0], cursor_of(item)
    if name in _MOMENTS:
        moment_of(text)
    if name == "pause":
        read_pause(text)


_MOMENTS = frozenset({"events", "refusing"})
"""Cursors that hold a moment."""
_KINDS: Mapping[str, tuple[Kept, Read]] = {
    "REQUESTS": (Kept.REQUEST, request_of),
    keys.CONFIRMATIONS: (Kept.CONFIRMATION, confirmation_of),
    "OUT": (Kept.OUTBOX, nudge_items.nudge_of),
    "PROFILE": (Kept.ACCOUNT, profile_of),
    "DEPARTMENTS": (Kept.DEPARTMENT, department_of),
    keys.LEAVES: (Kept.LEAVE, leave_of),
    "PEOPLE": (Kept.PEOPLE, people_of),
    "PERSON": (Kept.PEOPLE, people_of),
    keys.REFUSED: (Kept.MARK, refusal_of),
    keys.CHECKS: (Kept.CHECK, check_of),
    "CURSOR": (Kept.CURSOR, _cursor),
    "Q": (Kept.QUIET, posts_of),
    "BUDGET": (Kept.BUDGET, lambda item: (item["used"], item["ttl"])),
    "SEEN": (Kept.SEEN, lambda item: (item["by"], item["ttl"])),
    keys.DIRTY: (Kept.DIRTY, mark_of),
    "RUN": (Kept.RUN, run_of),
    "AUDIT": (Kept.AUDIT, entry_of),
    "LEASE": (Kept.LEASE, lease_of),
    "POLICY": (Kept.POLICY, policy_of),
    "PLATFORM": (Kept.PLATFORM, state_of),
    "LISTING": (Kept.LISTING, part_of),
}
