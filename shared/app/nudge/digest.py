"""Tells one person what is due for them today: claim, read again, freeze, send, record."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.address import address_of, may_hear
from shared.app.nudge.delivery import send_first
from shared.app.nudge.evidence import keep_cases, lapsed_of, looked_up, reread, tellable
from shared.app.nudge.foretold import foretell
from shared.app.nudge.page import page_of
from shared.app.nudge.run import NudgeRun
from shared.app.ports.im import Sending
from shared.app.runs.run import held_until, is_out_of_time
from shared.core.account import Account, id_of, platform_of
from shared.core.card import Card
from shared.core.case import Case, GroupFile, Step
from shared.core.errors import (
    Conflict,
)
from shared.core.filed import Filing
from shared.core.judgement import Level
from shared.core.ladder.agenda import planned
from shared.core.ladder.recipients import in_reach
from shared.core.message.shrinking import Size, cut, leading, size_of
from shared.core.message.writer import Told, asking, card_of, in_order, leaving_out, proposing, urgency
from shared.core.outbox import MOST_ITEMS, Nudge, Shown, State
from shared.core.recipient import Recipient, Role


def tell(account: Account, run: NudgeRun, resting: set[str]) -> None:
    """Whoever has this account, if they may be told now.

    Raises PlatformUnavailable or PlatformDenied where nothing was sent.
    """
    accounts = run.scene.accounts(account)
    due = _due_files(accounts, run)
    first = next(
        due, None
    )  # enough to know that somebody waits: at night nobody's other groups are looked at
    if first is None:
        return
    work = run.work_of(accounts[0])
    day = run.now().astimezone(work.zone).date()
    if not may_hear(accounts, day, work, run):
        return
    files = [first, *due]
    to = _where(files, accounts, run)
    sending = run.sending(to) if to else None
    if to is None or sending is None or platform_of(to) in resting:
        return
    nudge = _claim(to, day, accounts, run)
    if nudge is not None:
        _prepare(nudge, files, sending, run)


def _due_files(accounts: Sequence[Account], run: NudgeRun) -> Iterator[GroupFile]:
    """The files of the groups that have something due for whoever has these accounts.

    The index only hints; and what was planned at the last inspection is planned anew by what is known by now, so
    that it is this person whom each of them would go to.
    """
    hinted = [key for account in accounts for key in run.cases.due_to(account, run.now())]
    groups = dict.fromkeys(key.group for key in hinted if run.tally.tick.wants(key.group))
    files = (_planned_anew(file, run) for group in groups if (file := run.inventory.get(group)))
    return (file for file in files if _due_cases(file, accounts, run))


def _planned_anew(file: GroupFile, run: NudgeRun) -> GroupFile:
    known = file.known(run.now())
    return keep_cases(file, file._replace(cases=planned(known, run.agenda)), run)


def _due_cases(file: GroupFile, accounts: Sequence[Account], run: NudgeRun) -> list[Case]:
    now, tick = run.now(), run.tally.tick
    return [
        case
        for case in file.cases
        if case.is_due(now) and case.to in accounts and tick.wants_check(case.key.check)
    ]


def _where(files: Sequence[GroupFile], accounts: Sequence[Account], run: NudgeRun) -> Account | None:
    due = [case for file in files for case in _due_cases(file, accounts, run)]
    return address_of(accounts, min(due, key=urgency), run) if due else None


_NOT_ANY_MORE = (len(Level),)
"""Behind all others: a clock was set back since the file was found."""


def _most_urgent(file: GroupFile, accounts: Sequence[Account], run: NudgeRun) -> Any:
    cases = _due_cases(file, accounts, run)
    return min(map(urgency, cases), default=_NOT_ANY_MORE)


def _claim(to: Account, day: date, accounts: Sequence[Account], run: NudgeRun) -> Nudge | None:
    token = run.ports.token
    nudge = Nudge(
        account=to,
        day=day,
        id=token(),
        state=State.LEASED,
        claim=token(),
        lease_until=held_until(run.ports),
        attempts=1,
        also=tuple(other for other in accounts if other != to),
    )
    return nudge if run.outbox.claim(nudge, run.people) else None


def _prepare(nudge: Nudge, files: Sequence[GroupFile], sending: Sending, run: NudgeRun) -> None:
    """From the claim to the frozen request. Whatever stops it before the first send leaves the day free."""
    run = looked_up((nudge.account,), run)
    nudge = nudge._replace(send_key=nudge.id)
    found, unread = _told(nudge, files, run) if _is_still_theirs(nudge, run) else ([], 0)
    page = page_of(nudge, run)
    lapsed = lapsed_of((nudge.account, *nudge.also), run, has_page=page is not None) if found else ()
    due = _Due(in_order(found), len(found) + unread, lapsed, page)
    size = size_of(
        len(due.told), lambda size: sending.fits(_card(nudge, due, size, run)), has_page=due.page is not None
    )
    if size is None:
        _give_back(nudge, found, run)
        return
    card, told = _card(nudge, due, size, run), due.told[: size.items]
    frozen = nudge._replace(
        state=State.SENDING,
        attempted=run.now(),
        shown=tuple(map(_shown, told)),
        beyond=tuple(map(_shown, due.told[size.items :])) if due.page else (),
        body=sending.letter(card, id_of(nudge.account), nudge.send_key).body,
        card=card,
        lease_until=held_until(run.ports),
    )
    try:
        run.outbox.freeze(frozen, run.people)
    except (
        Conflict
    ):  # we were too slow and somebody else cleared the claim away, or the register says otherwise now
        run.tally.add("conflicts")
        return
    if _send(frozen, sending, run) and run.is_dry:
        foretell(frozen, [one.role for one in told], len(found) - len(told) + unread, run)


def _is_still_theirs(nudge: Nudge, run: NudgeRun) -> bool:
    """Whether the account is in reach and whose it was, as its directory says by now.

    What the others of these accounts are asked about is nothing to somebody whom this one was given to.
    """
    accounts = {nudge.account, *nudge.also}
    return in_reach(nudge.account, run.scene) and set(run.scene.accounts(nudge.account)) == accounts


def _told(nudge: Nudge, files: Sequence[GroupFile], run: NudgeRun) -> tuple[list[Told], int]:
    """Read again until a message is full, or the time for it is up: what is left over waits for another day.

    With how many cases were not looked at any more.
    """
    accounts = (nudge.account, *nudge.also)
    told: list[Told] = []
    unread = 0
    for file in sorted(files, key=lambda file: _most_urgent(file, accounts, run)):
        due = _due_cases(file, accounts, run)
        if len(told) >= MOST_ITEMS or is_out_of_time(run.ports):
            unread += len(due)
            continue
        # What comes first is judged with the rest: while it is open, the others wait.
        checks = tuple(CHECKS_BY_ID[case.key.check] for case in due if case.key.check in CHECKS_BY_ID)
        again = reread(file, checks, run)
        told += [one for case in due if (one := tellable(case, again, accounts, run))]
    return told, unread


def _give_back(nudge: Nudge, found: Sequence[Told], run: NudgeRun) -> None:
    """The day stays free: nothing is due any more, or not even one thing fits on what this platform shows."""
    run.outbox.release(nudge)
    if not found:
        run.tally.add("nothing_left")
        return
    run.tally.add("no_fit")
    if not run.is_dry:
        run.ports.log.alarm("no_fit", platform=platform_of(nudge.account), check=found[0].check.id)


class _Due(NamedTuple):
    """What there is to say, before it is known how much of it a card has room for."""

    told: Sequence[Told]
    """In order: what one message can record."""
    in_all: int
    """With what was not looked at any more."""
    lapsed: Sequence[Filing]
    """What was filed and wants to be confirmed."""
    page: str | None
    """The address of the message's page, which shows all of it."""


def _card(nudge: Nudge, due: _Due, size: Size, run: NudgeRun) -> Card:
    every = [one.item for one in due.told]
    scene = proposing(every, run.scene._replace(now=run.now()))
    reader = Recipient(Role.OWNER, nudge.account, scene.name_of(nudge.account))
    items = every[: size.items]
    card = cut(card_of(items, reader, scene, run.agenda.voice, nudge=nudge.id, day=nudge.day), size.cut)
    if due.page is not None:
        card = leading(card, due.page, len(due.told), due.told[0].check.goes_to)
    said = len(items) if due.page is None else len(due.told)
    return leaving_out(asking(card, due.lapsed), due.in_all - said)


def _shown(told: Told) -> Shown:
    return Shown(told.case.key, told.case.step or Step.TOLD, told.case.evidence_key)


def _send(nudge: Nudge, sending: Sending, run: NudgeRun) -> bool:
    """Whether it left for certain. Raises as `send_first`."""
    # By the clock last: to ask whether sending is paused can take until the night.
    if run.is_paused() or not run.may_leave(nudge, sending, first=True):
        # Something held us up for so long that it is night, or lunch, or another day; or nothing may leave any more.
        run.outbox.release(nudge)
        return False
    return send_first(nudge, sending, run)
