"""What must hold after every schedule, told from what truly arrived and not from what the product believes."""

from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta, timezone

from shared.core.case import Case, CaseKey, Step
from shared.core.outbox import SETTLED, State
from tests.faults.harness import CHECK, Play, moment

_BEIJING = timezone(timedelta(hours=8))


def broken(play: Play) -> list[str]:
    """Every promise that this play broke, in words; empty: none."""
    return [*_twice(play), *_at_night(play), *_forgotten(play), *_told_but_not_shown(play), *_unsettled(play)]


def _twice(play: Play) -> Iterator[str]:
    days = Counter((sent.to, sent.at.astimezone(_BEIJING).date()) for sent in play.arrived())
    yield from (f"{to} got {count} messages on {day}" for (to, day), count in days.items() if count > 1)


def _at_night(play: Play) -> Iterator[str]:
    for sent in play.arrived():
        local = sent.at.astimezone(_BEIJING)
        lunch = time(12) <= local.time() < time(13, 30)
        if not time(9) <= local.time() < time(18) or lunch or local.weekday() >= 5:
            yield f"{sent.to} got a message at {local:%a %H:%M}"


def _cases(play: Play) -> Iterator[Case]:
    for group in sorted(play.im.groups):
        case = play.ledger.cases.get(CaseKey(f"feishu:{group}", CHECK))
        if case is not None:
            yield case


def _forgotten(play: Play) -> Iterator[str]:
    """Whoever should be told was shown it: a message is an inbox's, not a ledger's."""
    shown = {case for sent in play.arrived() for case in sent.cases}
    for case in _cases(play):
        if case.is_open and case.key.id not in shown:
            yield f"nobody was ever shown {case.key.group}"
        if case.is_open and Step.TOLD not in case.delivered:
            yield f"{case.key.group} never counted as told"


def _told_but_not_shown(play: Play) -> Iterator[str]:
    """Only what a message showed counts as told."""
    shown = {case for sent in play.arrived() for case in sent.cases}
    for case in _cases(play):
        if case.delivered and case.key.id not in shown:
            yield f"{case.key.group} counts as told and nobody was shown it"


def _unsettled(play: Play) -> Iterator[str]:
    """Nothing stays open; and a case is shown again only after a message that could not be proven."""
    spent: Counter[tuple[str, Step]] = Counter()
    for owner in ("o0", "o1", "boss"):
        for nudge in play.ledger.outbox.since(f"feishu:{owner}", moment(0, 0).date()):
            if nudge.state not in SETTLED:
                yield f"{owner}'s message of {nudge.day} is still {nudge.state}"
            if nudge.state is State.SENT:
                spent.update((shown.key.id, shown.step) for shown in nudge.shown)
    for (case, step), count in spent.items():
        if count > 1:
            yield f"case {case} was {step} {count} times"
