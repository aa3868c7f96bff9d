"""Settles what an earlier run left open, by what the platform offers: the same bytes again, a look, or nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.delivery import send_again, settle_sent, settle_unconfirmed
from shared.app.nudge.foretold import foretell
from shared.app.nudge.run import NudgeRun, is_ours_to_send, letter_of
from shared.app.ports.im import LookUp, Repeat, Sending
from shared.app.runs.run import held_until
from shared.core.account import Account
from shared.core.case import Case, CaseKey, GroupFile
from shared.core.errors import PlatformDenied, PlatformError
from shared.core.findings.judge import exemption
from shared.core.ladder.agenda import planned
from shared.core.outbox import SETTLED, Nudge, State
from shared.core.recipient import Role

_CLOCKS_DIFFER = timedelta(minutes=10)
"""How much earlier than its first attempt a message may have arrived by the platform's clock."""
_LOOKED_FOR = timedelta(days=1)
"""How long a message that may have arrived is looked for on a platform that does not answer."""


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
    if sending is not None and isinstance(sending.proof, LookUp):
        _looked_up(nudge, sending.proof, run)
    elif sending is not None and isinstance(sending.proof, Repeat) and _is_in_time(nudge, sending, run):
        if not run.is_paused():  # it stays open: a later run sends it again, or says that it cannot be proven
            _again(nudge, sending, run)
    else:
        settle_unconfirmed(_taken(nudge, run), run)


def _is_in_time(nudge: Nudge, sending: Sending, run: NudgeRun) -> bool:
    return is_ours_to_send(nudge, sending.proof, run.now())


def _looked_up(nudge: Nudge, proof: LookUp, run: NudgeRun) -> None:
    """What is not there did not arrive: the day is free again, and what is still due is told as anything else.

    Without the permission to look nobody will ever know; while the platform does not answer, it stays open for a day.
    """
    attempted = nudge.attempted or run.now()
    try:
        sent = proof.find(letter_of(nudge), attempted - _CLOCKS_DIFFER)
    except PlatformError as error:
        run.tally.add("unclear")
        if isinstance(error, PlatformDenied) or run.now() - attempted >= _LOOKED_FOR:
            settle_unconfirmed(_taken(nudge, run), run)
        return
    taken = _taken(nudge, run)
    if sent is None:
        run.outbox.release(taken)
        run.tally.add("released")
    else:
        settle_sent(taken, sent, run)


def _taken(nudge: Nudge, run: NudgeRun) -> Nudge:
    """Raises Conflict where another worker is first."""
    return run.outbox.take_over(nudge, run.ports.token(), held_until(run.ports))


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
    if send_again(taken, sending, run) and run.is_dry:
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
