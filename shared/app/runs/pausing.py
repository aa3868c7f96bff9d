"""The switch that keeps everything from being sent: looked at before each message, and lapsing by itself."""

from datetime import date, datetime

from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger
from shared.app.runs.unreadable import cursor_trouble, note_cursor
from shared.core.errors import Unreadable
from shared.core.pause import Pause, read, written
from shared.core.run import Entry

PAUSE = "pause"
"""The cursor that holds it."""


def is_paused(ports: Ports, today: date) -> bool:
    """Whether nothing may leave on this day of the company's; also where it cannot be read."""
    try:
        return in_force(ports.ledger(), today) is not None
    except Unreadable:
        return True


def in_force(ledger: Ledger, today: date) -> Pause | None:
    """The pause that holds on this day. Raises Unreadable where nobody can say."""
    text = ledger.runs.cursor(PAUSE)
    trouble = cursor_trouble(ledger, PAUSE)
    if text is None and trouble is not None:
        raise Unreadable(trouble.kind, trouble.key, trouble.why)
    if text is None:
        return None
    try:
        pause = read(text)
    except ValueError:
        note_cursor(ledger, PAUSE, "it is no pause")
        trouble = cursor_trouble(ledger, PAUSE)
        assert trouble is not None
        raise Unreadable(trouble.kind, trouble.key, trouble.why) from None
    return pause if pause.holds(today) else None


def pause_sending(pause: Pause, ports: Ports) -> None:
    """In the place of one that holds already."""
    ports.ledger().runs.set_cursor(PAUSE, written(pause))
    details = {"reason": pause.reason, "until": pause.until.isoformat()}
    ports.ledger().audit.write(Entry(pause.at, "sending_paused", "sending", pause.by, details))
    ports.log.event("sending_paused", until=pause.until.isoformat())


def resume_sending(by: str, at: datetime, ports: Ports) -> None:
    # Written over and not taken away: who may pause has no right to delete anything.
    ports.ledger().runs.set_cursor(PAUSE, written(Pause(by, "", at, date.min)))
    ports.ledger().audit.write(Entry(at, "sending_resumed", "sending", by))
    ports.log.event("sending_resumed")
