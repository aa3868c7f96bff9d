"""What the use cases remember, as small protocols: one for each kind of thing that is kept.

Reads are strong unless they say that they are hints. Writes are conditional; one that loses raises Conflict or
returns False, as its method says, and has then changed nothing. Expired things read as absent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from shared.app.ports.platforms import PlatformStates
from shared.app.ports.unreadable import Mending, UnreadItems
from shared.core.account import Account
from shared.core.case import Case, CaseKey, GroupFile
from shared.core.check_state import CheckState
from shared.core.filed import Filing
from shared.core.handover import Handover
from shared.core.leave import Leave
from shared.core.model import Department, PeopleVersion, Person, Post, Profile, Waiver
from shared.core.outbox import Answer, Nudge, Shown, State
from shared.core.request import Decision, Request
from shared.core.run import Entry, Run
from shared.core.signals import Heard

INVENTORY_SHARDS = 16
"""Parts of a platform's inventory; a run goes through them in order."""
ACCOUNT_SHARDS = 4
"""Parts of what is due: every tick asks each of them twice, so they are few."""


class Part(StrEnum):
    """What a platform shows of a group, kept in parts so that a change costs what it changed.

    What is filed of it lies beside these, and has a writer of its own (`Inventory.put_filing`).
    """

    META = "meta"
    """name, kind, owner, admins, created, status, size, external; first_seen, owner_changed, gone."""
    NOTICE = "notice"
    """announcement, and the platform's revision of it."""
    ACTIVITY = "activity"


class GroupChange(NamedTuple):
    """What one reading of a group brings: parts of its file, and what becomes of its mark."""

    group: str
    """`Group.key`."""
    at: datetime
    """When it was read."""
    file: GroupFile | None = None
    """None: nothing is to be saved."""
    parts: frozenset[Part] = frozenset()
    marked: datetime | None = None
    """The mark to set; None: none."""
    cleaned: datetime | None = None
    """Marks up to this one are taken away; None: none is."""


class Files(Protocol):
    """The part of the inventory that one group at a time needs."""

    def get(self, group: str) -> GroupFile | None:
        """One group by `Group.key`, with waivers, cases and what is filed of it; its facts are what the platform shows."""
        ...

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None:
        """Write these parts as read at `at`. What was read later stands: an older reading is dropped without error.

        What is filed is never written by this.
        """
        ...

    def lapsed_of(self, account: Account, now: datetime) -> list[str]:
        """The groups (`Group.key`) of which something was filed with this account as owner that is not good any more at
        `now`, the longest lapsed first. A hint, and it may lag."""
        ...


class Inventory(Files, Protocol):
    """The groups, by platform and shard."""

    def shard(self, platform: str, shard: int) -> Iterator[GroupFile]:
        """Every group of one shard as `get` has it, ordered by id. May lag by moments: a hint."""
        ...

    def peek(
        self, groups: Iterable[str], parts: Iterable[Part] = (), checks: Iterable[str] = ()
    ) -> Mapping[str, GroupFile]:
        """Of these groups, by `Group.key`, what is filed, `META`, these parts and the cases of these checks: without waivers.

        Strong, many in one request; whoever is not kept is absent.
        """
        ...

    def put_filing(self, filing: Filing, by: Sequence[Account] = (), *, over: Handover | None = None) -> bool:
        """Write all that is filed of a group; `by`: all accounts of whoever files it themselves; `over`: what was read of
        who is asked whether it changes hands.

        False where it was dropped: what was filed later stands, what `core.filed` says that nobody else may replace, and
        what was asked or answered meanwhile; so does who looks after it beside its owner, where that is not as this says. What
        the platform shows is never written by this.
        """
        ...

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        """Write what is asked or answered about who the group's owner is; False where not `seen` stands there any more."""
        ...

    def asked_of(self, account: Account) -> list[str]:
        """The groups (`Group.key`) of which this account was asked who looks after them, or is filed as looking after them as
        well; some may be over."""
        ...

    def looked_after_by(self, account: Account) -> list[str]:
        """The groups (`Group.key`) of which this account is filed as the owner, or shown as it by the platform.

        A hint: it may lag.
        """
        ...

    def named(self, platform: str, folded: str) -> list[str]:
        """The groups (`Group.key`) of this platform that are filed under a name of which `naming.reading.key` makes this;
        no confidential ones. A hint: it may lag."""
        ...

    def heard(
        self, group: str, last_human: datetime | None, last_bot: datetime | None, now: datetime
    ) -> bool:
        """Move signs of life forward, never back; True where something was written.

        Written only where the UTC day of what is stored changes. A group without activity gets `observed_from` now.
        """
        ...

    def mark_dirty(self, group: str, at: datetime) -> None:
        """Its facts may have changed: they are read again before others."""
        ...

    def dirty(self, platform: str, limit: int) -> list[tuple[str, datetime]]:
        """(`Group.key`, when it was marked last), oldest mark first."""
        ...

    def clean(self, group: str, at: datetime) -> None:
        """Its facts were read; a mark later than `at` stays."""
        ...

    def keep(self, changes: Sequence[GroupChange]) -> None:
        """Save, mark and clean, each as the method of that name does and in this order, many in one request.

        Where it raises, some of it may have been done; all of it may be done again.
        """
        ...

    def forget_group(self, group: str) -> None:
        """Erase everything that is kept about it."""
        ...


class Cases(Protocol):
    def save(self, case: Case) -> Case:
        """Write; returns it with its new version. Raises Conflict where the stored version is another one."""
        ...

    def save_many(self, cases: Sequence[Case]) -> list[CaseKey]:
        """Save each as `save` does, many in one request. Returns which were a Conflict: these alone were not written."""
        ...

    def get(self, key: CaseKey) -> Case | None: ...

    def due_accounts(self, now: datetime) -> Iterator[Account]:
        """The accounts for which something is due by `now`, each once. A hint, and it may lag."""
        ...

    def due_to(self, account: Account, now: datetime) -> list[CaseKey]:
        """What is due by `now` to whoever has this account, oldest first. A hint, and it may lag."""
        ...


class Messages(Protocol):
    """The part of the outbox that sending and settling need."""

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        """Create the row as LEASED, and a TAKEN one for each other account of the person, all or none.

        False where one of these exists, in whatever state, or `people` is not the register in force any more.
        """
        ...

    def get(self, account: Account, day: date) -> Nudge | None: ...

    def since(self, account: Account, day: date) -> list[Nudge]:
        """Every row of this day and later, later than now included, TAKEN ones too."""
        ...

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        """LEASED → SENDING with its shown cases and request.

        Raises Conflict where the claim is not held, or `people` is not the register in force any more.
        """
        ...

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        """Hold it under a new claim; attempts + 1. Raises Conflict where `nudge` is not what is stored any more.

        With `people`, which a repeat needs, also where that is not the register in force any more.
        """
        ...

    def release(self, nudge: Nudge) -> None:
        """Remove the row and its TAKEN ones, so that the day stays free.

        Raises Conflict where the claim is not held or it is settled.
        """
        ...

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        """SENDING → a settled state, and each shown case as told, in one transaction.

        A case whose evidence key is not the shown one any more is left as it is. The `Case` says delivered, shown_to,
        step, due, to and role; nothing else of it is written. Raises Conflict where the claim is not held.
        """
        ...


class Outbox(Messages, Protocol):
    def unsettled(self, now: datetime) -> Iterator[tuple[Account, date]]:
        """(account, day) of what is LEASED or SENDING with a lease that ran out by `now`. A hint, and it may lag."""
        ...

    def answer(self, account: Account, day: date, case_id: str, answer: Answer) -> bool:
        """Note an answer on the message; False where this case has another one that is final already."""
        ...


class QuietTime(Protocol):
    """Posts in rest hours, kept so that duplicates and any order come to the same (DESIGN section 5)."""

    def add(self, posts: Iterable[Heard]) -> None:
        """Count these; a post that is counted already changes nothing."""
        ...

    def posts(self, days: Iterable[date]) -> Iterator[Post]:
        """What was counted in the buckets of these UTC days; a sender's at most 500 a group and day."""
        ...


class Directory(Protocol):
    """What the platforms show of who works here."""

    def profiles(self, platform: str) -> Mapping[Account, Profile]: ...

    def profiles_of(self, accounts: Iterable[Account]) -> Mapping[Account, Profile]:
        """Of these accounts, on whatever platform; whoever is not kept is absent."""
        ...

    def departments(self, platform: str) -> tuple[Department, ...]:
        """Each with its platform, and as `said_at` when it was last read to be different."""
        ...

    def save(
        self, platform: str, profiles: Iterable[Profile], departments: Iterable[Department], at: datetime
    ) -> None:
        """Write what is new or different, as read at `at`; what was read later stands.

        An account that shows another holder, or was out for good and is in again, has a new holder from `at` on
        (`held_since`). One of which nothing is shown any more keeps that its holder left.
        """
        ...

    def refuse(self, account: Account, at: datetime | None) -> None:
        """The platform said that this account cannot get messages; None: it can again."""
        ...

    def refused(self, platform: str) -> Mapping[Account, datetime]:
        """Since when."""
        ...

    def forget(self, account: Account) -> bool:
        """Erase the one item that holds their name; False where there is none."""
        ...


class PeopleRegister(Protocol):
    """Who has which accounts, as the company says: whole versions, of which one is in force.

    Only the version in force and the one before are kept.
    """

    def version(self) -> PeopleVersion:
        """The one in force."""
        ...

    def before(self) -> PeopleVersion | None:
        """The one that was in force before it, for an undo; None: there was none."""
        ...

    def people(self, version: PeopleVersion) -> tuple[Person, ...]:
        """Everybody, by their first account. Raises Unreadable where a part of it is missing or cannot be read."""
        ...

    def people_of(self, version: PeopleVersion, accounts: Iterable[Account]) -> Mapping[Account, Person]:
        """Those of them who have these accounts, by these. Raises Unreadable where a row cannot be read, or the version is
        not kept any more; that a row is missing shows only to who reads all."""
        ...

    def publish(
        self, name: str, people: Iterable[Person], at: datetime, replaces: PeopleVersion
    ) -> PeopleVersion:
        """Put these in force, whole or not at all, as the version `name`. Raises Conflict where `replaces` is not in force any more."""
        ...


class Runs(Protocol):
    def lease(self, name: str, *, now: datetime, until: datetime) -> str | None:
        """A token where nobody else holds the lease at `now`; None where somebody does."""
        ...

    def unlease(self, name: str, token: str) -> None:
        """Give it back; nothing happens where it is somebody else's by now."""
        ...

    def record(self, run: Run) -> None: ...

    def recent(self, function: str, limit: int) -> list[Run]:
        """Newest first."""
        ...

    def cursor(self, name: str) -> str | None: ...

    def set_cursor(self, name: str, value: str | None) -> None: ...


class CheckStates(Protocol):
    def all(self) -> Mapping[str, CheckState]:
        """By check id, and `*`; checks without a state are absent."""
        ...

    def save(self, state: CheckState) -> CheckState:
        """Raises Conflict where the stored version is another one."""
        ...


class Waivers(Protocol):
    def put(self, group: str, waiver: Waiver) -> None:
        """One for each group and check (or all checks); a later one replaces the earlier."""
        ...

    def remove(self, group: str, check: str | None) -> bool:
        """False where there is none."""
        ...

    def ask(self, request: Request) -> bool:
        """Open a request; False where its id exists."""
        ...

    def request(self, request_id: str) -> Request | None: ...

    def pending(self) -> list[Request]:
        """Oldest first."""
        ...

    def asked_by(self, accounts: Iterable[Account]) -> list[Request]:
        """What whoever has these accounts asked, newest first, decided or not. A hint: it may lag."""
        ...

    def decide(self, request: Request, decision: Decision) -> None:
        """Raises Conflict where it is decided already."""
        ...


class Audit(Protocol):
    def write(self, entry: Entry) -> None: ...

    def of(self, subject: str, limit: int) -> list[Entry]:
        """Newest first."""
        ...


class Budgets(Protocol):
    def take(self, name: str, units: int, limit: int, now: datetime) -> bool:
        """Take so many of the named budget; False, and nothing taken, where fewer are left."""
        ...


class Seen(Protocol):
    def first(self, event_id: str, now: datetime) -> bool:
        """Whether this is the first time within 24 hours that the id is shown."""
        ...


class PublishedPolicy(NamedTuple):
    version: str
    data: bytes
    """The validated policy as JSON."""
    at: datetime
    """When it came into force."""


class PolicyShelf(Protocol):
    def current(self) -> PublishedPolicy | None:
        """None: none was published, the defaults hold."""
        ...

    def publish(self, version: str, data: bytes, at: datetime, replaces: str | None) -> None:
        """Make it the current one. Raises Conflict where `replaces` is not the current version any more."""
        ...


class Confirmation(NamedTuple):
    """Somebody said that all groups that they look after are on record: the only honest denominator (PAGES, rule 7)."""

    account: Account
    at: datetime
    groups: int
    """How many these were."""


class Confirmations(Protocol):
    """The newest of each account, for a year."""

    def put(self, confirmation: Confirmation) -> None: ...

    def latest(self, accounts: Iterable[Account]) -> datetime | None:
        """When somebody with these accounts said so last; None: not within a year."""
        ...

    def all(self) -> Iterator[Confirmation]:
        """By account. A hint."""
        ...


class Leaves(Protocol):
    """What people say themselves of their leave: the newest of each account, until thirty days after its last day, so that
    no day of it is counted against them afterwards. It stands in no audit trail."""

    def put(self, leave: Leave) -> None: ...

    def all(self) -> Iterator[Leave]:
        """By account; over or not."""
        ...


class Ledger(NamedTuple):
    """Everything that is remembered."""

    inventory: Inventory
    cases: Cases
    outbox: Outbox
    quiet: QuietTime
    directory: Directory
    people: PeopleRegister
    runs: Runs
    checks: CheckStates
    waivers: Waivers
    confirmations: Confirmations
    leaves: Leaves
    audit: Audit
    budgets: Budgets
    seen: Seen
    policy: PolicyShelf
    platforms: PlatformStates
    unreadable: UnreadItems
    mending: Mending
