"""What was truly kept of each group, write by write, beside what the model says: the moment of a write is when something happens."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from shared.app.ports.state import Ledger
from shared.core.account import Account
from shared.core.filed import Filing
from shared.core.handover import Handover
from shared.core.model import Source
from tests.app.acts import Act, People
from tests.app.hands import Hand


class Page(NamedTuple):
    """How it stood from this operation on."""

    since: int
    hand: Hand


class Pressed(NamedTuple):
    """How things stood when somebody pressed."""

    at: datetime
    people: People
    shown: Account | None


class Doing:
    """Somebody's act while it is under way, however often they press."""

    def __init__(self, act: Act, group: str) -> None:
        self.act = act
        self.group = group
        self.pressed: Pressed | None = None
        self.steps = 0
        """How often something was kept for it."""


class Book:
    """The groups by the model."""

    def __init__(self, people: People, now: Callable[[], datetime], count: Callable[[], int]) -> None:
        self.people = people
        self.pages: dict[str, list[Page]] = {}
        self.broken: list[str] = []
        self.doing: list[Doing] = []
        """One within the other."""
        self._now = now
        self._count = count
        self._kept: dict[str, Filing] = {}

    def hand(self, group: str) -> Hand:
        pages = self.pages.get(group)
        return pages[-1].hand if pages else Hand()

    def turn(self, group: str, hand: Hand) -> None:
        self.pages.setdefault(group, []).append(Page(self._count(), hand))

    def during(self, group: str, since: int) -> list[Hand]:
        """How it stood at that operation and since then."""
        pages = self.pages.get(group, [])
        before = [page.hand for page in pages if page.since <= since][-1:]
        return [*(before or [Hand()]), *(page.hand for page in pages if page.since > since)]

    def wrote(self, filing: Filing) -> None:
        group = filing.group.key
        if self._kept.get(group) == filing:
            return
        self._kept[group] = filing
        doing = self.doing[-1] if self.doing else None
        if doing is None or doing.group != group:
            self.broken.append(f"{group} was filed and nobody did that")
            return
        doing.steps += 1
        hand = self.hand(group)
        moments = [self.now(group), *([doing.pressed] if doing.pressed else [])]
        comes_to = [
            (one, moment) for moment in moments if (one := self._after(doing.act, hand, moment)) is not None
        ]
        if not comes_to:
            self.broken.append(f"{doing.act} came to something: {hand}")
            return
        until = filing.handover.until if filing.handover else None
        kept = [(one.dated(until), moment) for one, moment in comes_to]
        found = [one for one, moment in kept if one.stands_in(filing, moment.at)]
        self.turn(group, (found or [one for one, _ in kept])[0]._replace(shown=hand.shown))
        if not found:
            self.broken.append(f"{doing.act} came to {filing}, not to {kept}")

    def now(self, group: str) -> Pressed:
        return Pressed(self._now(), self.people.before(self.people.left), self.hand(group).shown)

    def _after(self, act: Act, hand: Hand, moment: Pressed) -> Hand | None:
        return hand._replace(shown=moment.shown).after(act, moment.at, moment.people)

    def showed(self, group: str, owner: str | None) -> None:
        hand = self.hand(group)
        if hand.shown != owner:
            self.turn(group, hand._replace(shown=owner))


class BookedInventory:
    """The store's own inventory; what it took is in the book at once."""

    def __init__(self, part: Any, book: Book, looked: Callable[[str], None]) -> None:
        self._part = part
        self._book = book
        self._looked = looked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)

    def get(self, group: str) -> Any:
        self._looked(group)
        return self._part.get(group)

    def put_filing(self, filing: Filing, by: Sequence[str] = (), *, over: Handover | None = None) -> bool:
        done: bool = self._part.put_filing(filing, by, over=over)
        if done:
            self._book.wrote(filing)
        return done

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        done: bool = self._part.move_filing(filing, seen)
        if done:
            self._book.wrote(filing)
        return done

    def save(self, file: Any, parts: Any, at: datetime) -> None:
        self._part.save(file, parts, at)
        kept = self._part.get(file.group.key)
        owner = kept.group.owner if kept else None
        is_shown = owner is not None and owner.source is Source.OBSERVED
        self._book.showed(file.group.key, owner.value if owner and is_shown else None)


def booked(ledger: Ledger, book: Book, looked: Callable[[str], None]) -> Ledger:
    inventory: Any = BookedInventory(ledger.inventory, book, looked)
    return ledger._replace(inventory=inventory)
