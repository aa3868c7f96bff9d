"""Looks through all that is kept for what cannot be read."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from shared.app.nudge.refusal import refusing
from shared.app.ports.state import Ledger
from shared.app.runs.pausing import PAUSE
from shared.app.runs.unreadable import NOTED
from shared.app.scene.company import every_file, platforms_seen
from shared.core.errors import Unreadable
from shared.core.unreadable import Kept, Unread

_RUNS, _TRAIL = 10, 1


def all_unreadable(ledger: Ledger, functions: Sequence[str]) -> list[Unread]:
    """What reading everything comes upon, and what these functions' last runs did, each once."""
    stops = [stop for look in _looks(ledger, functions) if (stop := _look(look))]
    met = {one.key: one for one in (*stops, *ledger.unreadable.met())}
    leases = [ledger.mending.key_of(Kept.LEASE, function) for function in functions]
    for key in (*leases, *_noted(ledger, functions)):
        one = ledger.mending.why(key) if key not in met else None
        if one is not None:
            met[key] = one
    return list(met.values())


def _look(look: Callable[[], object]) -> Unread | None:
    """What stops a run is one of many things here."""
    try:
        look()
    except Unreadable as error:
        return Unread(Kept(error.kind), error.key, error.why)
    return None


def _looks(ledger: Ledger, functions: Sequence[str]) -> Iterator[Callable[[], object]]:
    yield ledger.policy.current
    yield lambda: ledger.people.people(ledger.people.version())
    yield ledger.checks.all
    yield ledger.waivers.pending
    yield lambda: list(ledger.leaves.all())
    yield partial(ledger.runs.cursor, PAUSE)
    for function in functions:
        yield partial(ledger.runs.recent, function, _RUNS)
    yield lambda: platforms_seen(ledger)
    if _look(lambda: platforms_seen(ledger)) is None:
        for platform in platforms_seen(ledger):
            yield partial(_platform, ledger, platform)


def _platform(ledger: Ledger, platform: str) -> None:
    deque(every_file(ledger, platform), maxlen=0)
    ledger.directory.profiles(platform)
    ledger.directory.departments(platform)
    ledger.directory.refused(platform)
    ledger.inventory.dirty(platform, _TRAIL)
    ledger.platforms.get(platform)
    ledger.runs.cursor(refusing(platform))


def _noted(ledger: Ledger, functions: Sequence[str]) -> list[str]:
    runs = [run for function in functions for run in ledger.runs.recent(function, _RUNS)]
    return [str(one["key"]) for run in runs for one in run.notes.get(NOTED, ())]
