"""Settles what an earlier run left open: the same bytes again where the platform promises one message, else unproven."""

from collections.abc import Iterator
from datetime import date, datetime

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.foretold import foretell
from shared.app.nudge.run import NudgeRun, is_within_window
from shared.app.ports.im import Sending, Sent
from shared.app.runs.run import held_until
from shared.core.account import Account
from shared.core.case import Case, CaseKey, GroupFile
from shared.core.errors import Conflict, PlatformError
from shared.core.findings.judge import exemption
from shared.core.ladder.agenda import delivered, planned
from shared.core.outbox import SETTLED, Nudge, Shown, State
from shared.core.recipient import Role


def reconcile(account: Account, day: date, run: NudgeRun) -> None:
    """One key whose lease ran out. The index only hints: the item itself decides. Raises Conflict where another is first."""
    nudge = run.outbox.get(account, day)
    if nudge is None or nudge.state in SETTLED or nudge.lease_until > run.now():
        return
    if nudge.state is State.LEASED:
        run.outbox.release(nudge)  # nothing was sent: the day is free again
        run.tally.add("released")
        return
    sending = run.sending(nudge.account)
    if sending is not None and is_within_window(nudge, sending, run.now()):
        _again(nudge, sending, run)
    else:
        _unconfirmed(nudge, run)


def _again(nudge: Nudge, sending: Sending, run: NudgeRun) -> None:
    """The same request, if hour and mode allow it; else it waits, and becomes unproven when the window closes.

    The register may have found out since the first attempt whose account this is: nobody gets it who was told already.
    """
    if not (run.may_leave(nudge, sending, first=False) and _may_still_be_told(nudge, run)):
        return
    if _is_told_elsewhere(nudge, run):
        run.tally.add("told_elsewhere")
        return
    taken = run.outbox.take_over(nudge, run.ports.token(), held_until(run.ports), run.people)
    if not run.may_leave(taken, sending, first=False):
        return
    try:
        sent = run.post(taken, sending)
    except PlatformError as error:
        # A repeat that is refused proves nothing about the attempt before it: it stays open until the window closes.
        run.tally.add("unclear")
        run.ports.log.event("repeat_refused", platform=error.platform, code=error.code)
        return
    settle_sent(taken, sent, run)
    if run.is_dry:
        foretell(taken, _roles(taken, run), 0, run)


def _roles(nudge: Nudge, run: NudgeRun) -> Iterator[Role]:
    """Why its reader is asked, as things stand now."""
    cases = (_planned(shown.key, run) for shown in nudge.shown)
    yield from (case.role for case in cases if case is not None and case.role is not None)


def _planned(key: CaseKey, run: NudgeRun) -> Case | None:
    """The case with whom it would go to, as things stand now."""
    file = _known(key.group, run)
    return next((case for case in planned(file, run.agenda) if case.key == key), None) if file else None


def _known(group: str, run: NudgeRun) -> GroupFile | None:
    """The group with what is filed of it, as it is kept by now."""
    file = run.inventory.get(group)
    return file.known(run.now()) if file else None


def _is_told_elsewhere(nudge: Nudge, run: NudgeRun) -> bool:
    """Whether, by the register in force, another account of this person has a message of that day, or had its day taken."""
    others = (run.outbox.get(account, nudge.day) for account in run.scene.accounts(nudge.account))
    return any(other is not None and other.id != nudge.id for other in others)


def _may_still_be_told(nudge: Nudge, run: NudgeRun) -> bool:
    """Since the request was frozen a check may have been switched off or stopped, a group waived or handed over, and the
    account given to somebody else.
    """
    armed = all(shown.key.check in run.agenda.armed for shown in nudge.shown)
    is_theirs = run.scene.means(nudge.account, nudge.attempted)
    # What was answered did arrive: the repeat brings nobody anything, and us the proof.
    return (armed and is_theirs) and all(
        shown.key.id in nudge.answers or _still_waits(shown.key, nudge.account, run) for shown in nudge.shown
    )


def _still_waits(key: CaseKey, account: Account, run: NudgeRun) -> bool:
    """Whether the case would go to whoever has this account, as things stand now.

    A waiver counts from when it is written down, also before the group's cases have followed it.
    """
    file = _known(key.group, run)
    if file is None or exemption(file.group, CHECKS_BY_ID[key.check], run.scene) is not None:
        return False
    case = _planned(key, run)
    return case is not None and case.to is not None and run.scene.are_same(case.to, account)


def _unconfirmed(nudge: Nudge, run: NudgeRun) -> None:
    """The day is spent, no case advances, the operator hears of it, and the cases come back on the next work day."""
    taken = run.outbox.take_over(nudge, run.ports.token(), held_until(run.ports))
    run.outbox.settle(taken._replace(settled=run.now()), State.UNCONFIRMED)
    run.note("unconfirmed", taken)
    if not run.is_dry:
        run.ports.log.count("unconfirmed")


def settle_sent(nudge: Nudge, sent: Sent, run: NudgeRun) -> None:
    """It arrived: the outbox and the ladder of every case that it showed, in one transaction.

    Told when the platform took it, as far as its clock can be believed: who is given the account a moment later was not.
    """
    now = run.now()
    at = min(max(sent.at, nudge.attempted or now), now)
    advanced = [(shown, case) for shown in nudge.shown if (case := _advanced(shown, nudge, at, run))]
    try:
        run.outbox.settle(nudge._replace(message_id=sent.message_id, settled=now), State.SENT, advanced)
    except Conflict:
        run.tally.add("conflicts")
        return
    run.note("sent", nudge, cases=len(nudge.shown), attempts=nudge.attempts)
    if run.is_dry:
        return
    run.ports.log.event("nudge_sent", day=nudge.day.isoformat(), cases=len(nudge.shown), at=now.isoformat())


def _advanced(shown: Shown, nudge: Nudge, at: datetime, run: NudgeRun) -> Case | None:
    file = run.inventory.get(shown.key.group)
    case = file.case(shown.key.check) if file else None
    if file is None or case is None or not case.is_open or case.evidence_key != shown.evidence_key:
        return None
    return delivered(case, shown.step, nudge.account, at, file.known(run.now()), run.agenda)
