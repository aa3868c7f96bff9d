"""How much each figure is measured on: in full, and just enough to see that it runs."""

from typing import NamedTuple


class Size(NamedTuple):
    messages: int
    """Of a facts folder that is previewed."""
    groups: int
    """That are judged in memory."""
    rounds: int
    """In which ours and the baseline take turns."""
    starts: int
    """Cold starts of each function."""
    company: int
    """Groups of the simulated company."""
    days: int
    """In which nothing happens there."""
    night: int
    """Message events of a busy night."""
    cold: int
    """Groups that are collected for the first time."""
    paced: int
    """Groups that are collected at the limits' pace."""
    listed: int
    """Groups of a listing that takes several ticks; a multiple of 400."""
    inspected: int
    """Groups in whole passes of `inspect`."""
    owned: int
    """Groups of one owner on a page."""


FULL = Size(
    messages=1_000_000,
    groups=100_000,
    rounds=3,
    starts=7,
    company=300,
    days=14,
    night=1_000,
    cold=5_000,
    paced=300,
    listed=100_000,
    inspected=10_000,
    owned=200,
)
SMALL = Size(
    messages=1_000,
    groups=500,
    rounds=1,
    starts=1,
    company=120,
    days=1,
    night=100,
    cold=40,
    paced=20,
    listed=1_200,
    inspected=200,
    owned=20,
)
