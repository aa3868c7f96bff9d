"""A map that can be seen as it was some writes ago: what an index shows while it lags."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Lag = Callable[[], int]
"""How many of the newest writes the next hint does not show yet."""


def no_lag() -> int:
    return 0


class Remembered(Generic[K, V]):
    """Values must be immutable: what is read is what is kept."""

    def __init__(self) -> None:
        self.now: dict[K, V] = {}
        self._before: list[tuple[K, V | None]] = []

    def set(self, key: K, value: V) -> None:
        self._before.append((key, self.now.get(key)))
        self.now[key] = value

    def drop(self, key: K) -> None:
        self._before.append((key, self.now.pop(key, None)))

    def as_of(self, behind: int) -> Mapping[K, V]:
        """Without the newest `behind` writes."""
        if behind <= 0 or not self._before:
            return self.now
        old = dict(self.now)
        for key, value in reversed(self._before[-behind:]):
            if value is None:
                old.pop(key, None)
            else:
                old[key] = value
        return old
