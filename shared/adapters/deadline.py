"""The end of a whole call, for every wait within it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Deadline(threading.local):
    """Until when the call that this thread makes may go on, on the monotonic clock; None: for ever."""

    until: float | None = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self.until = self._clock() + seconds
        try:
            yield
        finally:
            self.until = None

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
