"""Settles what an earlier run left open: the same bytes again where the platform promises one message, else unproven."""

from datetime import date

from shared.app.nudge.run import Mailroom, is_within_window
from shared.app.ports.im import Sending, Sent
from shared.app.runs.run import held_until
from shared.core.case import Case, CaseKey
from shared.core.errors import Conflict, PlatformError
from shared.core.ladder.agenda import delivered, planned
from shared.core.outbox import SETTLED, Nudge, Shown, State


def reconcile(person: str, day: date, room: Mailroom) -> None:
    """One key whose lease ran out. The index only hints: the item itself decides. Raises Conflict where another is first."""
    nudge = room.outbox.get(person, day)
    if nudge is None or nudge.state in SETTLED or nudge.lease_until > room.now():
        return
    if nudge.state is State.LEASED:
        room.outbox.release(nudge)  # nothing was sent: the day is free again
        room.tally.add("released")
        return
    sending = room.sending(nudge.platform)
    if sending is not None and is_within_window(nudge, sending, room.now()):
        _again(nudge, sending, room)
    else:
        _unconfirmed(nudge, room)


def _again(nudge: Nudge, sending: Sending, room: Mailroom) -> None:
    """The same request, if hour and mode allow it; else it waits, and becomes unproven when the window closes."""
    if not (room.may_leave(nudge, sending, first=False) and _may_still_be_told(nudge, room)):
        return
    taken = room.outbox.take_over(nudge, room.ports.token(), held_until(room.ports))
    if not room.may_leave(taken, sending, first=False):
        return
    try:
        sent = room.post(taken, sending)
    except PlatformError as error:
        # A repeat that is refused proves nothing about the attempt before it: it stays open until the window closes.
        room.tally.add("unclear")
        room.ports.log.event("repeat_refused", platform=error.platform, code=error.code)
        return
    settle_sent(taken, sent, room)


def _may_still_be_told(nudge: Nudge, room: Mailroom) -> bool:
    """Since the request was frozen a check may have been switched off or stopped, a group waived or handed over."""
    armed = all(shown.key.check in room.agenda.armed for shown in nudge.shown)
    # What was answered did arrive: the repeat brings nobody anything, and us the proof.
    return armed and all(
        shown.key.id in nudge.answers or _still_waits(shown.key, nudge.person, room) for shown in nudge.shown
    )


def _still_waits(key: CaseKey, person: str, room: Mailroom) -> bool:
    """Whether the case would go to this person as things stand now."""
    file = room.inventory.get(key.group)
    return file is not None and any(
        case.key == key and case.to == person for case in planned(file, room.agenda)
    )


def _unconfirmed(nudge: Nudge, room: Mailroom) -> None:
    """The day is spent, no case advances, the operator hears of it, and the cases come back on the next work day."""
    taken = room.outbox.take_over(nudge, room.ports.token(), held_until(room.ports))
    room.outbox.settle(taken._replace(settled=room.now()), State.UNCONFIRMED)
    room.note("unconfirmed", taken)
    if not room.is_dry:
        room.ports.log.count("unconfirmed")


def settle_sent(nudge: Nudge, sent: Sent, room: Mailroom) -> None:
    """It arrived: the outbox and the ladder of every case that it showed, in one transaction."""
    now = room.now()
    advanced = [(shown, case) for shown in nudge.shown if (case := _advanced(shown, nudge, room))]
    try:
        room.outbox.settle(nudge._replace(message_id=sent.message_id, settled=now), State.SENT, advanced)
    except Conflict:
        room.tally.add("conflicts")
        return
    room.note("sent", nudge, cases=len(nudge.shown), attempts=nudge.attempts)
    if room.is_dry:
        told = {"person": nudge.person, "cases": [shown.key._asdict() for shown in nudge.shown]}
        room.tally.notes.setdefault("would_send", []).append(told)
        return
    room.ports.log.event("nudge_sent", day=nudge.day.isoformat(), cases=len(nudge.shown), at=now.isoformat())


def _advanced(shown: Shown, nudge: Nudge, room: Mailroom) -> Case | None:
    file = room.inventory.get(shown.key.group)
    case = file.case(shown.key.check) if file else None
    if file is None or case is None or not case.is_open or case.evidence_key != shown.evidence_key:
        return None
    return delivered(case, shown.step, nudge.person, room.now(), file, room.agenda)
