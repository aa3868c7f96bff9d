"""What the use cases need of the world, as small protocols; adapters and the tests' fakes fill them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from shared.core.errors import Fault
from shared.core.model import Company, Group, Post


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


class FactSet(NamedTuple):
    """Everything one input shows. A group without activity was not observed; what the others' is, posts say."""

    label: str
    """What was read, for a heading: `Slack export`, `facts folder`, `register sheet`."""
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


class FactSource(Protocol):
    def read(self, progress: Progress) -> FactSet:
        """Read everything but the messages.

        Raises BadInput when what is there cannot be judged at all; what can be left out is a fault in the set.
        """
        ...
