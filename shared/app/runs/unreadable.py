"""What a run could not read: asked for by kind, said at its end, and the reason to stop where it is too much."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger
from shared.core.errors import ConfigError, Fault, TooManyUnreadable, Unreadable
from shared.core.unreadable import Kept, Unread, too_many

NOTED = "unreadable"
"""The note of a run that lists what it could not read, for `doctor`."""
_MOST_NOTED = 50


def about(ledger: Ledger, kind: Kept) -> frozenset[str]:
    """The accounts, platforms, checks or days of which this run read something that cannot be understood."""
    return frozenset(one.about for one in ledger.unreadable.met() if one.kind is kind)


def cursor_trouble(ledger: Ledger, name: str) -> Unread | None:
    """Why the cursor that was just read cannot be understood; None: it can."""
    met = ledger.unreadable.met()
    return next((one for one in met if one.kind is Kept.CURSOR and one.about == name), None)


def moment_cursor(ledger: Ledger, name: str) -> datetime | None:
    """The moment that a cursor holds. One that cannot be read is as if absent: it will be replaced."""
    text = ledger.runs.cursor(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        note_cursor(ledger, name, "it is no moment")
        return None
    return moment


def note_cursor(ledger: Ledger, name: str, why: str) -> None:
    ledger.unreadable.note(Unread(Kept.CURSOR, ledger.mending.key_of(Kept.CURSOR, name), why, name))


def stop_if_too_many(ledger: Ledger) -> None:
    """To be asked before anything is written or sent on what was read. Raises TooManyUnreadable."""
    found = too_many(ledger.unreadable.met(), ledger.unreadable.read())
    if found is not None:
        raise TooManyUnreadable(*found)


def note_unreadable(notes: MutableMapping[str, Any], ports: Ports) -> None:
    """For the run's record and the log: what was gone round, by key and reason."""
    met = ports.ledger().unreadable.met()
    if not met:
        return
    notes[NOTED] = [{"kind": one.kind.value, "key": one.key, "why": one.why} for one in met[:_MOST_NOTED]]
    ports.log.alarm("unreadable", items=len(met), first=met[0].key, kind=met[0].kind.value, why=met[0].why)


def mend_remedy(key: str) -> str:
    """What to do about one item, for a fault."""
    return f"Look at it: groupkeeper mend {key!r}"


def stopped_by(error: Unreadable | TooManyUnreadable, ports: Ports) -> ConfigError:
    """For `raise`: the run ends here, with one alarm that names it."""
    if isinstance(error, TooManyUnreadable):
        ports.log.alarm("too_many_unreadable", kind=error.kind, unreadable=error.bad, read=error.read)
        remedy = "Deploy the release that wrote them, or a later one; a restored table may be of another time"
        return ConfigError(Fault("table", None, str(error), remedy))
    alarm_of(error, ports)
    return ConfigError(Fault("table", None, str(error), mend_remedy(error.key)))


def alarm_of(error: Unreadable, ports: Ports) -> None:
    """One item that somebody must look at before what needs it goes on."""
    ports.log.alarm("unreadable", items=1, first=error.key, kind=error.kind, why=error.why)
