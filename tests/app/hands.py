"""Who looks after one group, alone or beside its owner, what is asked of whom, and whether two say that it is theirs: the product
is held to this model."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from shared.core.account import Account
from shared.core.filed import Filing
from shared.core.handover import Way
from tests.app.acts import Act, People, What

_LEFT_ALONE = timedelta(days=30)
SOMEDAY = datetime.max.replace(tzinfo=UTC)


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
        return self.owner if self.way is Way.CLAIM else self.to


class No(NamedTuple):
    """Who is not asked the same again before a moment."""

    way: Way
    who: Account
    until: datetime


class Hand(NamedTuple):
    """One group. `at` says what of it holds at a moment."""

    owner: Account | None = None
    """Who was filed as its owner."""
    by: str | None = None
    """Who said so last; None: nobody ever did."""
    is_own: bool = False
    """Whether that was a person and no sheet."""
    helpers: tuple[Account, ...] = ()
    """Who agreed to look after it beside its owner, in that order."""
    asked: Asked | None = None
    is_contested: bool = False
    said_no: No | None = None
    """Who declined what was asked last, or stepped down since."""
    shown: Account | None = None
    """The owner that the platform shows."""

    def at(self, now: datetime) -> "Hand":
        """What nobody answered is over; and what the platform shows differs from nobody."""
        hand, asked = self, self.asked
        if self.said_no is not None and now >= self.said_no.until:
            hand = hand._replace(said_no=None)
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
        return next(filter(people.is_here, (hand.holder, *hand.helpers, head)), None)

    def shares(self, one: Account, now: datetime, people: People) -> bool:
        """Whether they are shown it as a group that they look after beside its owner."""
        is_owner = people.are_same(self.owner_at(now), one)
        return self.shown is None and not is_owner and self.helps(one, people)

    def helps(self, one: Account | None, people: People) -> bool:
        return any(people.are_same(helper, one) for helper in self.helpers)

    def after(self, act: Act, now: datetime, people: People) -> "Hand | None":
        """What comes of it at this moment; None: nothing. How long an answer is waited for is the product's to say."""
        if act.what not in {What.SHEET, What.DECIDE} and not people.is_here(act.who):
            return None
        after = _COMES_TO[act.what](self.at(now), act, people)
        return after and after._since(now)

    def _since(self, now: datetime) -> "Hand":
        """What came of it begins at this moment."""
        hand, asked, no = self, self.asked, self.said_no
        if asked is not None and asked.at == SOMEDAY:
            hand = hand._replace(asked=asked._replace(at=now))
        if no is not None and no.until == SOMEDAY:
            hand = hand._replace(said_no=no._replace(until=now + _LEFT_ALONE))
        return hand

    def is_so(self, act: Act, now: datetime, people: People) -> bool:
        """Whether what they want is the case already, so that pressing again may say so."""
        is_so = _IS_SO.get(act.what)
        return is_so is not None and is_so(self.at(now), act, people)

    def has_said_no(self, one: Account | None, people: People, way: Way | None = None) -> bool:
        """`way`: to this; None: to anything."""
        no = self.said_no
        return no is not None and way in {None, no.way} and people.are_same(no.who, one)

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
        helpers = filing.group.admins.value if filing.group.admins else ()
        same = (filing.owner, filing.by, filing.is_own) == (hand.owner, hand.by, hand.is_own)
        return same and helpers == hand.helpers and found == wanted and is_contested is hand.is_contested

    def _is_void(self, way: Way, owner: Account) -> bool:
        """Whether the platform shows somebody else by now, or who it was that was claimed."""
        return self.shown is not None and (way is not Way.OFFER or owner != self.shown)

    def _settled(self, owner: Account | None, by: str, *, is_own: bool = True) -> "Hand":
        """What is filed whole by another: whoever looked after it as well is named no more."""
        return Hand(owner, by, is_own, shown=self.shown)

    def _handed(self, owner: Account | None, by: str, *, is_own: bool = True) -> "Hand":
        """What gets another owner, and is not said anew."""
        return self._settled(owner, by, is_own=is_own)._replace(helpers=self.helpers)

    def _without(self, one: Account | None, people: People) -> "Hand":
        return self._replace(helpers=tuple(each for each in self.helpers if not people.are_same(each, one)))


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
    owner, to, way = hand.holder, act.to, _WAYS[act.what]
    if to is None or owner is None or not people.are_same(owner, act.who) or people.are_same(owner, to):
        return None
    if hand.asked is not None or hand.is_contested or not people.is_here(to):
        return None
    if hand.has_said_no(to, people, way) or (way is Way.JOIN and not _may_join(hand, to, people)):
        return None
    asked = Asked(way, owner, to, SOMEDAY)
    if hand.by is None:
        return Hand(None, owner, is_own=True, asked=asked, shown=hand.shown)
    return hand._replace(asked=asked, said_no=None)


def _may_join(hand: Hand, to: Account, people: People) -> bool:
    """Where the filing alone says whose it is, and they do not look after it already."""
    return hand.owner is not None and hand.shown is None and not hand.helps(to, people)


def _takes_back(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who)
    is_offered = hand.asked is not None and hand.asked.way is not Way.CLAIM
    return hand._replace(asked=None) if is_theirs and is_offered else None


def _says(hand: Hand, act: Act, people: People) -> Hand | None:
    asked = hand.asked
    if asked is None or asked.is_agreed or not people.are_same(asked.reader, act.who):
        return None
    if act.what is What.ACCEPT:
        return _agreed(hand, asked, people)
    if asked.way is Way.CLAIM:
        return hand._replace(asked=None, is_contested=True)
    return hand._replace(asked=None, said_no=No(asked.way, asked.to, asked.at + _LEFT_ALONE))


def _agreed(hand: Hand, asked: Asked, people: People) -> Hand:
    if asked.way is Way.JOIN:
        helpers = (*hand.helpers, asked.to)
        return hand._replace(helpers=helpers, by=asked.owner, is_own=True, asked=None)
    if hand.shown is not None:
        return hand._replace(asked=asked._replace(is_agreed=True))
    return hand._handed(asked.to, asked.to)._without(asked.to, people)


def _steps_down(hand: Hand, act: Act, people: People) -> Hand | None:
    """It counts as a no, unless somebody is asked something or two say that it is theirs."""
    is_owner = not hand.is_contested and people.are_same(hand.owner, act.who)
    if hand.by is None or hand.shown is not None or is_owner or not hand.helps(act.who, people):
        return None
    after = hand._without(act.who, people)
    if hand.asked is not None or hand.is_contested or hand.owner is None:
        return after
    return after._replace(said_no=No(Way.JOIN, act.who, SOMEDAY))


def _lets_go(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who)
    if hand.by is None or hand.shown is not None or not is_theirs or not hand.helps(act.to, people):
        return None
    return hand._without(act.to, people)


def _gives_up(hand: Hand, act: Act, people: People) -> Hand | None:
    is_theirs = people.are_same(hand.holder, act.who) and people.are_same(hand.owner, act.who)
    return hand._handed(None, act.by) if is_theirs else None


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
    return hand._replace(owner=act.who, by=act.by, is_own=False, helpers=())


def _decided(hand: Hand, act: Act, people: People) -> Hand | None:
    is_decided = hand.is_contested and people.is_here(act.who)
    return hand._handed(act.who, act.by, is_own=False) if is_decided else None


_WAYS = {What.OFFER: Way.OFFER, What.JOIN: Way.JOIN}
_COMES_TO: Mapping[What, Callable[[Hand, Act, People], Hand | None]] = {
    What.FILE: _files,
    What.TAKE: _takes,
    What.OFFER: _offers,
    What.JOIN: _offers,
    What.STEP_DOWN: _steps_down,
    What.LET_GO: _lets_go,
    What.TAKE_BACK: _takes_back,
    What.ACCEPT: _says,
    What.DECLINE: _says,
    What.GIVE_UP: _gives_up,
    What.EDIT: _edits,
    What.CONFIRM: _confirms,
    What.SHEET: _is_named,
    What.DECIDE: _decided,
}


def _is_filed(hand: Hand, act: Act, people: People) -> bool:
    asked = hand.asked
    is_claimed = asked is not None and asked.way is Way.CLAIM and people.are_same(asked.to, act.who)
    return is_claimed or people.are_same(hand.holder, act.who)


def _is_offered(hand: Hand, act: Act, people: People) -> bool:
    asked = hand.asked
    if asked is None or asked.way is not _WAYS[act.what]:
        return False
    return people.are_same(hand.holder, act.who) and people.are_same(asked.to, act.to)


def _is_agreed(hand: Hand, act: Act, people: People) -> bool:
    asked = hand.asked
    is_agreed = asked is not None and asked.is_agreed and people.are_same(asked.reader, act.who)
    return is_agreed or people.are_same(hand.holder, act.who) or hand.helps(act.who, people)


def _is_let_go(hand: Hand, act: Act, people: People) -> bool:
    return people.are_same(hand.holder, act.who) and not hand.helps(act.to, people)


_IS_SO: Mapping[What, Callable[[Hand, Act, People], bool]] = {
    What.FILE: _is_filed,
    What.TAKE: _is_filed,
    What.OFFER: _is_offered,
    What.JOIN: _is_offered,
    What.STEP_DOWN: lambda hand, act, people: not hand.helps(act.who, people),
    What.LET_GO: _is_let_go,
    What.TAKE_BACK: lambda hand, *_: hand.asked is None,
    What.ACCEPT: _is_agreed,
    What.DECLINE: lambda hand, act, people: hand.is_contested or hand.has_said_no(act.who, people),
}
