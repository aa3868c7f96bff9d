"""Plays a schedule in which groups change hands: on the pages, by buttons, by sheets and by what platforms show."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from shared.app.collect.group import read_group
from shared.app.inbound.answer import answer
from shared.app.inspect.tick import inspect
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import visitor
from shared.app.ports.ports import Clock, Ports
from shared.app.ports.state import Ledger, Part
from shared.app.register.filing import file_sheet
from shared.core.account import Account, account, id_of, platform_of
from shared.core.card import Press
from shared.core.case import CaseKey, GroupFile
from shared.core.declaration import identity
from shared.core.errors import PageRefused, PlatformError, StoreUnavailable
from shared.core.handover import Way
from shared.core.lang import Lang
from shared.core.model import Employment, Fact, Group, Status
from tests.app.acts import Act, People, What
from tests.faults.hands_book import Book, Doing, Pressed, booked
from tests.faults.hands_pages import NAME, PAGES
from tests.faults.hands_schedule import Turn, intent, turns
from tests.faults.harness import Bug, Crash, Play, sound
from tests.faults.schedule import Fault, Kind, Schedule
from tests.faults.story import CHECK, EARLY, OWNERS, REGISTERS
from tests.faults.watch import Arrival, Run
from tests.pigeon.vendor import PIGEON

DAYS = tuple(date(2026, 5, day) for day in (11, 12, 13, 19, 21, 22, 25, 26, 27, 28, 29))
"""Work days of 2026: a claim that was made on the first lapses before the fourth, an offer before the fifth. From the
seventh on nothing is done any more and nothing fails."""
LAST_DAYS = DAYS[6:]
FILED = account(PIGEON.id, identity(PIGEON.id, NAME))
SHEET = "群台账.csv"
QUESTION = {Way.OFFER: "offered_group", Way.CLAIM: "claimed_group", Way.JOIN: "shared_group"}
_BUTTON = {
    (Way.OFFER, What.ACCEPT): "take_over",
    (Way.OFFER, What.DECLINE): "not_now",
    (Way.CLAIM, What.ACCEPT): "give_over",
    (Way.CLAIM, What.DECLINE): "still_mine",
    (Way.JOIN, What.ACCEPT): "look_after_too",
    (Way.JOIN, What.DECLINE): "not_now",
}
_REFUSED_AGAIN = {What.TAKE_BACK, What.STEP_DOWN}
"""Whoever presses these again is told that there is nothing of theirs, which is what they wanted."""
_PIGEONS = tuple(one for one in OWNERS if platform_of(one) == PIGEON.id)
_MOST_PRESSES = 40
"""Faults are counted, so this ends by itself; more would be a product that never finishes."""


class Handing(Play):
    """Two groups: one is only filed, until a platform may show it, and one is shown from the first day on."""

    def __init__(
        self, plan: Schedule, store: Callable[[Clock, Callable[[], str]], Ledger], bug: Bug = sound
    ) -> None:
        rows = REGISTERS[plan.register]
        people = People(frozenset(row.accounts) for row in rows)
        self.book = Book(people, self._now, lambda: self.count)
        self.looks: list[dict[str, tuple[int, Pressed]]] = []
        """Of each run under way: when it looked at which group last."""
        super().__init__(plan, lambda clock, token: booked(store(clock, token), self.book, self._looked), bug)
        self.shown_group = next(iter(self.groups))

    def _now(self) -> datetime:
        return self.clock.now()

    def run(self) -> "Handing":
        for turn in turns(self.plan.seed):
            self.clock.at = max(self.clock.at, _moment(DAYS[turn.day], turn.minute))
            self._turn(turn)
        self.healthy = True
        for day in LAST_DAYS:
            self.clock.at = max(self.clock.at, _moment(day, 10 * 60 + 25))
            self.inspects()
            self.tick()
        return self

    def aside(self) -> Ports:
        """What somebody works with whom nothing befalls."""
        return self._ports(self.ledger, None)

    def _turn(self, turn: Turn) -> None:
        if turn.kind is Kind.WORKER:
            self.tick()
        else:
            self._befall(Fault(0, turn.kind, 0, turn.which))

    def _befall(self, fault: Fault) -> None:
        kind, is_deep = fault.kind, len(self.runs) >= 3
        if kind is Kind.LEAVE:
            self._leaves(OWNERS[fault.which % len(OWNERS)])
        elif kind not in {Kind.ACT, Kind.READ, Kind.INSPECT}:
            super()._befall(fault)
        elif is_deep:
            return
        elif kind is Kind.ACT:
            self._acts(fault.which)
        elif kind is Kind.READ:
            self._reads(fault.which)
        else:
            self.inspects()

    def tick(self) -> None:
        self.looks.append({})
        try:
            super().tick()
        finally:
            self.looks.pop()

    def inspects(self) -> None:
        self._once(lambda ports: inspect({}, ports))

    def _once(self, work: Callable[[Ports], Any]) -> Any:
        """What came of it; an error of ours or of the store's: the worker is gone."""
        self.runs.append(Run(self.count, self.clock.now()))
        self.looks.append({})
        try:
            return work(self.bug(self.ports(), self))
        except (Crash, StoreUnavailable, PlatformError) as error:
            self.trace.append("crashed")
            return error
        finally:
            self.looks.pop()
            self.runs.pop()

    def _looked(self, group: str) -> None:
        if self.looks and not self._is_aside:
            self.looks[-1][group] = self.count, self.book.now(group)

    def _leaves(self, one: Account) -> None:
        """Two of the five accounts at most, so that somebody is left."""
        people = self.book.people
        if people.left:
            return
        people.leave(one)
        for theirs in people.accounts(one):
            self._show(theirs, Employment.LEFT, is_read=True)

    def _reads(self, which: int) -> None:
        """Once in a while the platform shows the filed group, or that a group changed hands; then it is read."""
        group = (self.shown_group, FILED)[which % 2]
        if group == FILED and self.book.hand(group).by is None:
            return
        self._changes(group, which)
        platform = platform_of(group)
        if id_of(group) not in self.ims[platform].groups:
            return

        def reading(ports: Ports) -> None:
            inventory, now = ports.ledger().inventory, ports.clock.now()
            file = inventory.get(group) or GroupFile(Group(platform, id_of(group)), now)
            seen = read_group(file, ports.ims()[platform], {Part.META}, now)
            inventory.save(seen.file, seen.read, now)

        self._once(reading)

    def _changes(self, group: str, which: int) -> None:
        """Whoever agreed is shown as the owner by now; else somebody the platform knows."""
        platform, hand = platform_of(group), self.book.hand(group).at(self.clock.now())
        there = [one for one in OWNERS if platform_of(one) == platform]
        owner = hand.shown or hand.owner
        if hand.asked is not None and hand.asked.is_agreed:
            owner = next((one for one in self.book.people.accounts(hand.asked.to) if one in there), None)
        elif which % 5 == 0 or owner not in there:
            owner = there[which % len(there)]
        if owner is None or (group == FILED and which % 3 and hand.shown is None):
            return
        name = NAME if group == FILED else f"市场部-第{id_of(group)}组"
        facts = {"name": name, "owner": owner, "status": Status.ACTIVE, "size": 9}
        known: dict[str, Any] = {name: Fact(value, EARLY) for name, value in facts.items()}
        self.ims[platform].groups[id_of(group)] = Group(platform, id_of(group), **known)

    def _acts(self, which: int) -> None:
        meant = intent(which)
        group = (FILED, self.shown_group)[meant.group]
        hand = self.book.hand(group).at(self.clock.now())
        who, to = OWNERS[meant.person % len(OWNERS)], OWNERS[meant.to % len(OWNERS)]
        helper = hand.helpers[meant.to % len(hand.helpers)] if hand.helpers else None
        if meant.is_fitting and helper and meant.what is What.LET_GO:
            to = helper
        if meant.is_fitting and helper and meant.what is What.STEP_DOWN:
            who = helper
        elif meant.is_fitting and meant.what in {What.ACCEPT, What.DECLINE} and hand.asked:
            who = hand.asked.reader
        elif meant.is_fitting and meant.what not in {What.FILE, What.TAKE, What.SHEET} and hand.holder:
            who = hand.holder
        if meant.what in {What.FILE, What.TAKE}:
            group = FILED
        elif meant.what is What.SHEET:
            named = _PIGEONS[meant.person % len(_PIGEONS)]
            self.does(Act(meant.what, named, SHEET), FILED, self._sheet(FILED, named))
            return
        if meant.what is What.CONFIRM or not self.book.people.is_here(who):
            return
        act = Act(meant.what, who, who, to)
        pressed = self._pressed(act, group) if meant.by_card else None
        self.does(act, group, pressed or self._page(act, group))

    def does(self, act: Act, group: str, work: Callable[[Ports], bool | None]) -> None:
        """Somebody presses until they are told what came of it. `work` says whether it was done; None: nobody is told."""
        doing = Doing(act, group)
        self.book.doing.append(doing)
        try:
            for _ in range(_MOST_PRESSES):
                doing.pressed, before = self.book.now(group), self.count
                could = self.book.hand(group).after(act, doing.pressed.at, self.book.people)
                outcome = self._once(work)
                if not isinstance(outcome, BaseException):
                    self._judge(doing, before, outcome=outcome, is_possible=could is not None)
                    return
            self.book.broken.append(f"{act} never came to an end")
        finally:
            self.book.doing.pop()

    def _judge(self, doing: Doing, before: int, *, outcome: bool | None, is_possible: bool) -> None:
        act, now, hand = doing.act, self.clock.now(), self.book.hand(doing.group)
        people = self.book.people
        was_so = any(one.is_so(act, now, people) for one in self.book.during(doing.group, before))
        if outcome and not doing.steps and not was_so:
            self.book.broken.append(f"{act} was said to be done, and nothing was kept")
        if (
            outcome is False
            and doing.steps
            and act.what not in _REFUSED_AGAIN
            and people.is_here(act.who)
            and hand.is_so(act, now, people)
        ):
            self.book.broken.append(f"{act} was kept, and said not to be")
        if outcome or doing.steps or not is_possible:
            return
        if hand.after(act, now, people) and len(self.book.during(doing.group, before)) == 1:
            self.book.broken.append(f"{act} was lost, although nobody was first")

    def _page(self, act: Act, group: str) -> Callable[[Ports], bool]:
        def work(ports: Ports) -> bool:
            try:
                who = visitor(act.who, self.clock.now(), ports, Lang.ZH)
                return PAGES[act.what](act, handle_of(group), who, ports)
            except PageRefused:
                return False

        return work

    def _sheet(self, group: str, owner: Account) -> Callable[[Ports], None]:
        text = f"平台,群ID,群名称,群主,部门\n{platform_of(group)},{id_of(group)},{NAME},{owner},市场部\n"
        return lambda ports: cast("None", file_sheet(text.encode(), SHEET, ports, dry=False) and None)

    def _pressed(self, act: Act, group: str) -> Callable[[Ports], None] | None:
        """By the last message that asks them this; None: there is none."""
        asked = self.book.hand(group).at(self.clock.now()).asked
        if act.what not in {What.ACCEPT, What.DECLINE} or asked is None:
            return None
        case = CaseKey(group, QUESTION[asked.way]).id
        theirs = self.book.people.accounts(act.who)
        found = [one for one in self.arrivals if case in one.cases and one.to in theirs]
        if not found:
            return None
        last, deed = found[-1], _BUTTON[asked.way, act.what]
        press = Press(last.to, last.nudge, last.day, case, deed, id=f"p{self.count}")
        return lambda ports: answer(press, ports)

    def _after_platform(self, platform: str, operation: str) -> None:
        known = len(self.arrivals)
        try:
            super()._after_platform(platform, operation)
        finally:
            for one in self.arrivals[known:]:
                self._told(one)

    def _told(self, one: Arrival) -> None:
        """Whoever is told was to be told when the run looked last, or since."""
        for group in (FILED, self.shown_group):
            for check in (CHECK, *QUESTION.values()):
                if CaseKey(group, check).id in one.cases and one.to not in self._may_be_told(group, check):
                    self.book.broken.append(f"{one.to} was told {check} of {group}: {self.book.hand(group)}")

    def _may_be_told(self, group: str, check: str) -> set[Account]:
        head, found = head_of(group), set[Account]()
        now = self.book.now(group)
        count, look = self.looks[-1].get(group, (0, now))
        for hand in self.book.during(group, count):
            for moment in (look, now):
                asked = hand.at(moment.at).asked
                is_question = asked is not None and not asked.is_agreed
                if check == (QUESTION[asked.way] if asked and is_question else CHECK):
                    reader = hand.reader_at(moment.at, moment.people, head)
                    found |= moment.people.accounts(reader) if reader else set()
        return found


def head_of(group: str) -> Account:
    """Of the department that it belongs to."""
    return account(platform_of(group), "boss")


def _moment(day: date, minute: int) -> datetime:
    """In Shanghai."""
    return datetime.combine(day, time(), UTC) - timedelta(hours=8) + timedelta(minutes=minute)
