"""What the command needs of the world; `bootstrap` fills it, tests fill it with fakes."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from shared.app.ports import Clock, FactSource, Progress
from shared.app.staging import World
from shared.core.policy import Policy


class Terminal(Protocol):
    """Where answers and complaints go."""

    @property
    def width(self) -> int: ...

    @property
    def colour(self) -> bool: ...

    def write(self, lines: Iterable[str]) -> bool:
        """Lines for a person. False: the reader went away."""
        ...

    def write_data(self, lines: Iterable[str]) -> bool:
        """Lines for a program, UTF-8."""
        ...

    def complain(self, lines: Iterable[str]) -> bool:
        """Lines to standard error."""
        ...


class Tools(NamedTuple):
    clock: Clock
    terminal: Terminal
    progress: Progress
    world: World
    load_policy: Callable[[Path | None], Policy]
    """Raises BadInput."""
    open_source: Callable[[Path, datetime], FactSource]
    """Decides what a path is. Raises BadInput."""
    save: Callable[[Path, Iterable[str], Iterable[Path]], None]
    """(path, pieces, paths that must not be written to): a whole file or nothing. Raises BadInput."""
