"""The whole ledger in memory: fast, single-threaded, and held to the same suite as the table."""

from collections.abc import Callable

from shared.app.ports.ports import Clock
from shared.app.ports.state import Ledger
from tests.fakes.cases import FakeCases
from tests.fakes.directory import FakeDirectory
from tests.fakes.inventory import FakeInventory
from tests.fakes.outbox import FakeOutbox
from tests.fakes.people import FakePeople
from tests.fakes.platforms import FakePlatformStates
from tests.fakes.quiet import FakeQuietTime
from tests.fakes.records import (
    FakeAudit,
    FakeBudgets,
    FakeCheckStates,
    FakeConfirmations,
    FakeLeaves,
    FakePolicyShelf,
    FakeSeen,
    FakeWaivers,
)
from tests.fakes.remembered import Lag, no_lag
from tests.fakes.runs import FakeRuns
from tests.fakes.unreadable import FakeMending, FakeUnreadItems
from tests.fakes.world import tokens


def fake_ledger(clock: Clock, token: Callable[[], str] | None = None, lag: Lag = no_lag) -> Ledger:
    """An empty one; `lag` says at each hint how many of the newest writes it does not show."""
    cases, waivers, people = FakeCases(clock, lag), FakeWaivers(clock), FakePeople()
    return Ledger(
        inventory=FakeInventory(cases, waivers),
        cases=cases,
        outbox=FakeOutbox(clock, cases, people, lag),
        quiet=FakeQuietTime(clock),
        directory=FakeDirectory(),
        people=people,
        runs=FakeRuns(clock, token or tokens()),
        checks=FakeCheckStates(),
        waivers=waivers,
        confirmations=FakeConfirmations(clock),
        leaves=FakeLeaves(clock),
        audit=FakeAudit(clock),
        budgets=FakeBudgets(),
        seen=FakeSeen(),
        policy=FakePolicyShelf(),
        platforms=FakePlatformStates(clock),
        unreadable=FakeUnreadItems(),
        mending=FakeMending(),
    )
