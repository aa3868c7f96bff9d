"""An office whose groups change hands, with the pigeon post that tells whoever is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from shared.app.handover.replying import Came
from shared.app.inbound.absorb import Message, absorb
from shared.app.nudge.tick import nudge
from shared.app.pages.hand_over import Asked, How, answer_asked, asked_of, offer_to, progress
from shared.app.pages.shown import ShownGroup
from shared.core.card import Press
from shared.core.case import CaseKey
from shared.core.handover import Reply
from shared.core.outbox import Nudge
from tests.app.business import armed
from tests.app.pages import CHEN, WANG, Office
from tests.fakes.im import FakeIM
from tests.fakes.tapped import tapped

YES, NO = Reply.ACCEPTED, Reply.DECLINED


class Handing(Office):
    """The office on a Monday morning; the pigeon post delivers."""

    def __init__(self, **ports: Any) -> None:
        super().__init__(**ports)
        self.im = FakeIM(self.world.clock, platform="pigeon")
        connected = self.im.connected()
        self.world = self.world.but(ims=lambda: {"pigeon": connected})
        for check in ("missing_announcement", "group_name"):
            self.world.ledger.checks.save(armed(check))
        self.im.people = {
            account.partition(":")[2]: profile
            for account, profile in self.world.ledger.directory.profiles("pigeon").items()
        }

    def offer(self, group: ShownGroup, to: str = CHEN, by: str = WANG) -> None:
        offer_to(group.handle, to, self.who(by), self.world.ports)

    def answers(self, said: Reply, account: str = CHEN, handle: str | None = None) -> Came:
        found = self.asked(account)
        return answer_asked(handle or found[0].handle, said, self.who(account), self.world.ports)

    def asked(self, account: str = CHEN) -> list[Asked]:
        return asked_of(self.who(account), self.world.ports)

    def stands(self, group: ShownGroup, account: str = WANG) -> How | None:
        found = progress(self.stored(group.group.key), self.who(account), self.world.ports)
        return found.how if found else None

    def owner(self, group: ShownGroup) -> str | None:
        known = self.stored(group.group.key).known(self.world.clock.now()).group
        return known.owner.value if known.owner else None

    def morning(self, days: int = 0) -> None:
        """10:20 in Shanghai, so many days from now, and the messages of that slot."""
        now = self.world.clock.now() + timedelta(days=days)
        self.world.clock.forward(now.replace(hour=2, minute=20, second=0) - self.world.clock.now())
        nudge({}, self.world.ports)

    @contextmanager
    def meanwhile(self, act: Callable[[], None], on: str = "inventory.move_filing") -> Iterator[None]:
        """Whenever a question or an answer is about to be written (or what `on` says), somebody else does this first."""
        real = self.world

        def tap(operation: str) -> None:
            if operation == on:
                self.world = real
                act()
                self.world = watched

        watched = real.but(ledger=lambda: tapped(real.ledger, before=tap))
        self.world = watched
        yield
        self.world = real

    def told(self) -> list[str]:
        return [one.to for one in self.im.inbox]

    def nudge_of(self, account: str) -> Nudge:
        return self.world.ledger.outbox.since(account, date(2026, 1, 1))[-1]

    def press(self, group: ShownGroup, deed: str, account: str, check: str = "offered_group") -> str:
        """The button on their newest message; returns what the card says then."""
        return self.press_on(CaseKey(group.group.key, check).id, deed, account)

    def press_on(self, case: str, deed: str, account: str) -> str:
        """As `press`, for what is about no group of theirs."""
        sent = self.nudge_of(account)
        pressed = Press(account, sent.id, sent.day.isoformat(), case, deed, id=self.world.ports.token())
        left = absorb([Message("m", {**pressed.to_queue()})], self.world.ports)
        assert left == []
        return next(block.note for block in self.im.edits[-1].card.blocks if block.note)
