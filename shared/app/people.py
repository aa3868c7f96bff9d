"""Keeps the directory's entries of those who look after groups: owners, admins and heads, asked for once a day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from shared.app.im import IM, Roster
from shared.app.ports import Ports
from shared.app.runs import Tally, is_out_of_time
from shared.app.state import INVENTORY_SHARDS
from shared.core.errors import PlatformDenied
from shared.core.model import Department, Group, Person
from shared.core.policy import Policy

_A_DAY = timedelta(hours=23)
_PAGE = 50


def refresh_people(im: IM, ports: Ports, tally: Tally, policy: Policy, met: set[str]) -> None:
    """Ask for everybody once a day, and between times for those who are new among `met`."""
    ledger = ports.ledger()
    last = ledger.runs.cursor(f"people:{im.id}")
    is_due = last is None or tally.now - datetime.fromisoformat(last) >= _A_DAY
    if not (is_due or met) or im.directory is None:
        return
    heads = {rule.head for rule in policy.departments if rule.head}
    asked = _everybody(ports, im.id) | heads if is_due else met - set(ledger.directory.people(im.id))
    try:
        _ask(im, im.directory, sorted(asked), ports, tally)
    except PlatformDenied as error:
        missing = error.missing or error.code
        ports.log.event("permission_missing", platform=im.id, capability="directory", missing=missing)
        return
    met.clear()
    if is_due:
        ledger.runs.set_cursor(f"people:{im.id}", tally.now.isoformat())


def _everybody(ports: Ports, platform: str) -> set[str]:
    inventory = ports.ledger().inventory
    return {
        person
        for shard in range(INVENTORY_SHARDS)
        for file in inventory.shard(platform, shard)
        for person in guardians(file.group)
    }


def guardians(group: Group) -> Iterable[str]:
    """The platform's ids of its owner and admins."""
    if group.owner and group.owner.value:
        yield group.owner.value
    if group.admins:
        yield from group.admins.value


def _ask(
    im: IM, directory: Callable[[Sequence[str]], Roster], asked: Sequence[str], ports: Ports, tally: Tally
) -> None:
    """Page by page; the heads of the departments that come up are asked for as well."""
    waiting, done = list(asked), set[str]()
    while waiting and not is_out_of_time(ports):
        page, waiting = waiting[:_PAGE], waiting[_PAGE:]
        roster = directory(page)
        done |= set(page)
        people = {person.id: person for person in roster.people}
        # Who is not in the directory's reach is kept without any fact, so that nobody asks again every tick.
        entries = [people.get(person, Person(person)) for person in page]
        ports.ledger().directory.save(im.id, entries, roster.departments, tally.now)
        tally.add("people", len(people))
        waiting += sorted(_heads(roster.departments) - done - set(waiting))


def _heads(departments: Iterable[Department]) -> set[str]:
    return {department.head_id for department in departments if department.head_id}
