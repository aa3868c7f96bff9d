"""What must hold after every schedule, told from what truly arrived and not from what the product believes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone

from shared.core.case import Case, CaseKey, Step
from shared.core.outbox import SETTLED, Shown, State
from shared.core.questions.catalogue import QUESTIONS
from tests.faults.harness import Play
from tests.faults.persons import broken_of_persons, owed
from tests.faults.story import CHECK, EVERYBODY, moment

_QUESTIONS = {question.id for question in QUESTIONS}
_BEIJING = timezone(timedelta(hours=8))
_ANEW = timedelta(minutes=15 + 5)
"""How old a fact may be that is not read again, and how far a clock is put back at most."""


def broken(play: Play) -> list[str]:
    """Every promise that this play broke, in words; empty: none."""
    return [
        *broken_of_messages(play),
        *_forgotten(play),
        *_silenced(play),
        *_mended(play),
        *broken_of_persons(play),
    ]


def broken_of_messages(play: Play) -> list[str]:
    """Whoever owns what by now."""
    return [
        *_twice(play),
        *_at_night(play),
        *_told_but_not_shown(play),
        *_unsettled(play),
        *_counted(play),
    ]


def _twice(play: Play) -> Iterator[str]:
    days = Counter((sent.to, sent.at.astimezone(_BEIJING).date()) for sent in play.arrivals)
    yield from (f"{to} got {count} messages on {day}" for (to, day), count in days.items() if count > 1)


_ONE_CALL = timedelta(seconds=1)
"""What every operation takes in a play, sending too: it left so much earlier than it arrived."""


def _at_night(play: Play) -> Iterator[str]:
    for sent in play.arrivals:
        local = (sent.at - _ONE_CALL).astimezone(_BEIJING)
        lunch = time(12) <= local.time() < time(13, 30)
        if not time(9) <= local.time() < time(18) or lunch or local.weekday() >= 5:
            yield f"{sent.to} got a message at {local:%a %H:%M}"


def _cases(play: Play) -> Iterator[Case]:
    for group in sorted(play.groups):
        case = play.ledger.cases.get(CaseKey(group, CHECK))
        if case is not None:
            yield case


def _forgotten(play: Play) -> Iterator[str]:
    """Whoever should be told was shown it: a message is an inbox's, not a ledger's."""
    for case in _cases(play):
        group = case.key.group
        if group in play.waived or group in play.mended or case.request or not case.is_open:
            continue
        theirs = owed(group, play)
        if not theirs:
            continue  # who answers for it cannot be reached: operations see it in their report
        if not any(case.key.id in sent.cases and theirs.is_meant(sent.to, sent.at) for sent in play.arrivals):
            yield f"{group} was never shown to {sorted(theirs.accounts)}"
        if Step.TOLD not in case.delivered:
            yield f"{group} never counted as told"


def _told_but_not_shown(play: Play) -> Iterator[str]:
    """Only what a message showed counts as told."""
    shown = {case for sent in play.arrivals for case in sent.cases}
    for case in _cases(play):
        if set(case.delivered) - {Step.SEEN} and case.key.id not in shown:
            yield f"{case.key.group} counts as told and nobody was shown it"


def _unsettled(play: Play) -> Iterator[str]:
    """Nothing stays open; and a case is shown again only after a message that could not be proven, or to another person.

    A question that is asked again is another one.
    """
    told: list[tuple[object, str, Step, datetime | None]] = []
    rows = [nudge for one in EVERYBODY for nudge in play.ledger.outbox.since(one, moment(0, 0).date())]
    for nudge in sorted(rows, key=lambda nudge: (nudge.day, nudge.settled or moment(0, 0))):
        if nudge.state not in SETTLED:
            yield f"{nudge.account}'s message of {nudge.day} is still {nudge.state}"
        if nudge.state is State.SENT:
            holder = play.frozen[nudge.send_key].first.whose.profiles[nudge.account].held_since
            told += [(_about(shown), nudge.account, shown.step, holder) for shown in nudge.shown]
    last: dict[tuple[object, Step], tuple[str, datetime | None]] = {}
    for case, account, step, holder in told:
        if last.get((case, step)) == (account, holder):
            yield f"{account} was shown case {case} ({step}) twice in succession"
        last[case, step] = account, holder


def _about(shown: Shown) -> object:
    return (shown.key.id, shown.evidence_key) if shown.key.check in _QUESTIONS else shown.key.id


def _counted(play: Play) -> Iterator[str]:
    """What arrived stands there as sent, or as what cannot be proven; what is sent arrived; what is lost is one or the other."""
    arrived = {(sent.to, sent.key) for sent in play.arrivals}
    rows = [nudge for one in EVERYBODY for nudge in play.ledger.outbox.since(one, moment(0, 0).date())]
    for nudge in rows:
        is_there = (nudge.account, nudge.send_key) in arrived
        if is_there and nudge.state not in {State.SENT, State.UNCONFIRMED}:
            yield f"{nudge.account} got a message of {nudge.day}, which stands there as {nudge.state}"
        if nudge.state is State.SENT and not is_there:
            yield f"{nudge.account} got nothing on {nudge.day}, and it stands there as sent"
    for to, key in arrived - {(nudge.account, nudge.send_key) for nudge in rows}:
        yield f"{to} got {key}, of which the outbox knows nothing"


def _silenced(play: Play) -> Iterator[str]:
    """What was waived or stopped before a worker began, and stayed so, it shows nobody."""
    waived = {CaseKey(group, CHECK).id: (group, count) for group, count in play.waived.items()}
    for sent in play.arrivals:
        for group, count in (waived[case] for case in sent.cases if case in waived):
            if count <= sent.run.began:
                yield f"{sent.to} was shown {group}, which was waived"
        if any(
            since <= sent.run.began and (until is None or until > sent.step) for since, until in play.stops
        ):
            yield f"{sent.to} was shown something of a check that was stopped"


def _mended(play: Play) -> Iterator[str]:
    """What had been mended when a worker began to write of it, is read to be so again and not shown."""
    mended = {CaseKey(group, CHECK).id: (group, at) for group, at in play.mended.items()}
    for sent in play.arrivals:
        look = sent.frozen.first if sent.frozen else None
        for group, at in (mended[case] for case in sent.cases if case in mended):
            if look and look.run.could_read and at + _ANEW <= look.run.at:
                yield f"{sent.to} was shown {group}, which had been mended"
