"""Puts the `groupkeeper` command together."""

import io
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from shared.adapters.clock import SystemClock
from shared.adapters.console import Console
from shared.adapters.policy_file import load_policy
from shared.app.ports.ports import FactSource
from shared.bootstrap.operator import operator
from shared.bootstrap.world import world
from shared.cli.command import main
from shared.cli.tools import Tools
from shared.core.policy.policy import Policy
from shared.core.questions.catalogue import ALL
from shared.settings import terminal_settings


def console() -> int:
    """The `groupkeeper` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed; help is in two languages
            stream.reconfigure(errors="replace")
    return main(sys.argv[1:], tools())


def tools() -> Tools:
    terminal = Console(sys.stdout, sys.stderr, terminal_settings())
    return Tools(
        clock=SystemClock(),
        terminal=terminal,
        progress=terminal.progress(time.monotonic),
        world=world(),
        load_policy=_load_policy,
        open_source=_open_source,
        save=_save,
        operator=operator(terminal),
    )


def _load_policy(path: Path | None) -> Policy:
    return load_policy(path, ALL)


def _open_source(path: Path, at: datetime) -> FactSource:
    from shared.adapters.files.open import open_source  # late: reading flags needs no zip, CSV or Excel

    return open_source(path, at=at)


def _save(path: Path, pieces: Iterable[str], never: Iterable[Path]) -> None:
    from shared.adapters.saving import save  # late: most runs write no file

    save(path, pieces, never=never)
