"""What starts a run: a schedule's empty payload, or what an operator asks for by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from shared.core.checks.catalogue import CHECKS
from shared.core.errors import BadInput, Fault
from shared.core.schema.node import listed, quoted

_FILE = "event"


class Tick(NamedTuple):
    """Which part of its work a run does."""

    dry_run: bool = False
    """Take every decision of the real run, write and send nothing."""
    groups: frozenset[str] = frozenset()
    """`Group.key`s; empty: all."""
    checks: frozenset[str] = frozenset()
    """Ids; empty: all."""
    now: datetime | None = None
    """The moment to judge as of, aware UTC; only in a dry run. None: the clock's."""
    messages: bool = False
    """Whether a dry run of nudge also gives what each message would say."""

    def wants(self, group: str) -> bool:
        return not self.groups or group in self.groups

    def wants_check(self, check: str) -> bool:
        return not self.checks or check in self.checks


def tick_of(event: Mapping[str, Any]) -> Tick:
    """The event as values. Raises BadInput with everything that is wrong with it."""
    faults = list(_faults(event))
    if faults:
        raise BadInput(*faults)
    now = event.get("now")
    return Tick(
        dry_run=event.get("dry_run", False),
        groups=frozenset(event.get("groups", ())),
        checks=frozenset(event.get("checks", ())),
        now=datetime.fromisoformat(now).astimezone(UTC) if now else None,
        messages=event.get("messages", False),
    )


def _faults(event: Mapping[str, Any]) -> "list[Fault]":
    found = [
        Fault(
            _FILE, None, f"{quoted(str(key))} is no part of a tick", f"Write one of: {listed(Tick._fields)}"
        )
        for key in event
        if key not in Tick._fields
    ]
    found += [
        Fault(_FILE, None, f"{name} is neither true nor false", "Write it without quotes")
        for name in ("dry_run", "messages")
        if not isinstance(event.get(name, False), bool)
    ]
    for name in ("groups", "checks"):
        found += _not_texts(name, event.get(name, ()))
    found += _unknown_checks(event.get("checks", ()))
    for name in ("now", "messages"):
        if event.get(name) and event.get("dry_run") is not True:
            reason = f"{name} is only for a dry run"
            return [*found, Fault(_FILE, None, reason, f'Add "dry_run": true, or take {name} out')]
    return found + _moment(event)


def _not_texts(name: str, given: Any) -> list[Fault]:
    if isinstance(given, list | tuple) and all(isinstance(one, str) for one in given):
        return []
    return [Fault(_FILE, None, f"{name} is not a list of texts", f'Write {name}: ["…"]')]


def _unknown_checks(given: Any) -> list[Fault]:
    known = [check.id for check in CHECKS]
    named = given if isinstance(given, list | tuple) else ()
    return [
        Fault(_FILE, None, f"there is no check {quoted(str(one))}", f"Write some of: {listed(known)}")
        for one in named
        if one not in known
    ]


def _moment(event: Mapping[str, Any]) -> list[Fault]:
    now = event.get("now")
    if now is None:
        return []
    try:
        aware = datetime.fromisoformat(str(now)).tzinfo is not None
    except ValueError:
        aware = False
    if aware:
        return []
    remedy = "Write an ISO 8601 moment with its offset, like 2026-10-12T09:00:00+08:00"
    return [Fault(_FILE, None, f"now is {quoted(str(now))}", remedy)]
