"""Keeps the directory's entries of those who look after groups: owners, admins and heads, with all of their accounts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from shared.app.collect.run import PlatformRun, guardians
from shared.app.collect.side_by_side import Steps, asked
from shared.app.ports.im import IM
from shared.app.ports.state import Ledger
from shared.app.runs.run import is_out_of_time
from shared.app.scene.company import by_account, every_file, platforms_seen
from shared.core.account import Account, platform_of
from shared.core.errors import PlatformDenied
from shared.core.model import Department, Person, Profile

_EVERY = timedelta(days=3) - timedelta(hours=1)
"""Who leaves or moves is mostly told by an event; and whoever cannot be reached is passed over when it shows."""
_PAGE = 50


def refresh_people(run: PlatformRun) -> Steps[None]:
    """Ask for everybody every third day, and between times for those who are new among `met`."""
    is_due = _is_due(run)
    if run.dry or run.im.directory is None or not (is_due or run.met):
        return
    asked_for = _everybody(run) if is_due else _new_ones(run)
    try:
        is_done = yield from _ask(run, asked_for, is_due=is_due)
    except PlatformDenied as error:
        run.access.deny("directory", error.missing or error.code)
        return
    if asked_for:
        run.access.granted.add("directory")
    if is_done:
        run.met.clear()
    if is_done and is_due:
        run.memory.keep(people_asked=run.now)


def _is_due(run: PlatformRun) -> bool:
    """Not where nobody can say when it was last done, nor keep that it is done now."""
    last = run.memory.state.people_asked
    return not run.memory.is_lost and (last is None or run.now - last >= _EVERY)


def _everybody(run: PlatformRun) -> set[Account]:
    """Who looks after any group, on whatever platform: the owner of a group elsewhere may have an account here."""
    found = {rule.head for rule in run.policy.departments if rule.head}
    for platform in platforms_seen(run.ledger):
        for file in every_file(run.ledger, platform):
            found.update(guardians(file.known(run.now).group))
    version = run.ledger.people.version()
    return _here(found, by_account(run.ledger.people.people(version)), run)


def _new_ones(run: PlatformRun) -> set[Account]:
    people = run.ledger.people.people_of(run.ledger.people.version(), run.met)
    return _not_known(_here(run.met, people, run), run)


def _here(accounts: Iterable[Account], people: Mapping[Account, Person], run: PlatformRun) -> set[Account]:
    """The accounts on this platform of the people who have these."""
    theirs = (people[one].accounts if one in people else (one,) for one in accounts)
    return {one for some in theirs for one in some if platform_of(one) == run.im.id}


def _not_known(accounts: set[Account], run: PlatformRun) -> set[Account]:
    return accounts.difference(run.ledger.directory.profiles_of(accounts)) if accounts else accounts


def _ask(run: PlatformRun, accounts: set[Account], *, is_due: bool) -> Steps[bool]:
    """Page by page; the heads of the departments that come up are asked for as well. False where it had to end early."""
    assert run.im.directory is not None
    waiting, done = sorted(accounts), set[Account]()
    while waiting:
        page, waiting = waiting[:_PAGE], waiting[_PAGE:]
        if is_out_of_time(run.ports) or not run.may_call(len(page)):
            return False
        roster = yield from asked(partial(run.im.directory, page))
        done |= set(page)
        profiles = {one.account: one for one in roster.people}
        # Who is not in the directory's reach is kept without any fact, so that nobody asks again every tick.
        entries = [profiles.get(account, Profile(account)) for account in page]
        run.ledger.directory.save(run.im.id, entries, roster.departments, run.now)
        run.tally.add("people", len(profiles))
        heads = _heads(roster.departments) - done - set(waiting)
        waiting += sorted(heads if is_due else _not_known(heads, run))
        done |= heads
    return True


def _heads(departments: Iterable[Department]) -> set[Account]:
    return {department.head for department in departments if department.head}


def refresh_one(im: IM, account: Account, ledger: Ledger, now: datetime) -> None:
    """Something about somebody changed: ask again, if they look after any group. Raises PlatformUnavailable.

    Whoever the platform let us not write to may be written to again.
    """
    ledger.directory.refuse(account, None)
    if im.directory is None or account not in ledger.directory.profiles_of([account]):
        return
    try:
        roster = im.directory([account])
    except PlatformDenied:  # `collect` says so; the event would not be worth more the next time
        return
    entries = roster.people or (Profile(account),)
    ledger.directory.save(im.id, entries, roster.departments, now)
