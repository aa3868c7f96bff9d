"""Rate limits in fixed windows, by whichever clock."""

from collections.abc import Callable
from typing import NamedTuple


class Bound(NamedTuple):
    calls: int
    seconds: int


class Windows:
    """`now` None: nothing is limited."""

    def __init__(self, now: Callable[[], float] | None) -> None:
        self.now = now
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}

    def over(self, key: str, bound: Bound) -> float | None:
        """Counts this call; seconds until the window ends if it was one too many."""
        if self.now is None:
            return None
        now = self.now()
        window = int(now // bound.seconds)
        began, count = self._counts.get((key, bound.seconds), (window, 0))
        count = count + 1 if began == window else 1
        self._counts[key, bound.seconds] = (window, count)
        return (window + 1) * bound.seconds - now if count > bound.calls else None
