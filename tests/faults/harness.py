"""Plays a schedule against the real use case on any store, and remembers what truly happened."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, Protocol, cast

from shared.app.nudge.tick import send_due
from shared.app.ports.ports import Clock, Ports
from shared.app.ports.state import Ledger
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.bootstrap.world import world
from shared.core.account import Account
from shared.core.case import CaseKey
from shared.core.errors import (
    ConfigError,
    OutcomeUnknown,
    PlatformError,
    PlatformUnavailable,
    RecipientUnreachable,
    StoreUnavailable,
)
from shared.core.policy.policy import Policy
from tests.app.company import speaking_policy
from tests.fakes.ports import fake_ports
from tests.fakes.tapped import tapped
from tests.fakes.world import FakeClock, tokens
from tests.faults.schedule import Fault, Kind, Schedule
from tests.faults.story import CHECK, DAYS, Story, moment
from tests.faults.watch import Frozen, Run, WatchedDirectory, WatchedOutbox, arrivals, connected
from tests.pigeon.vendor import PIGEON

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
    """One message that truly arrived, as the same story tells it on every store."""

    to: Account
    at: datetime
    cases: tuple[str, ...]


class Play(Story):
    """One schedule on one store: the company, its platforms, the clock, and the faults that are still to come."""

    def __init__(
        self, plan: Schedule, store: Callable[[Clock, Callable[[], str]], Ledger], bug: Bug = sound
    ) -> None:
        clock, self.token = FakeClock(moment(0, 0)), tokens(plan.seed)
        super().__init__(plan, clock, store(clock, self.token))
        self.bug = bug
        self.trace: list[str] = []
        self.count = 0
        self.runs: list[Run] = []
        """Of the workers that are at work: one within the other."""
        self.frozen: dict[str, Frozen] = {}
        """By the key that it is sent with."""
        self.stale = False
        self.healthy = False
        self._is_aside = False
        self._ends: list[Kind] = []
        self._hints: dict[str, list[Any]] = {}
        self._named: Counter[str] = Counter()
        self._faults: dict[tuple[str, int], list[Fault]] = {}
        for fault in plan.faults:
            self._faults.setdefault((fault.on, fault.at), []).append(fault)
        for platform, im in self.ims.items():
            im.before = partial(self._before_platform, platform)
            im.after = partial(self._after_platform, platform)
        self.settle_in()

    def run(self) -> "Play":
        """The days with faults, then healthy days until nothing is open to be told."""
        for day, minute in self.plan.ticks:
            self.clock.at = max(self.clock.at, moment(day, minute))
            self.tick()
        self.healthy = True
        self._is_aside = True
        self.recover(self.count, self._ports(self.ledger, None))
        self._is_aside = False
        for day in range(2, len(DAYS)):
            self.clock.at = max(self.clock.at, moment(day, 10 * 60 + 35))
            self.tick()
        return self

    def tick(self) -> None:
        """One worker from beginning to end, or until it crashes. The run's lease is not held: the protocol must do."""
        self.runs.append(Run(self.count, self.clock.now()))
        try:
            send_due(Tally(f"run{self.count}", self.clock.now(), Tick()), self.bug(self.ports(), self))
        except Crash:
            self.trace.append("crashed")
        except StoreUnavailable:
            self.trace.append("gave up")
        except ConfigError:  # the register that it was pinned to is not kept any more
            self.trace.append("stopped")
        finally:
            self.runs.pop()

    def ports(self) -> Ports:
        """Those of the worker that is at work now."""
        run = self.runs[-1]
        outbox = cast("Any", WatchedOutbox(self.ledger, run, self.frozen))
        directory = cast("Any", WatchedDirectory(self.ledger, run))
        ledger = tapped(self.ledger._replace(outbox=outbox, directory=directory), self._before, self._after)
        ledger = ledger._replace(
            unreadable=self.ledger.unreadable
        )  # notes of the process itself, where nothing can fail
        hinting = cast("Any", _Hints(ledger.cases, self))
        waiting = cast("Any", _Hints(ledger.outbox, self))
        return self._ports(ledger._replace(cases=hinting, outbox=waiting), run)

    def _ports(self, ledger: Ledger, run: Run | None) -> Ports:
        ims = {platform: connected(im, self.refused, run) for platform, im in self.ims.items()}
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

    def _before_platform(self, platform: str, operation: str) -> None:
        if not self._is_aside:
            self._next(operation, PlatformUnavailable(platform, operation, "99991400"))

    def _after_platform(self, platform: str, operation: str) -> None:
        found = arrivals(self.ims[platform], self.arrivals, self.frozen, self.runs[-1])
        self.arrivals += [one._replace(step=self.count) for one in found]
        if self._ends:
            self._end(OutcomeUnknown(platform, operation))

    def _end(self, lost: Exception) -> None:
        kind = self._ends.pop()
        if kind is Kind.CRASH_AFTER:
            raise Crash
        raise lost

    def _next(self, operation: str, throttled: Exception) -> None:
        self.count += 1
        self._named[operation] += 1
        self.clock.at += timedelta(seconds=1)
        self.trace.append(operation)
        began = self.clock.at
        for place in (("", self.count), (operation, self._named[operation])):
            for fault in self._faults.pop(place, ()) if not self.healthy else ():
                self.trace.append(f"{fault.kind}:{fault.minutes}:{fault.which}")
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
        elif kind in {Kind.UNREACHABLE, Kind.LOST_REQUEST}:
            if isinstance(throttled, PlatformError):
                self._refuse(kind, throttled.platform, operation)
        else:
            self._befall(fault)

    def _refuse(self, kind: Kind, platform: str, operation: str) -> None:
        if kind is Kind.LOST_REQUEST:
            raise OutcomeUnknown(platform, operation)
        if operation == "send":
            raise RecipientUnreachable(platform, operation, "230053")

    def _befall(self, fault: Fault) -> None:
        if fault.kind in {Kind.PAUSE, Kind.STEP}:
            self.clock.at += timedelta(minutes=fault.minutes)
        elif fault.kind is Kind.STALE:
            self.stale = True
        elif fault.kind is not Kind.WORKER:
            self._step_aside(fault)
        elif len(self.runs) < 3:
            self.clock.at += timedelta(minutes=fault.minutes)
            self.tick()

    def _step_aside(self, fault: Fault) -> None:
        """Somebody else acts, whom no fault befalls."""
        self._is_aside = True
        try:
            self.happen(fault, self.count, self._ports(self.ledger, None))
        finally:
            self._is_aside = False

    def hint(self, asked: str, fresh: list[Any]) -> list[Any]:
        """What an index shows: mostly the present, and once in a while what it showed before."""
        before, self._hints[asked] = self._hints.get(asked, []), fresh
        if self.stale:
            self.stale = False
            return before
        return fresh

    def arrived(self) -> list[Sent]:
        """What truly stands in people's inboxes, oldest first."""
        return [Sent(one.to, one.at, one.cases) for one in self.arrivals]


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


def _policy() -> Policy:
    """Without the words that only names are judged by: they would be most of the time that a schedule takes."""
    policy = speaking_policy(CHECK)
    naming = policy.checks["group_name"]
    bare = naming._replace(settings={**naming.settings, "stop_words": (), "use_words": ()})
    return policy._replace(checks={**policy.checks, "group_name": bare})


_POLICY = _policy()
_WORLD = world((PIGEON,))
"""Without the words of platforms that are not here: every scene of every run would read them all."""
_PORTS = fake_ports().ports._replace(world=lambda: _WORLD)
