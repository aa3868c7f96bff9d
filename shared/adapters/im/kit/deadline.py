"""The end of a whole call, for every wait within it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager


class Deadline(threading.local):
    """Until when what this thread does may go on, on the monotonic clock; None: for ever. Each thread has its own."""

    until: float | None = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Whoever enters it has until so many seconds from now, whenever that is. Within another one this never moves the
        end back."""
        return self._end_at(self._clock() + seconds)

    @contextmanager
    def _end_at(self, until: float) -> Iterator[None]:
        outer = self.until
        self.until = until if outer is None else min(outer, until)
        try:
            yield
        finally:
            self.until = outer

    def remaining(self) -> float | None:
        """Seconds, none below zero; None: for ever."""
        return None if self.until is None else max(0.0, self.until - self._clock())

    def is_over(self) -> bool:
        return self.until is not None and self.until <= self._clock()

    def left(self, timeout: float | None, error: type[Exception]) -> float | None:
        """The wait that is still allowed, at most `timeout`. Raises `error` where none is."""
        if self.until is None:
            return timeout
        left = self.until - self._clock()
        if left <= 0:
            raise error
        return left if timeout is None else min(timeout, left)
