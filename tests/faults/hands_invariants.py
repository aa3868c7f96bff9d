"""What must hold after every schedule in which groups change hands."""

from collections.abc import Iterator

from shared.app.pages.mine import theirs
from shared.app.pages.shown import handle_of
from shared.app.pages.together import shared_with
from shared.app.pages.visitor import visitor
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.case import CaseKey, Step
from shared.core.ladder.recipients import recipient
from shared.core.lang import Lang
from tests.faults.hands import FILED, LAST_DAYS, QUESTION, Handing, head_of
from tests.faults.invariants import broken_of_messages
from tests.faults.persons import never_frozen, twice_a_day
from tests.faults.story import CHECK, OWNERS


def broken_hands(play: Handing) -> list[str]:
    """Every promise that this play broke, in words; empty: none."""
    return [
        *play.book.broken,
        *broken_of_messages(play),
        *never_frozen(play),
        *twice_a_day(play),
        *_wrong_owner(play),
        *_never_asked(play),
        *_forgotten(play),
    ]


def _wrong_owner(play: Handing) -> Iterator[str]:
    """The right one or nobody, on one list, and nobody else would be told."""
    ports, now, people = play.aside(), play.clock.now(), play.book.people
    for group in (FILED, play.shown_group):
        hand, file = play.book.hand(group), play.ledger.inventory.get(group)
        if file is None:
            continue
        known = file.known(now).group
        owner = known.owner.value if known.owner else None
        if owner != hand.owner_at(now):
            yield f"{group} is {owner}'s and not as it was said: {hand}"
        for one in filter(people.is_here, OWNERS):
            listed = [each.group.key for each in theirs(visitor(one, now, ports, Lang.ZH), ports)]
            if (group in listed) is not people.are_same(hand.holder, one):
                yield f"{group} stands on the list of {one} or should: {hand}"
            shared = [each.handle for each in shared_with(visitor(one, now, ports, Lang.ZH), ports)]
            if (handle_of(group) in shared) is not hand.shares(one, now, people):
                yield f"{one} looks after {group} beside its owner or should: {hand}"
        told = recipient(known, scene_of(group, ports, ports.policy())).account
        reader = hand.reader_at(now, people, head_of(group))
        if told != reader and not people.are_same(reader, told):
            yield f"{told} would be told of {group}, not {reader}: {hand}"


def _never_asked(play: Handing) -> Iterator[str]:
    """Whoever is asked something still, or was until nothing failed any more, was told so."""
    for group in (FILED, play.shown_group):
        asked = play.book.hand(group).asked
        if asked is None or asked.is_agreed or not play.book.people.is_here(asked.reader):
            continue
        if asked.until.date() <= LAST_DAYS[0] or play.book.hand(group).shown_void:
            continue
        if not _was_told(CaseKey(group, QUESTION[asked.way]), asked.reader, play):
            yield f"{asked.reader} was never asked about {group}: {asked}"


def _forgotten(play: Handing) -> Iterator[str]:
    """Whoever looks after the group that is shown by now, and was so for days, was told what it lacks."""
    group, now = play.shown_group, play.clock.now()
    hand, case = play.book.hand(group), play.ledger.cases.get(CaseKey(group, CHECK))
    owner = hand.reader_at(now, play.book.people)
    if owner is None or case is None or not case.is_open or Step.SEEN in case.delivered:
        return
    if hand.asked is None and not _was_told(case.key, owner, play):
        yield f"{owner} was never told what {group} lacks: {hand}"


def _was_told(case: CaseKey, to: Account, play: Handing) -> bool:
    accounts = play.book.people.accounts(to)
    return any(case.id in sent.cases and sent.to in accounts for sent in play.arrivals)
