"""Fourteen days of a small company on a simulated platform and on the pigeon post, lived through the use cases in memory.

Both are asked by their real adapters. Owners take what they get on either as people do: some mend it at once and say so,
some say nothing, some need the reminder, some never do it. What a platform has no event for is seen when somebody says that
it is done, or at the latest before the reminder. The last week has 中秋节 and a Sunday that is worked.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from local.company.model import Company, WorkGroup
from local.company.weeks import ZONE
from local.im.simulator import Simulator
from shared.adapters.im.kit.doors import opened
from shared.app.collect.tick import collect
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.inbound.webhook import Incoming, receive
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ports.im import HookRequest
from shared.app.ports.ports import Ports
from shared.core.account import account, id_of, platform_of
from shared.core.case import Case, CaseKey
from shared.core.errors import OutcomeUnknown
from shared.core.lang import Lang
from shared.core.model import Employment, Fact, Group, Person, Profile
from shared.core.outbox import Nudge
from tests.app.business import NOTICE, armed
from tests.app.company import FULL, speaking_policy
from tests.browser.product import Product
from tests.pigeon.answers import sealed
from tests.pigeon.simulated import Pigeons
from tests.pigeon.vendor import PIGEON

FIRST = date(2026, 9, 14)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(14))
_TICKS = (time(2), time(10, 20), time(10, 35), time(12, 15), time(14, 40), time(16), time(20))
"""When nudges are due to be sent, and some when they must not be."""
_SEAL = {"seal": "wax"}
_DONE = next(deed for deed in DEEDS if deed.id == "done")

Bug = Callable[[Ports], Ports]


class Told(NamedTuple):
    """One message that somebody got."""

    platform: str
    person: str
    """The company's id of them, the same on both."""
    at: datetime
    """In China."""
    cases: frozenset[str]
    answer: Callable[[str], None]
    """Presses 已处理 for a case, there where they read it."""


class Fortnight:
    """The pigeon post's groups are `there`; whose owner is in `everywhere` has an account on both."""

    def __init__(
        self, simulator: Simulator, there: tuple[WorkGroup, ...], everywhere: frozenset[str], bug: Bug
    ) -> None:
        self.simulator = simulator
        self.product = Product(simulator)
        self.pigeons = Pigeons(self.product.ports.clock)
        self.told: list[Told] = []
        self.mended: dict[str, datetime] = {}
        """By the case's id."""
        self.lost = 0
        self._seen: set[tuple[str, str]] = set()
        self._shown: set[str] = set()
        self._keys = {key.id: key for key in _keys(simulator.company, there)}
        self._open(there, everywhere)
        self._connect(bug)

    def _open(self, there: tuple[WorkGroup, ...], everywhere: frozenset[str]) -> None:
        now, tenant = self.product.ports.clock.now(), self.simulator.company.tenant
        names = {person.id: person.name for person in self.simulator.company.people}
        for group in there:
            owner = account(PIGEON.id, group.owner_id)
            shown = Group(PIGEON.id, group.id, name=Fact(group.name, now), owner=Fact(owner, now))
            self.pigeons.groups[group.id] = shown
            if group.notice:
                self.pigeons.texts[group.id] = group.notice
            self.pigeons.people[group.owner_id] = Profile(
                owner, names[group.owner_id], employment=Employment.ACTIVE
            )
        people = [
            Person((tenant.account(one), account(PIGEON.id, one)), names[one]) for one in sorted(everywhere)
        ]
        ledger = self.product.ports.ledger()
        ledger.people.publish("sheet", people, now, ledger.people.version())
        ledger.checks.save(armed(NOTICE))
        self.pigeons.after = self._lose_one

    def _connect(self, bug: Bug) -> None:
        ports, policy = self.product.ports, speaking_policy(NOTICE)
        ims = {**ports.ims(), PIGEON.id: self.pigeons.connected()}
        door, known = opened(PIGEON, "answer", {"answer": _SEAL}), ports.hooks
        self.product.ports = bug(
            ports._replace(
                ims=lambda: ims,
                policy=lambda: policy,
                hooks=lambda platform, at: door if platform == PIGEON.id else known(platform, at),
            )
        )

    def _lose_one(self, operation: str) -> None:
        """The first note arrives, and nobody says so."""
        if not self.lost:
            self.lost += 1
            raise OutcomeUnknown(PIGEON.id, operation)

    def play(self) -> "Fortnight":
        for day in DAYS:
            self._at(day, time(8, 30))
            if day == DAYS[1]:
                self._withdraw()
            collect({}, self.product.ports)
            inspect({}, self.product.ports)
            for tick in _TICKS:
                self._at(day, tick)
                nudge({}, self.product.ports)
                self._react()
        return self

    def _withdraw(self) -> None:
        """A group at the pigeon post loses its announcement: its owner is due a day later than all others."""
        loft = next(iter(self.pigeons.texts))
        self.pigeons.texts[loft] = ""
        self._changed(loft)
        self._deliver()

    def _at(self, day: date, wall: time) -> None:
        self.simulator.clock.set(datetime.combine(day, wall, ZONE))

    def _react(self) -> None:
        """Everybody takes what reached them since the last time."""
        for told in self._fresh():
            self.told.append(told)
            for case in sorted(told.cases):
                self._take(told, case)
        self._deliver()

    def _take(self, told: Told, case: str) -> None:
        """Of four kinds of owners, by the case."""
        kind, again = int(case, 16) % 4, case in self._shown
        self._shown.add(case)
        if kind == 3 or (kind == 2 and not again):
            return
        self._mend(self._keys[case])
        if kind in {0, 2}:
            told.answer(case)

    def _mend(self, key: CaseKey) -> None:
        self.mended.setdefault(key.id, self._now())
        if platform_of(key.group) == PIGEON.id:
            loft = id_of(key.group)
            self.pigeons.texts[loft] = FULL
            self._changed(loft)
        else:
            self.simulator.acts.announce(id_of(key.group), FULL)

    def _changed(self, loft: str) -> None:
        self._knock({"loft": loft, "at": str(self._now().timestamp())})

    def _knock(self, query: dict[str, str]) -> None:
        request = HookRequest("GET", sealed(query, _SEAL["seal"]), {}, b"")
        assert receive(Incoming(PIGEON.id, "answer", request), self.product.ports).status == 200

    def _deliver(self) -> None:
        """What was pushed, pressed and opened is taken."""
        while self.simulator.pushes.unsettled():
            self.simulator.pushes.deliver_due()
        self.product.wait_until_taken()

    def _fresh(self) -> Iterator[Told]:
        now = self._now()
        for letter in self.simulator.letters():
            if self._is_new(self.simulator.platform, letter.id):
                read = {case for case in self._keys if any(case in button.sends for button in letter.buttons)}
                yield Told(
                    self.simulator.platform,
                    letter.to,
                    now,
                    frozenset(read),
                    self._pressing(letter.to, letter.id),
                )
        for number, note in enumerate(self.pigeons.inbox):
            if self._is_new(PIGEON.id, str(number)):
                cases = frozenset(self.pigeons.told(note).cases)
                yield Told(PIGEON.id, note.to, now, cases, self._opening(note.card["links"]))

    def _is_new(self, platform: str, message: str) -> bool:
        known = (platform, message) in self._seen
        self._seen.add((platform, message))
        return not known

    def _pressing(self, person: str, letter: str) -> Callable[[str], None]:
        def press(case: str) -> None:
            buttons = next(one for one in self.simulator.inbox(person) if one.id == letter).buttons
            label = _DONE.label[Lang.ZH]
            place = next(n for n, one in enumerate(buttons) if one.text == label and case in one.sends)
            self.simulator.press(person, letter, place)

        return press

    def _opening(self, links: Any) -> Callable[[str], None]:
        def follow(case: str) -> None:
            read = [dict(parse_qsl(link)) for link in links]
            self._knock(next(one for one in read if (one["case"], one["deed"]) == (case, _DONE.id)))

        return follow

    def _now(self) -> datetime:
        return self.simulator.clock.moment().astimezone(ZONE)

    def cases(self) -> list[Case]:
        found = (self.product.ports.ledger().cases.get(key) for key in self._keys.values())
        return [case for case in found if case is not None]

    def rows(self) -> list[Nudge]:
        """What stands in the outbox of everybody's accounts."""
        tenant, outbox = self.simulator.company.tenant, self.product.ports.ledger().outbox
        accounts = {tenant.account(one.id) for one in self.simulator.company.people} | {
            account(PIGEON.id, one) for one in self.pigeons.people
        }
        return [row for one in sorted(accounts) for row in outbox.since(one, FIRST)]


def _keys(company: Company, there: tuple[WorkGroup, ...]) -> Iterator[CaseKey]:
    yield from (CaseKey(company.tenant.key(group.id), NOTICE) for group in company.groups)
    yield from (CaseKey(account(PIGEON.id, group.id), NOTICE) for group in there)
