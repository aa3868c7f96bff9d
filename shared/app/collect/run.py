"""One platform's part of one run of `collect`: what it works with, what it may still ask, and what it keeps."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.app.collect.keeping import Keeping
from shared.app.collect.memory import Memory
from shared.app.collect.names import Names
from shared.app.collect.permissions import Permissions
from shared.app.ports.im import IM
from shared.app.ports.ports import Ports
from shared.app.ports.state import GroupChange, Ledger
from shared.app.runs.run import Tally
from shared.core.account import Account
from shared.core.model import Group
from shared.core.policy.policy import Policy


class PlatformRun(NamedTuple):
    im: IM
    ports: Ports
    tally: Tally
    policy: Policy
    ledger: Ledger
    met: set[Account]
    """Owners and admins of the groups that this run kept."""
    access: Permissions
    keeping: Keeping
    names: Names
    memory: Memory

    @property
    def now(self) -> datetime:
        return self.tally.now

    @property
    def dry(self) -> bool:
        return self.tally.tick.dry_run

    def may_call(self, calls: int) -> bool:
        """Takes so many calls of the month's budget before they are made; where it is spent, nothing is asked."""
        limit = self.policy.budgets.api_calls_per_month
        if limit is None or self.dry:
            return True
        name = f"api:{self.im.id}:{self.ports.world().month(self.im.id, self.now)}"
        if self.ledger.budgets.take(name, calls, limit, self.now):
            return True
        self.tally.notes["budget_spent"] = name
        self.ports.log.event("budget_spent", budget=name)
        return False

    def keep(self, change: GroupChange) -> None:
        """Sooner or later; `keeping.flush` makes it now."""
        if change.file is not None:
            self.met.update(guardians(change.file.known(self.now).group))
        if not self.dry:
            self.keeping.add(change)


def run_on(im: IM, ports: Ports, tally: Tally, policy: Policy) -> PlatformRun:
    ledger = ports.ledger()

    def failed(change: GroupChange, error: Exception) -> None:
        """What could not be kept waits behind the other groups."""
        tally.add("failed")
        ports.log.alarm("group_not_read", group=change.group, error=type(error).__name__)
        ledger.inventory.mark_dirty(change.group, ports.clock.now())

    keeping, names = Keeping(ledger.inventory, failed), Names(ledger, tally.now)
    memory = Memory(ledger.platforms, im.id, tally.run, dry=tally.tick.dry_run)
    return PlatformRun(im, ports, tally, policy, ledger, set(), Permissions(), keeping, names, memory)


def guardians(group: Group) -> Iterable[Account]:
    """Its owner and admins, on whatever platform they have their accounts."""
    if group.owner and group.owner.value:
        yield group.owner.value
    if group.admins:
        yield from group.admins.value
