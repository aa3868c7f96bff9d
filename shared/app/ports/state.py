"""What the use cases remember, as small protocols: one for each kind of thing that is kept.

Reads are strong unless they say that they are hints. Writes are conditional; one that loses raises Conflict or
returns False, as its method says, and has then changed nothing. Expired things read as absent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from shared.core.case import Case, CaseKey, GroupFile
from shared.core.check_state import CheckState
from shared.core.model import Department, Person, Post, Waiver
from shared.core.outbox import Answer, Nudge, Shown, State
from shared.core.request import Request, Verdict
from shared.core.run import Entry, Run
from shared.core.signals import Heard

INVENTORY_SHARDS = 16
"""Parts of a platform's inventory; a run goes through them in order."""
PERSON_SHARDS = 4
"""Parts of what is due: every tick asks each of them twice, so they are few."""


class Part(StrEnum):
    """What of a group is kept apart, so that a change costs what it changed."""

    META = "meta"
    """name, kind, owner, admins, created, status, size, external, department, purpose; first_seen, owner_changed, gone."""
    NOTICE = "notice"
    """announcement, and the platform's revision of it."""
    ACTIVITY = "activity"


class Files(Protocol):
    """The part of the inventory that one group at a time needs."""

    def get(self, group: str) -> GroupFile | None:
        """One group by `Group.key`, with waivers and cases."""
        ...

    def save(self, file: GroupFile, parts: Iterable[Part], at: datetime) -> None:
        """Write these parts as read at `at`. What was read later stands: an older reading is dropped without error."""
        ...


class Inventory(Files, Protocol):
    """The groups, by platform and shard."""

    def shard(self, platform: str, shard: int) -> Iterator[GroupFile]:
        """Every group of one shard with waivers and cases, ordered by id. May lag by moments: a hint."""
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

    def forget_group(self, group: str) -> None:
        """Erase everything that is kept about it."""
        ...


class Cases(Protocol):
    def save(self, case: Case) -> Case:
        """Write; returns it with its new version. Raises Conflict where the stored version is another one."""
        ...

    def get(self, key: CaseKey) -> Case | None: ...

    def due_people(self, now: datetime) -> Iterator[str]:
        """`person_key`s who have something due by `now`, each once. A hint, and it may lag."""
        ...

    def due_to(self, person: str, now: datetime) -> list[CaseKey]:
        """What is due for them by `now`, oldest first. A hint, and it may lag."""
        ...


class Messages(Protocol):
    """The part of the outbox that sending and settling need."""

    def claim(self, nudge: Nudge) -> bool:
        """Create the key as LEASED; False where it exists, in whatever state."""
        ...

    def get(self, person: str, day: date) -> Nudge | None: ...

    def since(self, person: str, day: date) -> list[Nudge]:
        """Everything of theirs of this day and later, later than now included."""
        ...

    def freeze(self, nudge: Nudge) -> None:
        """LEASED → SENDING with its shown cases and request. Raises Conflict where the claim is not held."""
        ...

    def take_over(self, nudge: Nudge, claim: str, lease_until: datetime) -> Nudge:
        """Hold it under a new claim; attempts + 1. Raises Conflict where `nudge` is not what is stored any more."""
        ...

    def release(self, nudge: Nudge) -> None:
        """Remove the key, so that the day stays free. Raises Conflict where the claim is not held or it is settled."""
        ...

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        """SENDING → a settled state, and each shown case as told, in one transaction.

        A case whose evidence key is not the shown one any more is left as it is. The `Case` says delivered, shown_to,
        step, due, to and role; nothing else of it is written. Raises Conflict where the claim is not held.
        """
        ...


class Outbox(Messages, Protocol):
    def unsettled(self, now: datetime) -> Iterator[tuple[str, date]]:
        """(person, day) of what is LEASED or SENDING with a lease that ran out by `now`. A hint, and it may lag."""
        ...

    def answer(self, person: str, day: date, case_id: str, answer: Answer) -> bool:
        """Note an answer on the message; False where this case has one that is settled with a note already."""
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
    def people(self, platform: str) -> Mapping[str, Person]:
        """By the platform's id."""
        ...

    def departments(self, platform: str) -> tuple[Department, ...]: ...

    def save(
        self, platform: str, people: Iterable[Person], departments: Iterable[Department], at: datetime
    ) -> None:
        """Write what is new or different."""
        ...

    def mark_unreachable(self, person: str, at: datetime | None) -> None:
        """The platform said that this person cannot get messages; None: they can again."""
        ...

    def unreachable(self, platform: str) -> Mapping[str, datetime]:
        """The platform's id → since when."""
        ...

    def forget(self, person: str) -> bool:
        """Erase the one item that holds their name; False where there is none."""
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

    def decide(self, request: Request, verdict: Verdict, by: str, at: datetime) -> None:
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


class PolicyShelf(Protocol):
    def current(self) -> tuple[str, bytes] | None:
        """(version id, the validated policy as JSON); None: none was published, the defaults hold."""
        ...

    def publish(self, version: str, data: bytes, at: datetime, replaces: str | None) -> None:
        """Make it the current one. Raises Conflict where `replaces` is not the current version any more."""
        ...


class Ledger(NamedTuple):
    """Everything that is remembered."""

    inventory: Inventory
    cases: Cases
    outbox: Outbox
    quiet: QuietTime
    directory: Directory
    runs: Runs
    checks: CheckStates
    waivers: Waivers
    audit: Audit
    budgets: Budgets
    seen: Seen
    policy: PolicyShelf
