"""What every run has in common: its record, its lease, and a summary that says what it did."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.app.ports.ports import Ports
from shared.app.runs.tick import Tick, tick_of
from shared.app.runs.unreadable import note_unreadable, stopped_by
from shared.core.errors import TooManyUnreadable, Unreadable
from shared.core.run import Run

MARGIN = 60.0
"""Seconds beyond the end of an invocation for which its claims hold: its last request may still be under way."""
RESERVE = 30.0
"""Seconds that must be left to begin another piece of work: two whole calls of a platform, and what is kept of them."""


class Tally:
    """The counts and notes of one run while it goes on."""

    def __init__(self, run: str, now: datetime, tick: Tick) -> None:
        self.run = run
        self.now = now
        self.tick = tick
        self.counts: Counter[str] = Counter()
        self.notes: dict[str, Any] = {}

    def add(self, what: str, number: int = 1) -> None:
        self.counts[what] += number


Work = Callable[[Tally, Ports], None]


def run_tick(function: str, event: Mapping[str, Any], ports: Ports, work: Work) -> dict[str, Any]:
    """One run of a scheduled function: alone, recorded, and with its summary. Raises BadInput for a wrong event."""
    tick = tick_of(event)
    now = tick.now or ports.clock.now()
    tally = Tally(ports.token(), now, tick)
    ports.ledger().unreadable.begin()
    try:
        return _run(function, tally, ports, work)
    except (Unreadable, TooManyUnreadable) as error:
        raise stopped_by(error, ports) from error


def _run(function: str, tally: Tally, ports: Ports, work: Work) -> dict[str, Any]:
    if tally.tick.dry_run:
        work(tally, ports)
        note_unreadable(tally.notes, ports)
        return summary(function, tally)
    runs = ports.ledger().runs
    token = runs.lease(function, now=ports.clock.now(), until=held_until(ports))
    if token is None:
        ports.log.event("run_skipped", function=function, why="leased")
        return {"run": tally.run, "function": function, "skipped": "leased"}
    try:
        work(tally, ports)
    finally:
        runs.unlease(function, token)
    note_unreadable(tally.notes, ports)
    runs.record(Run(tally.run, function, tally.now, ports.clock.now(), dict(tally.counts), tally.notes))
    ports.log.count("run_finished", function=function)
    ports.log.event("run_finished", function=function, run=tally.run, **tally.counts)
    return summary(function, tally)


def held_until(ports: Ports) -> datetime:
    """Until when this invocation may hold something: its end by force, and a margin."""
    return ports.clock.now() + timedelta(seconds=ports.remaining() + MARGIN)


def is_out_of_time(ports: Ports) -> bool:
    return ports.remaining() < RESERVE


def summary(function: str, tally: Tally) -> dict[str, Any]:
    """JSON-ready: what an operator reads after an invocation."""
    return {
        "run": tally.run,
        "function": function,
        "now": tally.now.isoformat(),
        "dry_run": tally.tick.dry_run,
        "counts": dict(sorted(tally.counts.items())),
        **tally.notes,
    }
