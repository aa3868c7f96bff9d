"""One platform's part of one run of `collect`: what it works with, what it may still ask, and what it keeps."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.app.collect.permissions import Permissions
from shared.app.ports.im import IM
from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger, Part
from shared.app.runs.run import Tally
from shared.core.account import Account
from shared.core.case import GroupFile
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
        name = f"api:{self.im.id}:{self.now:%Y-%m}"
        if self.ledger.budgets.take(name, calls, limit, self.now):
            return True
        self.tally.notes["budget_spent"] = name
        self.ports.log.event("budget_spent", budget=name)
        return False

    def save(self, file: GroupFile, parts: Iterable[Part]) -> None:
        self.met.update(guardians(file.known(self.now).group))
        if not self.dry:
            self.ledger.inventory.save(file, parts, self.now)


def guardians(group: Group) -> Iterable[Account]:
    """Its owner and admins, on whatever platform they have their accounts."""
    if group.owner and group.owner.value:
        yield group.owner.value
    if group.admins:
        yield from group.admins.value
