"""What must hold for people, however many accounts they have: by the people register in force when a message was frozen."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from shared.core.account import Account, platform_of
from shared.core.case import CaseKey
from tests.faults.harness import Play
from tests.faults.schedule import Kind
from tests.faults.story import BOSSES, CHECK, EARLY
from tests.faults.watch import PLATFORMS, Arrival, Look, Whose, profiles, whose

_BEIJING = timezone(timedelta(hours=8))


def broken_of_persons(play: Play) -> list[str]:
    return [
        *never_frozen(play),
        *twice_a_day(play),
        *_wrong_reader(play),
        *_another_holder(play),
        *_stranger(play),
    ]


class Owed(NamedTuple):
    """Whoever should have been told of a group in the end."""

    accounts: frozenset[Account]
    last: Whose

    def is_meant(self, to: Account, at: datetime) -> bool:
        """Whether a message to this account at that moment reached them."""
        return to in self.accounts and self.last.means(to, at)


def owed(group: str, play: Play) -> Owed | None:
    """None: neither owner nor head is left who can be written to."""
    last = whose(play.ledger, profiles(play.ledger))
    for account in (play.groups[group], _boss(group)):
        if last.is_out(account):
            continue
        theirs = last.accounts(account)
        reached = [one for one in theirs if one not in play.refused and not last.has_left(one)]
        return Owed(theirs, last) if reached else None
    return None


def _boss(group: str) -> Account:
    return BOSSES[PLATFORMS.index(platform_of(group))]


def never_frozen(play: Play) -> Iterator[str]:
    yield from (f"{one.to} got what nobody had frozen" for one in play.arrivals if one.frozen is None)


def twice_a_day(play: Play) -> Iterator[str]:
    """Nobody gets two messages a day with whatever accounts; and the day of those that a message took stays taken."""
    days: dict[object, list[Arrival]] = {}
    for sent in play.arrivals:
        days.setdefault(sent.at.astimezone(_BEIJING).date(), []).append(sent)
    for day, of_the_day in days.items():
        for number, sent in enumerate(of_the_day):
            if sent.frozen is None:
                continue
            before = {one.to for one in of_the_day[:number]}
            others = {one.to for one in of_the_day} - {sent.to}
            taken = sent.frozen.first.whose.accounts(sent.to) & others
            theirs = sent.frozen.latest.whose.accounts(sent.to) & before - {sent.to}
            yield from (
                f"{sent.to} and {one}, one person's, got a message on {day}" for one in taken | theirs
            )


def _wrong_reader(play: Play) -> Iterator[str]:
    """Each message goes to whoever owns the groups on it, or, where they left, to the head."""
    groups = {CaseKey(group, CHECK).id: group for group in play.groups}
    for sent in play.arrivals:
        for case in sent.cases if sent.frozen else ():
            assert sent.frozen is not None
            if sent.to not in _readers(groups[case], sent.frozen.latest, play):
                yield f"{sent.to} was shown {groups[case]} of {play.groups[groups[case]]}"


def _readers(group: str, look: Look, play: Play) -> frozenset[Account]:
    owner = play.groups[group]
    return look.whose.accounts(_boss(group) if look.whose.is_out(owner) else owner)


def _another_holder(play: Play) -> Iterator[str]:
    """What was written for whoever had an account before is not sent to whom it was given since.

    A clock that was set back meanwhile dates what was written later before it.
    """
    set_back = sum(
        -fault.minutes for fault in play.plan.faults if fault.kind is Kind.STEP and fault.minutes < 0
    )
    for sent in play.arrivals:
        if sent.frozen is None:
            continue
        written = sent.frozen.attempted + timedelta(minutes=set_back)
        if not sent.frozen.latest.whose.means(sent.to, written):
            yield f"{sent.to} got what was written for whoever had the account before"


def _stranger(play: Play) -> Iterator[str]:
    """Who was given an account before a worker began, is asked by it about nothing that the last one's other accounts own."""
    groups = {CaseKey(group, CHECK).id: group for group in play.groups}
    for sent in play.arrivals:
        look = sent.frozen.first if sent.frozen else None
        if look is None or not look.run.could_read:
            continue
        said_at = look.whose.said_at or EARLY
        is_named = all(at <= said_at for count, at in play.given.get(sent.to, ()) if count <= look.run.began)
        for group in () if is_named else (groups[case] for case in sent.cases):
            if sent.to not in {play.groups[group], _boss(group)}:
                yield f"{sent.to}, given to somebody else, was shown {group} of {play.groups[group]}"
