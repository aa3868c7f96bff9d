"""The deployed functions: the only list of them."""

from datetime import timedelta
from typing import NamedTuple


class Function(NamedTuple):
    name: str
    """Of its folder, of its block in the template, in logs and metrics."""
    every: timedelta | None = None
    """How often its schedule calls it; None: it has none."""


ALL = (
    Function("collect", timedelta(minutes=15)),
    Function("inspect", timedelta(hours=1)),
    Function("nudge", timedelta(minutes=15)),
    Function("hooks"),
    Function("absorb"),
    Function("pages"),
    Function("register"),
    Function("ops"),
)
FUNCTIONS = tuple(function.name for function in ALL)
SCHEDULED = {function.name: function.every for function in ALL if function.every is not None}
"""Those that run by themselves, and how often."""
