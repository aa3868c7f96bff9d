"""Keeps within a vendor's limits by waiting before a call, so that being refused is the exception. For several threads."""

from bisect import insort
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Lock
from typing import NamedTuple

_MANY = 200
"""Buckets (people who are written to have one each) before those of which nothing has to be remembered are forgotten."""
_DEFAULT_PAUSE = 1.0
"""Seconds, where a refusal names none."""
_LONGEST_PAUSE = 3600.0


class Bound(NamedTuple):
    """At most so many calls in any stretch of so many seconds."""

    calls: int
    seconds: float


class Limit(NamedTuple):
    """What one call counts towards."""

    bucket: str
    """Calls with the same one are counted together."""
    bounds: tuple[Bound, ...]
    is_company_s: bool = True
    """The whole company's, of which a share is ours; False: all of it is."""


class Window:
    """At most `cap` calls in any stretch of `seconds`. For one thread at a time."""

    def __init__(self, cap: int, seconds: float) -> None:
        self.seconds = seconds
        self.cap = max(1, cap)
        self.is_narrowed = False
        self._times: list[float] = []
        """When the newest calls were made or will be, in order."""

    def wait(self, now: float, asleep: int = 0) -> float:
        """Seconds until one more is allowed, where so many others are waiting to make theirs.

        Without these never more than the window, whatever the clock did: what would lie later was before a step back.
        """
        longest = self.seconds * (1 + asleep // self.cap)
        self._times = [at for at in self._times[-self.cap :] if at <= now + longest]
        if len(self._times) < self.cap:
            return 0.0
        return min(max(0.0, self._times[0] + self.seconds - now), longest)

    def count(self, at: float) -> None:
        """One is made then, which may be later than now."""
        insort(self._times, at)

    def narrow(self, cap: int) -> None:
        """The vendor says that fewer are allowed."""
        self.cap, self.is_narrowed = min(self.cap, max(1, cap)), True

    def is_idle(self, now: float) -> bool:
        """Whether nothing of it has to be remembered."""
        return not self.is_narrowed and (not self._times or now - self._times[-1] >= self.seconds)


class Pace:
    def __init__(
        self, share: float | None, now: Callable[[], datetime], sleep: Callable[[float], None]
    ) -> None:
        self._share = share
        """None: nothing is spaced, only pauses are kept."""
        self._now = now
        self._sleep = sleep
        self._windows: dict[str, tuple[Window, ...]] = {}
        self._paused: dict[str, tuple[float, float]] = {}
        self._lock = Lock()
        self._asleep = 0

    def wait(self, limits: Iterable[Limit], longest: float | None = None) -> float:
        """Wait until a call may be made, and count it as made: 0. Where that were longer, nothing is: the seconds.

        The moment is reserved under a lock and waited for outside of it.
        """
        with self._lock:
            seconds = self._reserve(tuple(limits), longest)
        if 0 < seconds <= (seconds if longest is None else longest):
            try:
                self._sleep(seconds)
            finally:
                with self._lock:
                    self._asleep -= 1
            return 0.0
        return seconds

    def _reserve(self, limits: tuple[Limit, ...], longest: float | None) -> float:
        now = self._seconds()
        windows = [window for limit in limits for window in self._of(limit, now)]
        pauses = [self.pause(limit.bucket) for limit in limits]
        seconds = max([*pauses, *(window.wait(now, self._asleep) for window in windows)], default=0.0)
        if longest is not None and seconds > longest:
            return seconds
        for window in windows:
            window.count(now + seconds)
        self._asleep += seconds > 0
        return seconds

    def hold_back(self, bucket: str, after: float | None, narrowed: Bound | None = None) -> None:
        """A call was refused for its frequency: leave this bucket alone as long as the vendor says (seconds; None: it does not).

        `narrowed`: a bound that is lower than the one which we knew, of the same seconds.
        """
        with self._lock:
            pause = _DEFAULT_PAUSE if after is None else after
            self._paused[bucket] = (self._seconds(), min(pause, _LONGEST_PAUSE))
            if narrowed is not None and self._share is not None:
                for window in self._windows.get(bucket, ()):
                    if window.seconds == narrowed.seconds:
                        window.narrow(int(narrowed.calls * self._share))

    def pause(self, bucket: str) -> float:
        """Seconds for which the vendor asked to be left alone; never more than it asked for, whatever the clock did."""
        since, length = self._paused.get(bucket, (0.0, 0.0))
        return min(max(0.0, since + length - self._seconds()), length)

    def remembered(self) -> int:
        """Of how many buckets something is kept in mind."""
        return len(self._windows)

    def _of(self, limit: Limit, now: float) -> tuple[Window, ...]:
        if self._share is None:
            return ()
        if limit.bucket not in self._windows:
            self._forget_idle(now)
            share = self._share if limit.is_company_s else 1.0
            self._windows[limit.bucket] = tuple(
                Window(int(bound.calls * share), bound.seconds) for bound in limit.bounds
            )
        return self._windows[limit.bucket]

    def _forget_idle(self, now: float) -> None:
        if len(self._windows) >= _MANY:
            self._windows = {
                bucket: windows
                for bucket, windows in self._windows.items()
                if not all(window.is_idle(now) for window in windows)
            }

    def _seconds(self) -> float:
        return self._now().timestamp()
