"""Plays a schedule against the real use case on any store, and remembers what truly happened."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol, cast

from shared.app.nudge.tick import send_due
from shared.app.ports.ports import Clock, Ports
from shared.app.ports.state import Ledger, Part
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.check_state import CheckState
from shared.core.errors import OutcomeUnknown, PlatformUnavailable, RecipientUnreachable, StoreUnavailable
from shared.core.judgement import Level
from shared.core.model import Department, Employment, Fact, Group, Profile, Status
from shared.core.policy.policy import Policy
from shared.core.recipient import Role
from tests.app.company import speaking_policy
from tests.fakes.im import FakeIM
from tests.fakes.ports import fake_ports
from tests.fakes.tapped import tapped
from tests.fakes.world import FakeClock, tokens
from tests.faults.schedule import Fault, Kind, Schedule

CHECK = "missing_announcement"
STORY = (11, 12, 13, 14, 15)
"""Work days of May 2026; faults happen on the first two."""
LEASE = 120.0
"""Seconds that every invocation has left."""


class Crash(BaseException):
    """The process is gone; nobody catches it."""


class Bug(Protocol):
    """A mistake planted on purpose: it bends what the use case works with."""

    def __call__(self, ports: Ports, play: "Play") -> Ports: ...


def sound(ports: Ports, play: "Play") -> Ports:
    """No bug."""
    return ports


class Sent(NamedTuple):
    """One message that truly arrived."""

    to: str
    at: datetime
    cases: tuple[str, ...]


def moment(day: int, minute: int) -> datetime:
    """A minute of a day of the story, in Shanghai."""
    return datetime(2026, 5, STORY[day], tzinfo=UTC) - timedelta(hours=8) + timedelta(minutes=minute)


class Play:
    """One schedule on one store: the people, the platform, the clock, and the faults that are still to come."""

    def __init__(
        self, plan: Schedule, store: Callable[[Clock, Callable[[], str]], Ledger], bug: Bug = sound
    ) -> None:
        self.plan = plan
        self.clock = FakeClock(moment(0, 0))
        self.token = tokens(plan.seed)
        self.ledger = store(self.clock, self.token)
        self.bug = bug
        self.im = FakeIM(self.clock)
        self.trace: list[str] = []
        self.count = 0
        self.depth = 0
        self.extra = 0
        self.stale = False
        self._hints: dict[str, list[Any]] = {}
        self._faults: dict[int, list[Fault]] = {}
        self.healthy = False
        for fault in plan.faults:
            self._faults.setdefault(fault.at, []).append(fault)
        self.im.before, self.im.after = self._before_platform, self._after_platform
        self._ends: list[Kind] = []
        self._settle_in()

    def _settle_in(self) -> None:
        """Owners, their groups, and cases that fall due on the day that the schedule says."""
        self.ledger.runs.set_cursor("platforms", "feishu")
        owners = [f"o{number}" for number in range(self.plan.owners)]
        people = [
            Profile(f"feishu:{one}", one, "市场部", employment=Employment.ACTIVE) for one in (*owners, "boss")
        ]
        self.ledger.directory.save(
            "feishu", people, (Department("市场部", head="feishu:boss"),), self.clock.now()
        )
        state = CheckState(
            CHECK, released_at=_EARLY, baseline_at=_EARLY, right=30, reviewed=30, armed_since=_EARLY
        )
        self.ledger.checks.save(state)
        for number, owner in enumerate(self.plan.cases):
            self.open(f"g{number}", owners[owner], self.plan.days[number])

    def open(self, group: str, owner: str, day: int) -> None:
        """A case that is due at the first slot of the day: opened three work days before."""
        opened = _OPENED[day]
        facts = {
            "name": f"市场部-第{group}组",
            "owner": f"feishu:{owner}",
            "status": Status.ACTIVE,
            "size": 9,
        }
        known = {name: Fact(value, _EARLY) for name, value in facts.items()}
        self.im.groups[group] = Group("feishu", group, **cast("dict[str, Any]", known))
        file = GroupFile(self.im.groups[group], _EARLY)
        self.ledger.inventory.save(file, {Part.META}, _EARLY)
        case = Case(
            CaseKey(f"feishu:{group}", CHECK),
            Level.DUTY,
            {},
            ("",),
            opened,
            step=Step.TOLD,
            due=moment(day, 10 * 60 + 20),
            to=f"feishu:{owner}",
            role=Role.OWNER,
        )
        self.ledger.cases.save(case)

    def run(self) -> "Play":
        """The days with faults, then healthy days until nothing is open to be told."""
        for day, minute in self.plan.ticks:
            self.clock.at = max(self.clock.at, moment(day, minute))
            self.tick()
        self.healthy = True
        for day in range(2, len(STORY)):
            self.clock.at = max(self.clock.at, moment(day, 10 * 60 + 35))
            self.tick()
        return self

    def tick(self) -> None:
        """One worker from beginning to end, or until it crashes. The run's lease is not held: the protocol must do."""
        self.depth += 1
        try:
            send_due(Tally(f"run{self.count}", self.clock.now(), Tick()), self.bug(self.ports(), self))
        except Crash:
            self.trace.append("crashed")
        except StoreUnavailable:
            self.trace.append("gave up")
        finally:
            self.depth -= 1

    def ports(self) -> Ports:
        ledger = tapped(self.ledger, self._before, self._after)
        hinting = cast("Any", _Hints(ledger.cases, self))
        waiting = cast("Any", _Hints(ledger.outbox, self))
        ledger = ledger._replace(cases=hinting, outbox=waiting)
        ims = {"feishu": self.im.connected()}
        return _PORTS._replace(
            clock=self.clock,
            token=self.token,
            remaining=lambda: LEASE,
            policy=lambda: _POLICY,
            ims=lambda: ims,
            ledger=lambda: ledger,
        )

    def _before(self, operation: str) -> None:
        self._next(operation, StoreUnavailable(operation, "Throttled"))

    def _after(self, operation: str) -> None:
        if self._ends:
            self._end(StoreUnavailable(operation, "lost"))

    def _before_platform(self, operation: str) -> None:
        self._next(operation, PlatformUnavailable("feishu", operation, "99991400"))

    def _after_platform(self, operation: str) -> None:
        if self._ends:
            self._end(OutcomeUnknown("feishu", operation))

    def _end(self, lost: Exception) -> None:
        kind = self._ends.pop()
        if kind is Kind.CRASH_AFTER:
            raise Crash
        raise lost

    def _next(self, operation: str, throttled: Exception) -> None:
        self.count += 1
        self.clock.at += timedelta(seconds=1)
        self.trace.append(operation)
        began = self.clock.at
        for fault in self._faults.pop(self.count, ()) if not self.healthy else ():
            self.trace.append(f"{fault.kind}:{fault.minutes}")
            self._happen(fault, operation, throttled)
        # Between the last look at the clock and the first byte nothing can be checked any more: there only the
        # invocation's own end keeps a message from leaving hours later, and that is Lambda's doing.
        if operation == "send" and self.clock.at - began > timedelta(seconds=LEASE):
            raise Crash

    def _happen(self, fault: Fault, operation: str, throttled: Exception) -> None:
        kind = fault.kind
        if kind is Kind.CRASH:
            raise Crash
        if kind is Kind.THROTTLE:
            raise throttled
        if kind in {Kind.CRASH_AFTER, Kind.LOST_REPLY}:
            self._ends.append(kind)
        elif kind is Kind.UNREACHABLE:
            if operation == "send":
                raise RecipientUnreachable("feishu", operation, "230053")
        else:
            self._befall(fault)

    def _befall(self, fault: Fault) -> None:
        if fault.kind in {Kind.PAUSE, Kind.STEP}:
            self.clock.at += timedelta(minutes=fault.minutes)
        elif fault.kind is Kind.OPEN:
            self.extra += 1
            self.open(f"x{self.extra}", "o0", 0)
        elif fault.kind is Kind.STALE:
            self.stale = True
        elif self.depth < 3:
            self.clock.at += timedelta(minutes=fault.minutes)
            self.tick()

    def hint(self, asked: str, fresh: list[Any]) -> list[Any]:
        """What an index shows: mostly the present, and once in a while what it showed before."""
        before, self._hints[asked] = self._hints.get(asked, []), fresh
        if self.stale:
            self.stale = False
            return before
        return fresh

    def arrived(self) -> list[Sent]:
        """What truly stands in people's inboxes, oldest first."""
        return [
            Sent(one.to, one.at, tuple(block[0] for block in cast("Any", one.card)[5]))
            for one in self.im.inbox
        ]


class _Hints:
    """The hint reads of a part of the ledger, which may lag; everything else goes through."""

    def __init__(self, part: Any, play: Play) -> None:
        self._part = part
        self._play = play

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)

    def due_accounts(self, now: datetime) -> Iterator[str]:
        return iter(self._play.hint("due_accounts", list(self._part.due_accounts(now))))

    def due_to(self, person: str, now: datetime) -> list[CaseKey]:
        return self._play.hint(f"due_to:{person}", self._part.due_to(person, now))

    def unsettled(self, now: datetime) -> Iterator[tuple[str, date]]:
        return iter(self._play.hint("unsettled", list(self._part.unsettled(now))))


_EARLY = datetime(2026, 1, 5, tzinfo=UTC)
_OPENED = (datetime(2026, 5, 6, 1, tzinfo=UTC), datetime(2026, 5, 7, 1, tzinfo=UTC))
"""Three work days before the first and the second day of the story."""


def _policy() -> Policy:
    """Without the words that only names are judged by: they would be most of the time that a schedule takes."""
    policy = speaking_policy(CHECK)
    naming = policy.checks["group_name"]
    bare = naming._replace(settings={**naming.settings, "stop_words": (), "use_words": ()})
    return policy._replace(checks={**policy.checks, "group_name": bare})


_POLICY = _policy()
_PORTS = fake_ports().ports
