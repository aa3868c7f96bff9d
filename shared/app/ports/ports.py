"""What the use cases need of the world, as small protocols; adapters and the tests' fakes fill them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from shared.core.account import Account, Written
from shared.core.errors import Fault
from shared.core.lang import Bilingual
from shared.core.model import Company, Group, Post

if TYPE_CHECKING:  # what only the annotations of `Ports` need is not imported by a cold start
    from shared.app.ports.im import IM, Hook
    from shared.app.ports.state import Ledger
    from shared.app.ports.world import World
    from shared.core.mode import Mode
    from shared.core.model import Person
    from shared.core.policy.policy import Policy


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware UTC."""
        ...


class Progress(Protocol):
    """Tells a person that long work goes on; silent where nobody watches."""

    def begin(self, label: str, total: int) -> None:
        """A piece of work of `total` units (bytes of input) begins."""
        ...

    def advance(self, done: int) -> None:
        """`done` more units are finished."""
        ...

    def end(self) -> None: ...


PostBatches = Iterator[list[Post]]


class RowPlace(NamedTuple):
    """Where a row of a register of groups stands, and which of those whom it names it gives only an id of."""

    file: str
    line: int | None
    bare: frozenset[Account] = frozenset()

    def written(self, named: Account) -> Written:
        return Written(named, named in self.bare)


class FactSet(NamedTuple):
    """Everything one input shows. A group without activity was not observed; what the others' is, posts say."""

    label: Bilingual
    """What was read, for a heading: an export, a facts folder, a register sheet."""
    company: Company
    groups: tuple[Group, ...]
    posts: Callable[[Progress], PostBatches] | None
    """Streams the messages in batches, any order, once; None: this input shows no messages at all."""
    faults: list[Fault]
    """What was left out, counted and named; grows while posts are streamed."""
    lost: set[str]
    """Keys of groups of which some message could not be read: their silence proves nothing; grows likewise."""
    newest: datetime | None = None
    """When the input was taken, as far as it tells (a file's newest message or date); None: unknown."""
    notes: tuple[str, ...] = ()
    """Ids of things worth saying about this input, e.g. `owner_is_creator`, `no_admins`."""
    rows: Mapping[str, RowPlace] = {}
    """By `Group.key`: the row that files it; empty where this input is no register."""


class PeopleFile(NamedTuple):
    """What a people sheet says. With faults it must not be used: a register is taken whole or not at all."""

    people: "tuple[Person, ...]"
    """In the order of the rows; whoever has no account is left out."""
    faults: list[Fault]
    """Errors."""
    remarks: list[Fault]
    """Worth saying, and no reason to refuse it."""


class MarkedSheet(NamedTuple):
    """A copy of a sheet in which every row that cannot be taken says what to change."""

    data: bytes
    """A workbook."""
    rows: int
    """How many of them there are."""


class FactSource(Protocol):
    def read(self, progress: Progress) -> FactSet:
        """Read everything but the messages.

        Raises BadInput when what is there cannot be judged at all; what can be left out is a fault in the set.
        """
        ...


class Log(Protocol):
    """One line for each decision, as a name with fields; never a text of anybody's, never a token."""

    def event(self, name: str, **fields: Any) -> None: ...

    def alarm(self, name: str, **fields: Any) -> None:
        """As `event`, at a level that an alarm looks for."""
        ...

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None:
        """A metric that the dashboard shows."""
        ...


class Queue(Protocol):
    def send(self, bodies: "Iterator[Mapping[str, Any]] | list[Mapping[str, Any]]") -> None:
        """Queue each as one JSON message. Raises KeeperError where the queue did not take them all."""
        ...


class DeadLetter(NamedTuple):
    """A message that its queue gave up on, as it waits for a person."""

    id: str
    """The queue's own; another one after it was replayed."""
    queue: str
    """`events` or `answers`."""
    sent: datetime
    """When it was first queued, aware UTC."""
    received: int
    """How often it was handed out so far; every look of ours counts as well."""
    text: str
    """As it was queued, for replaying it: never shown."""
    body: Mapping[str, Any] | None
    """What the text says as JSON; None: it is no JSON object."""
    receipt: str
    """By which it is held."""


class DeadLetters(Protocol):
    """What the queues gave up on. Everything raises StoreUnavailable where the queue does not answer."""

    def waiting(self) -> Mapping[str, int]:
        """How many there are, by queue, those included that somebody holds; a moment old."""
        ...

    def take(self, queue: str) -> Iterator[DeadLetter]:
        """Holds and hands over what waits, at most a few hundred: nobody else gets them for five minutes."""
        ...

    def give_back(self, letters: Sequence[DeadLetter]) -> None:
        """Anybody can get them again at once. Never raises: what is not given back comes back by itself."""
        ...

    def replay(self, letter: DeadLetter) -> None:
        """Back into its queue, and only when that took it out of the dead letters. Repeated, it may be queued twice."""
        ...

    def drop(self, letter: DeadLetter) -> None: ...


class Bucket(Protocol):
    def read(self, key: str, largest: int) -> bytes:
        """Raises BadInput where there is no such object or it has more than `largest` bytes."""
        ...

    def write(self, key: str, data: bytes, content_type: str) -> None: ...


class Seal(Protocol):
    """Seals what a browser keeps for us, so that nobody else can have written it. It can be read by whoever has it."""

    def seal(self, what: Any, purpose: str) -> str:
        """`what`: as JSON has it. Letters, digits, `.`, `-` and `_`."""
        ...

    def opened(self, text: str, purpose: str, within: timedelta) -> Any:
        """What was sealed for this purpose and not longer ago; None for everything else."""
        ...


class Papers(NamedTuple):
    """How what people upload is read; everything raises BadInput with all that is wrong."""

    policy: "Callable[[bytes, str], tuple[Policy, bytes]]"
    """(content, the name it has in faults) → the policy, and the form in which it is published (JSON)."""
    register: Callable[[bytes, str, datetime], FactSet]
    """(content, file name, when it was filed) → what a register sheet says."""
    people: Callable[[bytes, str], PeopleFile | None]
    """(content, file name) → what a people sheet says; None: the file is none, and may be a register of groups."""


class Ports(NamedTuple):
    """The world as one function sees it. What costs a connection is a function, and made when it is first called."""

    clock: Clock
    log: Log
    token: Callable[[], str]
    """A new random id, 32 hexadecimal digits."""
    remaining: Callable[[], float]
    """Seconds until this invocation is ended by force."""
    mode: "Mode"
    """The most that the installation allows, whatever the policy says."""
    ledger: "Callable[[], Ledger]"
    world: "Callable[[], World]"
    policy: "Callable[[], Policy]"
    """The policy in force; one run asks once and keeps it."""
    ims: "Callable[[], Mapping[str, IM]]"
    """The connected platforms, by id."""
    not_connected: "Callable[[], tuple[Fault, ...]]"
    """What keeps platforms that the secret names from being connected; each costs itself alone."""
    hooks: "Callable[[str, str], tuple[Hook, Mapping[str, str]] | None]"
    """(platform, door) → the reader of what is delivered there, and its keys; None: there is no such door, or nobody
    gave us its keys."""
    papers: "Papers"
    events: Callable[[], Queue]
    answers: Callable[[], Queue]
    bucket: Callable[[], Bucket]
    dead_letters: Callable[[], DeadLetters]
    """Raises ConfigError where this function was not told where they are."""
    seal: Callable[[], Seal]
    """Raises ConfigError where this function was not told its key."""
    pages: str | None = None
    """Where the pages are, without a slash at its end, for cards that lead there; None: nowhere, or this function writes
    none."""
    is_local: bool = False
    """Whether this is a stack on a laptop, whose browser knows best where it is."""
