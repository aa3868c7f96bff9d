"""Tells one person what is due for them today: claim, read again, freeze, send, record."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.evidence import keep_cases, reread, tellable
from shared.app.nudge.reconciliation import settle_sent
from shared.app.nudge.run import NudgeRun
from shared.app.ports.im import Sending
from shared.app.runs.run import held_until, is_out_of_time
from shared.core.calendar.hours import WorkTime, is_past_first_slot, may_send
from shared.core.card import Card
from shared.core.case import Case, GroupFile
from shared.core.errors import (
    Conflict,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientUnreachable,
)
from shared.core.judgement import Level
from shared.core.ladder.agenda import planned
from shared.core.ladder.recipients import recipient
from shared.core.ladder.steps import Step
from shared.core.message.writer import Told, card_of, fitting, in_order, urgency
from shared.core.outbox import MOST_ITEMS, Nudge, Shown, State
from shared.core.recipient import Recipient


def tell(person: str, run: NudgeRun, resting: set[str]) -> None:
    """One person, if they may be told now. Raises PlatformUnavailable or PlatformDenied where nothing was sent."""
    due = _due_files(person, run)
    first = next(due, None)  # enough to know whose hours count: at night nobody's other groups are looked at
    reader = recipient(first.group, run.scene) if first else None
    if first is None or reader is None or reader.id is None:
        return
    platform = first.group.platform
    sending = run.sending(platform)
    if sending is None or platform in resting:
        return
    work = run.work_of(reader.id)
    day = run.now().astimezone(work.zone).date()
    if not _may_hear(person, day, work, run):
        return
    nudge = _claim(person, day, platform, reader.id, run)
    if nudge is not None:
        _prepare(nudge, [first, *due], reader, sending, run)


def _due_files(person: str, run: NudgeRun) -> Iterator[GroupFile]:
    """The files of the groups that have something due for them.

    The index only hints; and what was planned at the last inspection is planned anew by what is known by now, so
    that it is this person whom each of them would go to.
    """
    hinted = run.cases.due_to(person, run.now())
    groups = dict.fromkeys(key.group for key in hinted if run.tally.tick.wants(key.group))
    files = (_planned_anew(file, run) for group in groups if (file := run.inventory.get(group)))
    return (file for file in files if _due_cases(file, person, run))


def _planned_anew(file: GroupFile, run: NudgeRun) -> GroupFile:
    return keep_cases(file, file._replace(cases=planned(file, run.agenda)), run)


def _due_cases(file: GroupFile, person: str, run: NudgeRun) -> list[Case]:
    now, tick = run.now(), run.tally.tick
    return [case for case in file.cases if case.is_due(person, now) and tick.wants_check(case.key.check)]


_NOT_ANY_MORE = (len(Level),)
"""Behind all others: a clock was set back since the file was found."""


def _most_urgent(file: GroupFile, person: str, run: NudgeRun) -> Any:
    cases = _due_cases(file, person, run)
    return min(map(urgency, cases), default=_NOT_ANY_MORE)


def _may_hear(person: str, day: date, work: WorkTime, run: NudgeRun) -> bool:
    """Only at work, once a day, and not more often in a week than the policy allows."""
    if not (may_send(run.now(), work) and is_past_first_slot(run.now(), work)):
        run.tally.add("not_now")
        return False
    recent = run.outbox.since(person, day - timedelta(days=6))
    if any(nudge.day >= day for nudge in recent):  # also where a clock was set back
        return False
    spent = sum(nudge.state is not State.UNDELIVERABLE for nudge in recent)
    if spent >= run.policy.budgets.nudges_per_person_per_week:
        run.tally.add("week_spent")
        return False
    return True


def _claim(person: str, day: date, platform: str, person_id: str, run: NudgeRun) -> Nudge | None:
    token = run.ports.token
    nudge = Nudge(
        person=person,
        day=day,
        id=token(),
        state=State.LEASED,
        claim=token(),
        lease_until=held_until(run.ports),
        attempts=1,
        platform=platform,
        to=person_id,
    )
    return nudge if run.outbox.claim(nudge) else None


def _prepare(
    nudge: Nudge, files: Sequence[GroupFile], reader: Recipient, sending: Sending, run: NudgeRun
) -> None:
    """From the claim to the frozen request. Whatever stops it before the first send leaves the day free."""
    told = in_order(_told(nudge.person, files, run))
    nudge = nudge._replace(send_key=nudge.id)
    told = list(
        fitting(told, lambda some: len(_letter(nudge, some, reader, sending, run)[1]) <= sending.max_bytes)
    )
    if not told:
        run.outbox.release(nudge)
        run.tally.add("nothing_left")
        return
    card, body = _letter(nudge, told, reader, sending, run)
    frozen = nudge._replace(
        state=State.SENDING,
        attempted=run.now(),
        shown=tuple(_shown(one) for one in told),
        body=body,
        card=card,
        lease_until=held_until(run.ports),
    )
    try:
        run.outbox.freeze(frozen)
    except Conflict:  # we were too slow and somebody else cleared the claim away
        run.tally.add("conflicts")
        return
    _send(frozen, [one.file for one in told], sending, run)


def _told(person: str, files: Sequence[GroupFile], run: NudgeRun) -> list[Told]:
    """Read again until a message is full, or the time for it is up: what is left over waits for another day."""
    told: list[Told] = []
    for file in sorted(files, key=lambda file: _most_urgent(file, person, run)):
        if len(told) >= MOST_ITEMS or is_out_of_time(run.ports):
            break
        due = _due_cases(file, person, run)
        # What comes first is judged with the rest: while it is open, the others wait.
        checks = tuple(CHECKS_BY_ID[case.key.check] for case in due if case.key.check in CHECKS_BY_ID)
        again = reread(file, checks, run)
        told += [one for case in due if (one := tellable(case, again, person, run))]
    return told


def _letter(
    nudge: Nudge, told: Sequence[Told], reader: Recipient, sending: Sending, run: NudgeRun
) -> tuple[Card, bytes]:
    scene = run.scene._replace(now=run.now())
    items = [one.item for one in told]
    card = card_of(items, reader, scene, run.agenda.voice, nudge=nudge.id, day=nudge.day)
    return card, sending.letter(card, nudge.to, nudge.send_key).body


def _shown(told: Told) -> Shown:
    return Shown(told.case.key, told.case.step or Step.TOLD, told.case.evidence_key)


def _send(nudge: Nudge, files: Sequence[GroupFile], sending: Sending, run: NudgeRun) -> None:
    """The first attempt: its clear refusals can be believed, so the day is given back; its silence cannot."""
    if not run.may_leave(nudge, sending, first=True):
        # Something held us up for so long that it is night, or lunch, or another day.
        run.outbox.release(nudge)
        return
    try:
        sent = run.post(nudge, sending)
    except RecipientUnreachable:
        _unreachable(nudge, files, run)
    except (PlatformUnavailable, PlatformDenied):
        run.outbox.release(nudge)
        raise
    except PlatformError:  # OutcomeUnknown, and whatever else is no clear refusal
        run.tally.add("unclear")
    else:
        settle_sent(nudge, sent, run)


def _unreachable(nudge: Nudge, files: Sequence[GroupFile], run: NudgeRun) -> None:
    """They will never get it: what was due for them is due for the next in the chain."""
    run.outbox.settle(nudge._replace(settled=run.now()), State.UNDELIVERABLE)
    run.note("undeliverable", nudge)
    if run.is_dry:
        return
    run.ports.ledger().directory.mark_unreachable(nudge.person, run.now())
    scene = run.scene._replace(unreachable=run.scene.unreachable | {nudge.to})
    agenda = run.agenda._replace(scene=scene)
    for file in files:
        keep_cases(file, file._replace(cases=planned(file, agenda)), run)
