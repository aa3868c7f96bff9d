"""Mistakes about whose account is whose and about what may not be told, planted like those of `bugs`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast

from shared.app.ports.ports import Ports
from shared.core.account import Account, id_of
from shared.core.case import GroupFile
from shared.core.check_state import CheckState
from shared.core.model import PeopleVersion, Person
from shared.core.outbox import Nudge
from tests.faults.bugs import Changed, with_outbox, with_part
from tests.faults.harness import Bug, Play
from tests.faults.story import EVERYBODY


class _SameBareId(Changed):
    def people(self, version: PeopleVersion) -> tuple[Person, ...]:
        rows: dict[str, list[Account]] = {}
        for account in EVERYBODY:
            rows.setdefault(id_of(account), []).append(account)
        self.real.people(version)
        return tuple(Person(tuple(accounts)) for accounts in rows.values())


def merged_by_bare_id(ports: Ports, play: Play) -> Ports:
    return with_part(ports, "people", _SameBareId(ports.ledger().people))


class _TakesOneRow(Changed):
    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        return cast("bool", self.real.claim(nudge._replace(also=()), people))


def taken_row_forgotten(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _TakesOneRow(ports.ledger().outbox))


class _AnyRegister(Changed):
    """Freezes under whatever register is in force."""

    def __init__(self, part: Any, play: Play) -> None:
        super().__init__(part)
        self.register = play.ledger.people

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        self.real.freeze(nudge, self.register.version())


def frozen_under_a_stale_register(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _AnyRegister(ports.ledger().outbox, play))


class _NoSecondLook(Changed):
    """Repeats a message without asking what the person's other accounts have got meanwhile."""

    def __init__(self, part: Any) -> None:
        super().__init__(part)
        self.waiting: set[tuple[Account, date]] = set()

    def unsettled(self, now: datetime) -> Iterator[tuple[Account, date]]:
        found = list(self.real.unsettled(now))
        self.waiting.update(found)
        return iter(found)

    def get(self, account: Account, day: date) -> Nudge | None:
        return self.real.get(account, day) if (account, day) in self.waiting else None

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        return cast("Nudge", self.real.take_over(nudge, claim, lease_until, None))


def repeated_without_a_second_look(ports: Ports, play: Play) -> Ports:
    return with_outbox(ports, _NoSecondLook(ports.ledger().outbox))


class _Unwaived(Changed):
    def get(self, group: str) -> GroupFile | None:
        file: GroupFile | None = self.real.get(group)
        return file._replace(group=file.group._replace(waivers=())) if file else None


def waiver_left_out(ports: Ports, play: Play) -> Ports:
    return with_part(ports, "inventory", _Unwaived(ports.ledger().inventory))


class _NeverStopped(Changed):
    def all(self) -> Mapping[str, CheckState]:
        return {check: state._replace(stopped=None) for check, state in self.real.all().items()}


def stop_forgotten(ports: Ports, play: Play) -> Ports:
    return with_part(ports, "checks", _NeverStopped(ports.ledger().checks))


class _OneHolder(Changed):
    def profiles(self, platform: str) -> Mapping[Account, Any]:
        shown = self.real.profiles(platform)
        return {account: profile._replace(held_since=None) for account, profile in shown.items()}


def holder_forgotten(ports: Ports, play: Play) -> Ports:
    return with_part(ports, "directory", _OneHolder(ports.ledger().directory))


BUGS_OF_PEOPLE: dict[str, Bug] = {
    bug.__name__: bug
    for bug in (
        merged_by_bare_id,
        taken_row_forgotten,
        frozen_under_a_stale_register,
        repeated_without_a_second_look,
        waiver_left_out,
        stop_forgotten,
        holder_forgotten,
    )
}
