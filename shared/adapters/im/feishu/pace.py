"""Keeps within the vendor's limits by waiting before a call, so that being refused is the exception. For several threads."""

from bisect import insort
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from shared.adapters.im.feishu.wire import Api, Call, Reply

PER_PERSON = 5
"""Messages that one person may be sent a second, by all bots together."""
_MANY = 200
"""People whose last second is remembered before those whom it is over for are forgotten."""

_DEFAULT_PAUSE = 1.0
"""Seconds, where a refusal names none."""
_LONGEST_PAUSE = 3600.0


class Window:
    """At most `cap` calls in any stretch of `seconds`. For one thread at a time."""

    def __init__(self, cap: int, seconds: float) -> None:
        self.seconds = seconds
        self.cap = max(1, cap)
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
        self.cap = min(self.cap, max(1, cap))

    def is_idle(self, now: float) -> bool:
        return not self._times or now - self._times[-1] >= self.seconds


class Pace:
    def __init__(
        self,
        share: float | None,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        *,
        reset_tells_window: bool = True,
    ) -> None:
        self._share = share
        """None: nothing is spaced, only pauses are kept."""
        self._now = now
        self._sleep = sleep
        self._reset_tells_window = reset_tells_window
        self._windows: dict[str, tuple[Window, ...]] = {}
        self._people: dict[str, Window] = {}
        self._paused: dict[str, tuple[float, float]] = {}
        self._lock = Lock()
        self._asleep = 0

    def wait(self, call: Call, longest: float | None = None) -> float:
        """Wait until the call may be made, and count it as made: 0. Where that were longer, nothing is: the seconds.

        The moment is reserved under a lock and waited for outside of it.
        """
        with self._lock:
            seconds = self._reserve(call, longest)
        if 0 < seconds <= (seconds if longest is None else longest):
            try:
                self._sleep(seconds)
            finally:
                with self._lock:
                    self._asleep -= 1
            return 0.0
        return seconds

    def _reserve(self, call: Call, longest: float | None) -> float:
        windows, now = self._of(call), self._seconds()
        seconds = max([self.pause(call.api), *(window.wait(now, self._asleep) for window in windows)])
        if longest is not None and seconds > longest:
            return seconds
        for window in windows:
            window.count(now + seconds)
        self._asleep += seconds > 0
        return seconds

    def note(self, api: Api, reply: Reply) -> None:
        """A call was refused for its frequency: hold this API back as long, and as narrow, as the vendor says."""
        with self._lock:
            self._note(api, reply)

    def _note(self, api: Api, reply: Reply) -> None:
        after = _DEFAULT_PAUSE if reply.retry_after is None else reply.retry_after
        self._paused[api.name] = (self._seconds(), min(after, _LONGEST_PAUSE))
        if reply.limit and self._share is not None:
            by_minute = (reply.retry_after or 0) > 1 and self._reset_tells_window
            for window in self._windows.get(api.name, ()):
                if (window.seconds > 1) == by_minute:
                    window.narrow(int(reply.limit * self._share))

    def pause(self, api: Api) -> float:
        """Seconds for which the vendor asked to be left alone; never more than it asked for, whatever the clock did."""
        since, length = self._paused.get(api.name, (0.0, 0.0))
        return min(max(0.0, since + length - self._seconds()), length)

    def _of(self, call: Call) -> tuple[Window, ...]:
        if self._share is None:
            return ()
        if call.api.name not in self._windows:
            self._windows[call.api.name] = _windows(call.api, self._share)
        own = self._windows[call.api.name]
        return (*own, self._person(call.person)) if call.person else own

    def _person(self, person: str) -> Window:
        if len(self._people) >= _MANY:
            now = self._seconds()
            self._people = {key: window for key, window in self._people.items() if not window.is_idle(now)}
        return self._people.setdefault(person, Window(PER_PERSON, 1.0))

    def _seconds(self) -> float:
        return self._now().timestamp()


def _windows(api: Api, share: float) -> tuple[Window, ...]:
    minute = () if api.per_minute is None else (Window(int(api.per_minute * share), 60.0),)
    return (Window(int(api.per_second * share), 1.0), *minute)
