"""A dry run takes every decision of the real one: these stand in for what it would write, and write nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shared.app.ports.state import Files, Messages, Part
from shared.core.case import Case, GroupFile
from shared.core.outbox import Nudge, Shown, State


class DryMessages:
    """Reads the real outbox; what is written stays in this run."""

    def __init__(self, real: Messages) -> None:
        self._real = real
        self._claimed: set[tuple[str, date]] = set()

    def claim(self, nudge: Nudge) -> bool:
        key = (nudge.person, nudge.day)
        if key in self._claimed or self._real.get(*key) is not None:
            return False
        self._claimed.add(key)
        return True

    def get(self, person: str, day: date) -> Nudge | None:
        return self._real.get(person, day)

    def since(self, person: str, day: date) -> list[Nudge]:
        return self._real.since(person, day)

    def freeze(self, nudge: Nudge) -> None: ...

    def take_over(self, nudge: Nudge, claim: str, lease_until: datetime) -> Nudge:
        return nudge._replace(claim=claim, lease_until=lease_until, attempts=nudge.attempts + 1)

    def release(self, nudge: Nudge) -> None:
        self._claimed.discard((nudge.person, nudge.day))

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None: ...


class DryFiles:
    """Reads the real inventory; what is read anew is not kept."""

    def __init__(self, real: Files) -> None:
        self._real = real

    def get(self, group: str) -> GroupFile | None:
        return self._real.get(group)

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None: ...
