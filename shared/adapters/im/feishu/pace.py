"""Keeps within the vendor's limits by waiting before a call, so that being refused is the exception."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from shared.adapters.im.feishu.wire import Api, Call, Reply

PER_PERSON = 5
"""Messages that one person may be sent a second, by all bots together."""
_MANY = 200
"""People whose last second is remembered before those whom it is over for are forgotten."""

_DEFAULT_PAUSE = 1.0
"""Seconds, where a refusal names none."""
_LONGEST_PAUSE = 3600.0


class Window:
    """At most `cap` calls in any stretch of `seconds`."""

    def __init__(self, cap: int, seconds: float) -> None:
        self.seconds = seconds
        self._times: deque[float] = deque(maxlen=max(1, cap))

    @property
    def cap(self) -> int:
        return self._times.maxlen or 1

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; never more than the window, whatever the clock did."""
        if len(self._times) < self.cap:
            return 0.0
        return min(max(0.0, self._times[0] + self.seconds - now), self.seconds)

    def count(self, now: float) -> None:
        self._times.append(now)

    def narrow(self, cap: int) -> None:
        """The vendor says that fewer are allowed."""
        if cap < self.cap:
            self._times = deque(self._times, maxlen=max(1, cap))

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

    def wait(self, call: Call) -> None:
        """Wait until the call may be made, and count it as made."""
        windows = self._of(call)
        seconds = max([self.pause(call.api), *(window.wait(self._seconds()) for window in windows)])
        if seconds > 0:
            self._sleep(seconds)
        now = self._seconds()
        for window in windows:
            window.count(now)

    def note(self, api: Api, reply: Reply) -> None:
        """A call was refused for its frequency: hold this API back as long, and as narrow, as the vendor says."""
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
