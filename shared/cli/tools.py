"""What the command needs of the world; `bootstrap` fills it, tests fill it with fakes."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple, Protocol

from shared.app.ports.ports import Clock, FactSource, MarkedSheet, PeopleFile, Progress
from shared.app.ports.remote import Remote, Target
from shared.app.ports.world import World
from shared.core.errors import Fault
from shared.core.lang import Lang
from shared.core.policy.policy import Policy
from shared.settings import OperatorSettings


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


class Keyboard(Protocol):
    """Somebody who may be there to answer."""

    @property
    def is_there(self) -> bool: ...

    def ask(self, question: str) -> str | None:
        """One line of theirs; None: nobody is there, or they ended the input."""
        ...


class Operator(NamedTuple):
    """What the subcommands need that work with a deployed stack."""

    settings: OperatorSettings
    local: Callable[[], Target | None]
    """The stack that runs on this machine, as the current folder records it; None: none. Raises BadInput."""
    connect: Callable[[Target], Remote]
    waiting: Callable[[str], AbstractContextManager[None]]
    """Shows a label while an answer is waited for; silent unless a person watches."""
    keyboard: Keyboard
    read: Callable[[Path], bytes]
    """The whole file. Raises BadInput."""
    people: Callable[[bytes, str], PeopleFile | None]
    """(content, file name) → what a people sheet says; None: it is none. Raises BadInput."""
    template: Callable[[str, Lang, Sequence[str]], bytes]
    """(`groups` or `people`, language, departments to pick from): a workbook to fill in."""
    returned: Callable[[Path, Sequence[Fault]], MarkedSheet | None]
    """A copy of the sheet in which every row that cannot be taken says what to change, by what was refused elsewhere
    too; None: no single row is wrong. Raises BadInput where none can be made."""
    copy_beside: Callable[[Path], Path]
    """A new name for it, in the sheet's folder."""
    save_new: Callable[[Path, bytes], None]
    """Never over a file that is there. Raises BadInput."""
    zone: tzinfo | None = None
    """In which times are shown; None: the machine's."""


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
    operator: Operator
