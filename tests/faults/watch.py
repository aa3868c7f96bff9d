"""What truly was the case when a message was frozen, repeated and delivered: told by the store and the platforms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, ParamSpec, TypeVar

from shared.app.ports.im import IM, Letter, Roster, Sent
from shared.app.ports.state import Ledger
from shared.core.account import Account, platform_of
from shared.core.errors import PlatformError, RecipientUnreachable
from shared.core.model import Employment, PeopleVersion, Person, Profile
from shared.core.outbox import Nudge, Shown
from shared.core.people.holder import seen_again
from tests.fakes.im import FakeIM
from tests.pigeon.vendor import PIGEON

P = ParamSpec("P")
R = TypeVar("R")

PLATFORMS = ("first", PIGEON.id)


class Whose(NamedTuple):
    """Whose account is whose, by one people register and what a run was shown of the accounts' holders."""

    rows: Mapping[Account, Person]
    said_at: datetime | None
    profiles: Mapping[Account, Profile]

    def means(self, account: Account, said_at: datetime | None) -> bool:
        """Whether what was said of the account then is about whoever has it now."""
        since = self.profiles[account].held_since
        return since is None or (said_at is not None and said_at >= since)

    def accounts(self, account: Account) -> frozenset[Account]:
        """All of whoever has this one."""
        row = self._row(account)
        theirs = row.accounts if row else ()
        return frozenset({account, *(one for one in theirs if self.means(one, self.said_at))})

    def is_out(self, account: Account) -> bool:
        """Whether they left, by the register or with all of their accounts."""
        row = self._row(account)
        is_out = row is not None and row.employment is Employment.LEFT
        return is_out or all(self.has_left(one) for one in self.accounts(account))

    def has_left(self, account: Account) -> bool:
        return self.profiles[account].employment is Employment.LEFT

    def _row(self, account: Account) -> Person | None:
        row = self.rows.get(account)
        return row if row is not None and self.means(account, self.said_at) else None


class Run:
    """What one worker knows of the accounts' holders: what was kept when it loaded the company, and was shown it since."""

    def __init__(self, began: int, at: datetime) -> None:
        self.began = began
        """How many operations had been counted."""
        self.at = at
        self.profiles: Mapping[Account, Profile] = {}
        self.could_read = True
        """False: a platform did not answer it, and what was known before had to do."""

    def loaded(self, found: Mapping[Account, Profile]) -> None:
        self.profiles = {**self.profiles, **found}

    def shown(self, found: tuple[Profile, ...], at: datetime) -> None:
        known = {one.account: seen_again(self.profiles.get(one.account), one, at) for one in found}
        self.loaded(known)


def profiles(ledger: Ledger) -> dict[Account, Profile]:
    found: dict[Account, Profile] = {}
    for platform in PLATFORMS:
        found |= ledger.directory.profiles(platform)
    return found


def whose(ledger: Ledger, known: Mapping[Account, Profile]) -> Whose:
    """By the register that is in force at this moment."""
    version = ledger.people.version()
    rows = {account: row for row in ledger.people.people(version) for account in row.accounts}
    return Whose(rows, version.at, known)


class Look(NamedTuple):
    """What held when a message was frozen, or taken over to be repeated."""

    run: Run
    whose: Whose


class Frozen(NamedTuple):
    account: Account
    day: date
    attempted: datetime
    shown: tuple[Shown, ...]
    first: Look
    latest: Look
    """The same as `first` where it was never repeated."""


class Arrival(NamedTuple):
    """One message that truly arrived."""

    to: Account
    at: datetime
    key: str
    nudge: str
    day: str
    cases: tuple[str, ...]
    run: Run
    """Whose worker sent it."""
    frozen: Frozen | None
    """None: nobody froze what arrived."""
    step: int = 0
    """The play's operation by which it left."""


class WatchedOutbox:
    """The store's own outbox, which remembers what held when it froze and gave away a message."""

    def __init__(self, ledger: Ledger, run: Run, kept: dict[str, Frozen]) -> None:
        self._part: Any = ledger.outbox
        self._ledger = ledger
        self._run = run
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        self._part.freeze(nudge, people)
        look = Look(self._run, whose(self._ledger, self._run.profiles))
        attempted = nudge.attempted or self._run.at
        self._kept[nudge.send_key] = Frozen(nudge.account, nudge.day, attempted, nudge.shown, look, look)

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        taken: Nudge = self._part.take_over(nudge, claim, lease_until, people)
        before = self._kept.get(taken.send_key)
        if before is not None:
            look = Look(self._run, whose(self._ledger, self._run.profiles))
            self._kept[taken.send_key] = before._replace(latest=look)
        return taken


class WatchedDirectory:
    """The store's own directory, which notes what it showed to this worker."""

    def __init__(self, ledger: Ledger, run: Run) -> None:
        self._part: Any = ledger.directory
        self._run = run

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)

    def profiles(self, platform: str) -> Mapping[Account, Profile]:
        found: Mapping[Account, Profile] = self._part.profiles(platform)
        self._run.loaded(found)
        return found


def connected(im: FakeIM, refused: set[Account], run: Run | None) -> IM:
    """The platform, which notes whom it refused and what it showed to this worker. None: nobody is watched."""
    plain = im.connected()
    sending, directory = plain.sending, plain.directory
    assert sending is not None
    assert directory is not None

    def post(letter: Letter) -> Sent:
        try:
            return sending.post(letter)
        except RecipientUnreachable:
            refused.add(f"{im.platform}:{letter.to}")
            raise

    def look_up(accounts: Sequence[Account]) -> Roster:
        at = im.clock.now()
        roster = directory(accounts)
        if run is not None:
            run.shown(roster.people, at)
        return roster

    plain = plain._replace(sending=sending._replace(post=post), directory=look_up)
    if run is None:
        return plain
    assert plain.detail is not None
    assert plain.announcement is not None
    return plain._replace(
        detail=_noting(plain.detail, run),
        announcement=_noting(plain.announcement, run),
        directory=_noting(look_up, run),
    )


def _noting(call: Callable[P, R], run: Run) -> Callable[P, R]:
    """The same call, whose failing is noted."""

    def noting(*args: P.args, **named: P.kwargs) -> R:
        try:
            return call(*args, **named)
        except PlatformError:
            run.could_read = False
            raise

    return noting


def arrivals(im: FakeIM, known: Sequence[Arrival], frozen: Mapping[str, Frozen], run: Run) -> list[Arrival]:
    """What stands in this platform's inboxes and is not known yet."""
    found = []
    for one in im.inbox[sum(platform_of(one.to) == im.platform for one in known) :]:
        to = f"{im.platform}:{one.to}"
        found.append(Arrival(to, one.at, one.key, *im.told(one), run, frozen.get(one.key)))
    return found
