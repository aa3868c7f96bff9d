"""Who works in the schedules' company, and what may happen there between any two operations."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from shared.app.inbound.answer import answer
from shared.app.nudge.follow_up import follow_up
from shared.app.ops.waive import waive
from shared.app.ports.im import LookUp
from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger, Part
from shared.core.account import Account, id_of, platform_of
from shared.core.card import Press
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.check_state import CheckState, Stop
from shared.core.judgement import Level
from shared.core.model import Department, Employment, Fact, Group, Person, Profile, Status, Waiver
from shared.core.recipient import Role
from tests.app.company import FULL
from tests.fakes.im import FakeIM
from tests.fakes.world import FakeClock
from tests.faults.schedule import Fault, Kind, Proves, Schedule
from tests.faults.watch import PLATFORMS, Arrival
from tests.pigeon.simulated import Pigeons
from tests.pigeon.vendor import PIGEON

CHECK = "missing_announcement"
DAYS = ((5, 11), (5, 12), (5, 13), (5, 14), (5, 15), (5, 18))
"""Work days of 2026; faults happen on the first two."""
OWNERS = ("first:o0", "pigeon:s0", "pigeon:o0", "first:o1", "pigeon:o1")
"""One human has o0 on the first and s0 on the second platform, another o1 on the first and o0 on the second; o1 on the
second is a third one's."""
BOSSES = ("first:boss", "pigeon:boss")
EVERYBODY = (*OWNERS, *BOSSES)
_FIRST, _SECOND = OWNERS[:2], (OWNERS[3], OWNERS[2])
REGISTERS = (
    (),
    (Person(_FIRST), Person(_SECOND), Person(BOSSES)),
    (Person(_FIRST),),
    (Person((OWNERS[0], OWNERS[2])),),  # the same bare id, and for once the company says that it is one human
    (Person((*_FIRST, *_SECOND)), Person(BOSSES)),
    (Person(_FIRST, employment=Employment.LEFT), Person(_SECOND)),
)
EARLY = datetime(2026, 1, 5, tzinfo=UTC)
_OPENED = (datetime(2026, 5, 6, 1, tzinfo=UTC), datetime(2026, 5, 7, 1, tzinfo=UTC))
"""Three work days before the first and the second day of the story."""


def moment(day: int, minute: int) -> datetime:
    """A minute of a day of the story, in Shanghai."""
    month, number = DAYS[day]
    return datetime(2026, month, number, tzinfo=UTC) - timedelta(hours=8) + timedelta(minutes=minute)


def _second(plan: Schedule, clock: FakeClock) -> FakeIM:
    """The pigeon post, asked by its own adapter; or a platform of its name that proves what it delivered."""
    if plan.second is Proves.NOTHING:
        return Pigeons(clock)
    made = FakeIM(clock, platform=PIGEON.id)
    if plan.second is Proves.BY_A_LOOK:
        made.proof = LookUp(made.find)
    return made


class Story:
    """The company on its two platforms and in the ledger, and what truly happened to it."""

    def __init__(self, plan: Schedule, clock: FakeClock, ledger: Ledger) -> None:
        self.plan = plan
        self.clock = clock
        self.ledger = ledger
        first, second = PLATFORMS
        self.ims = {first: FakeIM(clock, platform=first), second: _second(plan, clock)}
        self.groups: dict[str, Account] = {}
        """Who owns each, by `Group.key`."""
        self.arrivals: list[Arrival] = []
        self.refused: set[Account] = set()
        """Accounts that their platform refused to write to at least once."""
        self.waived: dict[str, int] = {}
        """By group: how many operations had been counted then."""
        self.stops: list[tuple[int, int | None]] = []
        """Likewise, from and until."""
        self.mended: dict[str, datetime] = {}
        self.given: dict[Account, list[tuple[int, datetime]]] = {}
        """How many operations had been counted, and when, each time that an account was given to somebody else."""
        self._extra = 0

    def settle_in(self) -> None:
        """Owners, their groups, and cases that fall due on the day that the schedule says."""
        self.ledger.runs.set_cursor("platforms", " ".join(PLATFORMS))
        for account in EVERYBODY:
            name = "/".join(reversed(account.split(":")))
            shown = Profile(account, name, "市场部", employment=Employment.ACTIVE, holder="holder 0")
            self.ims[platform_of(account)].people[id_of(account)] = shown
        for platform, boss in zip(PLATFORMS, BOSSES, strict=True):
            self.ledger.directory.save(platform, (), (Department("市场部", head=boss),), self.clock.now())
        self.collect()
        self.ledger.checks.save(
            CheckState(CHECK, released_at=EARLY, baseline_at=EARLY, right=30, reviewed=30, armed_since=EARLY)
        )
        self._publish(REGISTERS[self.plan.register % len(REGISTERS)])
        for number, owner in enumerate(self.plan.cases):
            self.open(f"g{number}", OWNERS[owner % len(OWNERS)], self.plan.days[number])

    def collect(self) -> None:
        """What the directories show by now is kept."""
        for platform, im in self.ims.items():
            self.ledger.directory.save(platform, im.people.values(), (), self.clock.now())

    def recover(self, count: int, aside: Ports) -> None:
        """Nothing else will happen: the directories are read, the check may speak, and the groups are inspected."""
        self.collect()
        if self.stops and self.stops[-1][1] is None:
            self._stop(count)
        self._inspect(aside)

    def _inspect(self, aside: Ports) -> None:
        for group in self.groups:
            follow_up(group, aside)

    def open(self, group: str, owner: Account, day: int) -> None:
        """A case that is due at the first slot of the day: opened three work days before."""
        platform = platform_of(owner)
        facts = {"name": f"市场部-第{group}组", "owner": owner, "status": Status.ACTIVE, "size": 9}
        known = {name: Fact(value, EARLY) for name, value in facts.items()}
        shown = Group(platform, group, **cast("dict[str, Any]", known))
        self.ims[platform].groups[group] = shown
        self.groups[shown.key] = owner
        self.ledger.inventory.save(GroupFile(shown, EARLY), {Part.META}, EARLY)
        key, due = CaseKey(shown.key, CHECK), moment(day, 10 * 60 + 20)
        case = Case(
            key, Level.DUTY, {}, ("",), _OPENED[day], step=Step.TOLD, due=due, to=owner, role=Role.OWNER
        )
        self.ledger.cases.save(case)

    def happen(self, fault: Fault, count: int, aside: Ports) -> None:
        """One thing that somebody else does at this moment; `aside` are their own ports."""
        account = EVERYBODY[fault.which % len(EVERYBODY)]
        group = sorted(self.groups)[fault.which % len(self.groups)]
        what: Mapping[Kind, Callable[[int], None]] = {
            Kind.OPEN: self._open_another,
            Kind.PUBLISH: lambda which: self._publish(REGISTERS[which % len(REGISTERS)]),
            Kind.UNDO: lambda _: self._undo(),
            Kind.BLOCK: lambda _: self.ims[platform_of(account)].unreachable.add(id_of(account)),
            Kind.LEAVE: lambda _: self._show(account, Employment.LEFT, is_read=True),
            Kind.GIVEN: lambda which: self._given(account, count, is_read=which % 2 == 0),
            Kind.WAIVE: lambda which: self._waive(group, count, aside, is_followed=which % 2 == 0),
            Kind.STOP: lambda _: self._stop(count),
            Kind.INSPECT: lambda _: self._inspect(aside),
            Kind.MEND: lambda _: self._mend(group),
            Kind.ANSWER: lambda which: self._answer(which, aside),
        }
        what[fault.kind](fault.which)

    def _open_another(self, which: int) -> None:
        self._extra += 1
        self.open(f"x{self._extra}", OWNERS[which % len(OWNERS)], 0)

    def _publish(self, people: tuple[Person, ...]) -> None:
        register = self.ledger.people
        register.publish("sheet", people, self.clock.now(), register.version())

    def _undo(self) -> None:
        before = self.ledger.people.before()
        if before is not None:
            self._publish(self.ledger.people.people(before))

    def _show(self, account: Account, employment: Employment, *, is_read: bool) -> None:
        people, mark = self.ims[platform_of(account)].people, len(self.given.get(account, ()))
        shown = people[id_of(account)]._replace(employment=employment, holder=f"holder {mark}")
        people[id_of(account)] = shown
        if is_read:
            self.ledger.directory.save(platform_of(account), [shown], (), self.clock.now())

    def _given(self, account: Account, count: int, *, is_read: bool) -> None:
        self.given.setdefault(account, []).append((count, self.clock.now()))
        self._show(account, Employment.ACTIVE, is_read=is_read)

    def _waive(self, group: str, count: int, aside: Ports, *, is_followed: bool) -> None:
        """Not followed: whoever waives it has written that down, and not yet looked at the group's cases."""
        self.waived.setdefault(group, count)
        waiver = Waiver(CHECK, "试点", "何静", date(2026, 12, 31))
        if is_followed:
            waive(group, waiver, aside)
        else:
            self.ledger.waivers.put(group, waiver)

    def _stop(self, count: int) -> None:
        state = self.ledger.checks.all()[CHECK]
        if state.stopped is None:
            stop = Stop("violations", self.clock.now(), "run", 60, 50)
            self.ledger.checks.save(state._replace(stopped=stop))
            self.stops.append((count, None))
        else:
            self.ledger.checks.save(state._replace(stopped=None))
            self.stops[-1] = (self.stops[-1][0], count)

    def _mend(self, group: str) -> None:
        platform, _, identity = group.partition(":")
        self.ims[platform].texts[identity] = FULL
        self.mended.setdefault(group, self.clock.now())

    def _answer(self, which: int, aside: Ports) -> None:
        if self.arrivals:
            one = self.arrivals[which % len(self.arrivals)]
            action = "done" if which % 2 else "explain"
            answer(Press(one.to, one.nudge, one.day, one.cases[0], action), aside)
