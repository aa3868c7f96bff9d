"""Who looks after one group, what is asked of whom, and whether two say that it is theirs: the product is held to this model."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account
from shared.core.filed import Filing
from shared.core.handover import Way

_LEFT_ALONE = timedelta(days=30)
SOMEDAY = datetime.max.replace(tzinfo=UTC)


class What(StrEnum):
    FILE = "files it"
    TAKE = "says that it is theirs"
    OFFER = "offers it"
    TAKE_BACK = "takes the offer back"
    ACCEPT = "says yes"
    DECLINE = "says no"
    GIVE_UP = "gives it up"
    EDIT = "changes a word"
    CONFIRM = "says that these are all"
    SHEET = "is named by a sheet"
    DECIDE = "is named by a clerk"


class Act(NamedTuple):
    what: What
    who: Account
    """Whoever does it; of a sheet and of a decision, whom it names."""
    by: str
    """Who is to stand there as having said it."""
    to: Account | None = None
    """Whom it is offered to."""


class People:
    """Who is one person, and who works here still."""

    def __init__(self, persons: Iterable[frozenset[Account]] = ()) -> None:
        self._persons = tuple(persons)
        self.left: frozenset[Account] = frozenset()

    def accounts(self, one: Account) -> frozenset[Account]:
        return next((person for person in self._persons if one in person), frozenset({one}))

    def are_same(self, one: Account | None, other: Account | None) -> bool:
        return one is not None and other is not None and other in self.accounts(one)

    def is_here(self, one: Account | None) -> bool:
        return one is not None and one not in self.left

    def leave(self, one: Account) -> None:
        self.left |= self.accounts(one)

    def before(self, left: frozenset[Account]) -> "People":
        """The same when only these had left."""
        people = People(self._persons)
        people.left = left
        return people


class Asked(NamedTuple):
    way: Way
    owner: Account
    to: Account
    until: datetime
    at: datetime = SOMEDAY
    is_agreed: bool = False
    """Whether it waits for the platform to show it."""

    @property
    def reader(self) -> Account:
        return self.to if self.way is Way.OFFER else self.owner


class Hand(NamedTuple):
    """One group. `at` says what of it holds at a moment."""

    owner: Account | None = None
    """Who was filed as its owner."""
    by: str | None = None
    """Who said so last; None: nobody ever did."""
    is_own: bool = False
    """Whether that was a person and no sheet."""
    asked: Asked | None = None
    is_contested: bool = False
    said_no: Account | None = None
    """Who declined what was offered last."""
    until: datetime = SOMEDAY
    """So long they are not asked again."""
    shown: Account | None = None
    """The owner that the platform shows."""

    def at(self, now: datetime) -> "Hand":
        """What nobody answered is over; and what the platform shows differs from nobody."""
        hand, asked = self, self.asked
        if now >= self.until:
            hand = hand._replace(said_no=None, until=SOMEDAY)
        if asked is not None and now >= asked.until:
            is_contested = asked.way is Way.CLAIM and not asked.is_agreed
            hand = hand._replace(asked=None, is_contested=is_contested)
        if self.shown is None:
            return hand
        return hand._replace(is_contested=False, asked=None if self.shown_void else hand.asked)

    @property
    def shown_void(self) -> bool:
        """Whether the platform answered what is asked."""
        return self.asked is not None and self._is_void(self.asked.way, self.asked.owner)

    @property
    def holder(self) -> Account | None:
        """On whose list it stands: of two who say that it is theirs, the one who was filed."""
        return self.shown or self.owner

    def owner_at(self, now: datetime) -> Account | None:
        return None if self.at(now).is_contested else self.holder

    def reader_at(self, now: datetime, people: People, head: Account | None = None) -> Account | None:
        """Whoever may be told of the group; `head` where nobody looks after it who works here."""
        hand = self.at(now)
        if hand.is_contested or (hand.asked and hand.asked.is_agreed):
            return None
        if hand.asked is not None:
            return hand.asked.reader if people.is_here(hand.asked.reader) else None
        one = hand.holder if people.is_here(hand.holder) else head
        return one if people.is_here(one) else None

    def after(self, act: Act, now: datetime, people: People) -> "Hand | None":
        """What comes of it at this moment; None: nothing. How long an answer is waited for is the product's to say."""
        if act.what not in {What.SHEET, What.DECIDE} and not people.is_here(act.who):
            return None
        after = _COMES_TO[act.what](self.at(now), act, people)
        if after is None or after.asked is None or after.asked.at != SOMEDAY:
            return after
        return after._replace(asked=after.asked._replace(at=now))

    def is_so(self, act: Act, now: datetime, people: People) -> bool:
        """Whether what they want is the case already, so that pressing again may say so."""
        hand = self.at(now)
        asked, is_theirs = hand.asked, people.are_same(hand.holder, act.who)
        if act.what in {What.FILE, What.TAKE}:
            is_claimed = asked is not None and asked.way is Way.CLAIM and people.are_same(asked.to, act.who)
            return is_theirs or is_claimed
        if act.what is What.OFFER:
            return is_theirs and asked is not None and people.are_same(asked.to, act.to)
        if act.what is What.ACCEPT:
            return is_theirs or (
                asked is not None and asked.is_agreed and people.are_same(asked.reader, act.who)
            )
        if act.what is What.DECLINE:
            return hand.is_contested or people.are_same(hand.said_no, act.who)
        if act.what is What.TAKE_BACK:
            return asked is None
        return False

    def dated(self, until: datetime | None) -> "Hand":
        return self._replace(asked=self.asked._replace(until=until)) if self.asked and until else self

    def stands_in(self, filing: Filing, now: datetime) -> bool:
        """Whether this is what is kept; of a question that the platform answered nothing is to be kept, or all of it."""
        hand, kept = self.at(now), filing.handover
        if kept is not None and (hand._is_void(kept.way, kept.owner) or not kept.holds(now)):
            kept = None
        asked, is_contested = hand.asked, bool(kept and kept.is_contested(now))
        found = (kept.way, kept.owner, kept.to) if kept and not is_contested else None
        wanted = (asked.way, asked.owner, asked.to) if asked else None
        same = (filing.owner, filing.by, filing.is_own) == (hand.owner, hand.by, hand.is_own)
        return same and found == wanted and is_contested is hand.is_contested

    def _is_void(self, way: Way, owner: Account) -> bool:
        """Whether the platform shows somebody else by now, or who it was that was claimed."""
        return self.shown is not None and (way is Way.CLAIM or owner != self.shown)

    def _settled(self, owner: Account | None, by: str, *, is_own: bool = True) -> "Hand":
        return Hand(owner, by, is_own, shown=self.shown)


def _files(hand: Hand, act: Act, people: People) -> Hand | None:
    return hand._settled(act.who, act.by) if hand.by is None else None


def _takes(hand: Hand, act: Act, people: People) -> Hand | None:
    if hand.by is None or people.are_same(hand.holder, act.who) or hand.is_contested:
        return _files(hand, act, people)
    has_left = hand.shown is None and hand.owner is not None and not people.is_here(hand.owner)
    is_free = hand.asked is None and (hand.owner is None or people.are_same(hand.owner, act.who))
    if has_left or is_free:
        return hand._settled(act.who, act.by)
    if hand.asked is not None or hand.shown is not None or hand.owner is None:
        return None
    return hand._replace(asked=Asked(Way.CLAIM, hand.owner, act.who, SOMEDAY), said_no=None)


def _offers(hand: Hand, act: Act, people: People) -> Hand | None:
    owner, to = hand.holder, act.to
    if to is None or owner is None or not people.are_same(owner, act.who) or people.are_same(owner, to):
        return None
    if hand.asked is not None or hand.is_contested or not people.is_here(to):
        return None
    if people.are_same(hand.said_no, to):
        return None
    asked = Asked(Way.OFFER, owner, to, SOMEDAY)
    if hand.by is None:
        return Hand(None, owner, is_own=True, asked=asked, shown=hand.shown)
    return hand._replace(asked=asked, said_no=None)


def _takes_back(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who)
    is_offered = hand.asked is not None and hand.asked.way is Way.OFFER
    return hand._replace(asked=None) if is_theirs and is_offered else None


def _says(hand: Hand, act: Act, people: People) -> Hand | None:
    asked = hand.asked
    if asked is None or asked.is_agreed or not people.are_same(asked.reader, act.who):
        return None
    if act.what is What.ACCEPT:
        if hand.shown is not None:
            return hand._replace(asked=asked._replace(is_agreed=True))
        return hand._settled(asked.to, asked.to)
    if asked.way is Way.CLAIM:
        return hand._replace(asked=None, is_contested=True)
    return hand._replace(asked=None, said_no=asked.to, until=asked.at + _LEFT_ALONE)


def _gives_up(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who) and people.are_same(hand.owner, act.who)
    return hand._settled(None, act.by) if is_theirs else None


def _edits(hand: Hand, act: Act, people: People) -> Hand | None:
    """What is asked goes on being asked, and it is theirs by the same account as before."""
    if not people.are_same(hand.holder, act.who):
        return None
    said_by = hand.by if hand.is_own else hand.owner
    if hand.owner is not None and not people.are_same(said_by, act.who):
        return None
    owner = hand.owner if people.are_same(hand.owner, act.who) else act.who
    return hand._replace(owner=owner, by=act.by, is_own=True)


def _confirms(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who) and people.are_same(hand.owner, act.who)
    return hand if is_theirs and hand.is_own else None


def _is_named(hand: Hand, act: Act, people: People) -> Hand | None:
    """A sheet gives an owner to what has none, unless they said that it is not theirs."""
    if hand.is_own and (hand.owner is not None or people.are_same(hand.by, act.who)):
        return None
    is_another = hand.owner is not None and hand.owner != act.who
    if is_another or hand.by is None:
        return hand._settled(act.who, act.by, is_own=False)
    return hand._replace(owner=act.who, by=act.by, is_own=False)


def _decided(hand: Hand, act: Act, people: People) -> Hand | None:
    is_decided = hand.is_contested and people.is_here(act.who)
    return hand._settled(act.who, act.by, is_own=False) if is_decided else None


_COMES_TO: Mapping[What, Callable[[Hand, Act, People], Hand | None]] = {
    What.FILE: _files,
    What.TAKE: _takes,
    What.OFFER: _offers,
    What.TAKE_BACK: _takes_back,
    What.ACCEPT: _says,
    What.DECLINE: _says,
    What.GIVE_UP: _gives_up,
    What.EDIT: _edits,
    What.CONFIRM: _confirms,
    What.SHEET: _is_named,
    What.DECIDE: _decided,
}
