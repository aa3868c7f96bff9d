"""A dry run takes every decision of the real one: these stand in for what it would write, and write nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shared.app.ports.state import Files, Messages, Part
from shared.core.account import Account
from shared.core.case import Case, GroupFile
from shared.core.model import PeopleVersion
from shared.core.outbox import Nudge, Shown, State


class DryMessages:
    """Reads the real outbox; what is written stays in this run."""

    def __init__(self, real: Messages) -> None:
        self._real = real
        self._claimed: set[tuple[str, date]] = set()
        self._freed: set[tuple[str, date]] = set()

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:  # noqa: ARG002 (nobody else reads what is kept here)
        rows = {(account, nudge.day) for account in (nudge.account, *nudge.also)}
        if rows & self._claimed or any(self._real.get(*row) is not None for row in rows - self._freed):
            return False
        self._claimed |= rows
        return True

    def get(self, account: Account, day: date) -> Nudge | None:
        return self._real.get(account, day)

    def since(self, account: Account, day: date) -> list[Nudge]:
        return self._real.since(account, day)

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None: ...

    def take_over(
        self,
        nudge: Nudge,
        claim: str,
        lease_until: datetime,
        people: PeopleVersion | None = None,  # noqa: ARG002 (likewise)
    ) -> Nudge:
        return nudge._replace(claim=claim, lease_until=lease_until, attempts=nudge.attempts + 1)

    def release(self, nudge: Nudge) -> None:
        rows = {(account, nudge.day) for account in (nudge.account, *nudge.also)}
        self._claimed -= rows
        self._freed |= rows

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None: ...


class DryFiles:
    """Reads the real inventory; what is read anew is not kept."""

    def __init__(self, real: Files) -> None:
        self._real = real

    def get(self, group: str) -> GroupFile | None:
        return self._real.get(group)

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None: ...

    def lapsed_of(self, account: Account, now: datetime) -> list[str]:
        return self._real.lapsed_of(account, now)
