"""The POST of a frozen request, and what each answer to it comes to."""

from datetime import datetime

from shared.app.nudge.run import NudgeRun
from shared.app.ports.im import Sending, Sent
from shared.core.account import platform_of
from shared.core.case import Case
from shared.core.errors import (
    AlreadyThere,
    Conflict,
    LetterRefused,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientLater,
    RecipientUnreachable,
)
from shared.core.ladder.agenda import delivered
from shared.core.outbox import Nudge, Shown, State


def send_first(nudge: Nudge, sending: Sending, run: NudgeRun) -> bool:
    """The first attempt: its clear refusals can be believed, so the day is given back; its silence cannot.

    Whether it left for certain. Raises PlatformUnavailable or PlatformDenied where nothing was sent.
    """
    run.refusals.tried[platform_of(nudge.account)] += 1
    try:
        sent = run.post(nudge, sending)
    except RecipientUnreachable:
        _unreachable(nudge, run)
    except RecipientLater:
        run.outbox.release(nudge)
        run.tally.add("later")
    except LetterRefused as error:
        _letter_refused(nudge, error, run)
    except (PlatformUnavailable, PlatformDenied):
        run.outbox.release(nudge)
        raise
    except AlreadyThere as error:
        return settle_there(nudge, error, run)
    except PlatformError:  # OutcomeUnknown, and whatever else is no clear refusal
        run.tally.add("unclear")
    else:
        settle_sent(nudge, sent, run)
        return True
    return False


def send_again(nudge: Nudge, sending: Sending, run: NudgeRun) -> bool:
    """A repeat that is refused proves nothing about the attempt before it: it stays open.

    Whether it is certain by now that it left.
    """
    try:
        sent = run.post(nudge, sending)
    except AlreadyThere as error:
        return settle_there(nudge, error, run)
    except PlatformError as error:
        run.tally.add("unclear")
        run.ports.log.event("repeat_refused", platform=error.platform, code=error.code)
        return False
    settle_sent(nudge, sent, run)
    return True


def _unreachable(nudge: Nudge, run: NudgeRun) -> None:
    """This account cannot be written to: the day is spent, and tomorrow another account of theirs is tried."""
    run.outbox.settle(nudge._replace(settled=run.now()), State.UNDELIVERABLE)
    run.note("undeliverable", nudge)
    run.refusals.accounts[platform_of(nudge.account)].append(nudge.account)


def _letter_refused(nudge: Nudge, error: LetterRefused, run: NudgeRun) -> None:
    """The vendor dislikes this very message: the day is spent, so that it is not asked again every quarter of an hour."""
    run.outbox.settle(nudge._replace(settled=run.now()), State.REFUSED)
    run.note("letter_refused", nudge, code=error.code)
    run.refusals.letters[platform_of(nudge.account)] += 1
    run.ports.log.alarm("letter_refused", platform=error.platform, code=error.code)


def settle_there(nudge: Nudge, error: AlreadyThere, run: NudgeRun) -> bool:
    """The vendor has it: it was delivered only where the vendor says so, and is never sent in another way."""
    if error.is_delivered:
        settle_sent(nudge, Sent(nudge.handle, nudge.attempted or run.now()), run)
    else:
        settle_unconfirmed(nudge, run)
    return error.is_delivered


def settle_unconfirmed(nudge: Nudge, run: NudgeRun) -> None:
    """The day is spent, no case advances, the operator hears of it, and the cases come back on the next work day."""
    run.outbox.settle(nudge._replace(settled=run.now()), State.UNCONFIRMED)
    run.note("unconfirmed", nudge)
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
        run.outbox.settle(nudge._replace(handle=sent.handle, settled=now), State.SENT, advanced)
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
