"""Puts a people sheet (人员名册) in force, whole or not at all, and says before what it changes."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from shared.app.inspect.again import inspect_again
from shared.app.ports.ports import PeopleFile, Ports
from shared.app.register.faults import faults_of
from shared.app.runs.unreadable import alarm_of
from shared.app.scene.company import every_file, platforms_seen
from shared.core.account import Account, platform_of
from shared.core.display import harmless, shorten
from shared.core.errors import BadInput, Conflict, Fault, Unreadable
from shared.core.lang import Lang
from shared.core.model import PeopleVersion, Person
from shared.core.people.changes import PeopleChanges, changes, removes_too_many
from shared.core.people.diff import lines
from shared.core.run import Entry

_NAMED = 5
"""People whom a refusal names one by one."""


class Asked(NamedTuple):
    """How the operator wants it."""

    dry: bool = False
    """Only say what it would change."""
    replace: bool = False
    """Also where it takes away more than a mistake may."""
    confirm: str | None = None
    """What the answer to a dry run gave: then exactly what was shown is put in force, or nothing."""
    diff: bool = False
    """Dry, and of a register of groups whatever is wrong with single rows beside what the others would change."""


class _Plan(NamedTuple):
    people: tuple[Person, ...]
    id: str
    """Of the content."""
    label: str
    """For a fault: the file, or what else is asked for."""
    now: PeopleVersion
    """The version in force."""
    changes: PeopleChanges
    stops: list[Fault]
    """Why it wants `replace`."""


def publish_people(file: PeopleFile, label: str, ports: Ports, asked: Asked) -> dict[str, Any]:
    """The sheet's people, if nothing is wrong with any row. Raises BadInput."""
    if file.faults:
        raise BadInput(*file.faults)
    register = ports.ledger().people
    now = register.version()
    before = _readable(now, ports)
    found = changes(before or (), file.people)
    plan = _Plan(file.people, _content_id(file.people), label, now, found, [])
    plan.stops.extend(_stops(plan, before, ports))
    return {**_put(plan, ports, asked), "remarks": faults_of(file.remarks)}


def undo_people(ports: Ports, asked: Asked) -> dict[str, Any]:
    """The version before the one in force, put in force again. Raises BadInput where there is none."""
    register, label = ports.ledger().people, "people register"
    now, before = register.version(), register.before()
    if before is None:
        remedy = "Publish a people sheet: groupkeeper register 人员名册.xlsx"
        raise BadInput(Fault(label, None, "no version before the one in force is kept", remedy))
    try:
        people = register.people(before)
    except Unreadable as error:
        remedy = "Publish the people sheet again: groupkeeper register 人员名册.xlsx"
        raise BadInput(
            Fault(label, None, f"the version before cannot be read either: {error}", remedy)
        ) from None
    found = changes(_readable(now, ports) or (), people)
    return _put(_Plan(people, before.id, label, now, found, []), ports, asked)


def _put(plan: _Plan, ports: Ports, asked: Asked) -> dict[str, Any]:
    confirm = f"{plan.now.counter}-{plan.id}"
    said = {
        "people": len(plan.people),
        "version": plan.id,
        "before": plan.now.id or None,
        "changes": lines(plan.changes, Lang.EN),
        "confirm": confirm,
    }
    if asked.confirm not in {None, confirm}:
        remedy = "Look at what it changes now, and decide again"
        raise BadInput(
            Fault(plan.label, None, "the sheet or the register changed since it was shown", remedy)
        )
    if asked.dry:
        return {**said, "stops": faults_of(plan.stops)}
    if plan.stops and not asked.replace:
        raise BadInput(*plan.stops)
    if _is_said_again(plan, ports):
        _publish(plan, ports)
    inspect_again(ports.ledger(), ports.clock.now())
    return said


def _publish(plan: _Plan, ports: Ports) -> None:
    ledger, at = ports.ledger(), ports.clock.now()
    try:
        ledger.people.publish(plan.id, plan.people, at, plan.now)
    except Conflict:
        remedy = "Look at what yours changes now, and publish it again if it should be in force"
        raise BadInput(Fault(plan.label, None, "another register was published meanwhile", remedy)) from None
    counts = {name: len(found) for name, found in plan.changes._asdict().items() if found}
    details = {"people": len(plan.people), **counts}
    ledger.audit.write(Entry(at, "people_published", plan.id, "register", details))


def _is_said_again(plan: _Plan, ports: Ports) -> bool:
    """Whether publishing says anything new: the same rows do where an account has another holder than when they were read."""
    if plan.id != plan.now.id or plan.now.at is None:
        return True
    accounts = {account for person in plan.people for account in person.accounts}
    directory = ports.ledger().directory
    profiles = [
        profile
        for platform in sorted({platform_of(account) for account in accounts})
        for profile in directory.profiles(platform).values()
    ]
    return any(
        profile.account in accounts and profile.held_since is not None and profile.held_since > plan.now.at
        for profile in profiles
    )


def _readable(version: PeopleVersion, ports: Ports) -> tuple[Person, ...] | None:
    """None: what is in force cannot be read, so that nobody knows what is changed."""
    try:
        return ports.ledger().people.people(version)
    except Unreadable as error:
        alarm_of(error, ports)
        return None


def _stops(plan: _Plan, before: Collection[Person] | None, ports: Ports) -> Iterator[Fault]:
    remedy = "Look at the rows that are missing; if it is meant, publish it with --replace"
    if before is None:
        why = "the register in force cannot be read, so that nobody can say what this changes"
        yield Fault(
            plan.label, None, why, "Publish it with --replace, or take back the last one: --undo-people"
        )
        return
    if removes_too_many(plan.changes, before):
        removed, dropped = len(plan.changes.removed), len(plan.changes.dropped)
        why = f"of {len(before):,} people it leaves out {removed:,}, and {dropped:,} accounts of others: over a fifth"
        yield Fault(plan.label, None, why, remedy)
    if plan.changes.removed:
        waited = list(_with_open_cases(plan.changes.removed, ports))
        if waited:
            why = f"it leaves out {_listed(waited)}, who would be told of open cases"
            yield Fault(plan.label, None, why, remedy)


def _with_open_cases(people: Iterable[Person], ports: Ports) -> Iterator[Person]:
    ledger, now = ports.ledger(), ports.clock.now()
    waiting: set[Account | None] = set()
    for platform in platforms_seen(ledger):
        for file in every_file(ledger, platform):
            if any(case.is_open for case in file.cases):
                owner = file.known(now).group.owner
                waiting.add(owner.value if owner else None)
                waiting.update(to for case in file.cases if case.is_open for to in (case.to, case.shown_to))
    yield from (person for person in people if not waiting.isdisjoint(person.accounts))


def _listed(people: Collection[Person]) -> str:
    names = [shorten(harmless(person.name or person.accounts[0])) for person in people]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _content_id(people: Iterable[Person]) -> str:
    """The same for the same rows, in whatever order."""
    rows = sorted(json.dumps(person, ensure_ascii=False, default=str) for person in people)
    return hashlib.sha256("\n".join(rows).encode("utf-8", "replace")).hexdigest()[:12]
