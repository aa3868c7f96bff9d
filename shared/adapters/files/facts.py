"""Makes facts of what a file says, the same way for every kind of input."""

from datetime import datetime
from typing import TypeVar

from shared.core.model import Fact, Source

T = TypeVar("T")


def fact_of(value: T | None, at: datetime, source: Source = Source.OBSERVED) -> Fact[T] | None:
    """None, not observed, stays None. For what was looked for and is absent, make a Fact(None) yourself."""
    return None if value is None else Fact(value, at, source)
