"""What the environment says: the only reader of it."""

import os
from collections.abc import Mapping
from typing import NamedTuple


class TerminalSettings(NamedTuple):
    """How the person at the terminal wants to be shown things."""

    no_color: bool
    """NO_COLOR is set and not empty (no-color.org)."""
    force_color: bool
    """FORCE_COLOR is set and not empty; NO_COLOR wins."""
    columns: int | None
    """COLUMNS, where it is a number; None: ask the terminal."""
    dumb: bool
    """TERM is `dumb`: no cursor movement, so no progress bar."""


def terminal_settings(environment: Mapping[str, str] | None = None) -> TerminalSettings:
    env = os.environ if environment is None else environment
    columns = env.get("COLUMNS", "")
    return TerminalSettings(
        no_color=bool(env.get("NO_COLOR")),
        force_color=bool(env.get("FORCE_COLOR")),
        columns=int(columns) if columns.isascii() and columns.isdigit() and int(columns) > 0 else None,
        dumb=env.get("TERM") == "dumb",
    )
