"""The token that every call carries: fetched when needed, by one thread, and kept while it holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from shared.core.errors import PlatformError, PlatformUnavailable


class Held(NamedTuple):
    value: str
    until: datetime
    """Aware UTC."""


class Token:
    def __init__(
        self, fetch: Callable[[], Held], now: Callable[[], datetime], renew_below: timedelta
    ) -> None:
        """`fetch` raises a PlatformError. `renew_below`: with less than this left another one is fetched."""
        self._fetch = fetch
        self._now = now
        self._renew_below = renew_below
        self._held: Held | None = None
        self._lock = Lock()
        self._attempts = 0
        self._failed: PlatformError | None = None

    def value(self) -> str:
        """A token that holds. Raises what `fetch` raises, save PlatformUnavailable while the old one still holds.

        One thread fetches and the others wait for what it gets: the token, or the same error.
        """
        attempts = self._attempts
        with self._lock:
            if self._failed is not None and self._attempts != attempts:
                raise self._failed
            return self._current()

    def drop(self, value: str) -> None:
        """Forget this one, if it is the one that is held: the vendor does not take it any more."""
        with self._lock:
            if self._held is not None and self._held.value == value:
                self._held = None

    def _current(self) -> str:
        left = self._held.until - self._now() if self._held else timedelta()
        if self._held is not None and left >= self._renew_below:
            return self._held.value
        self._failed = None
        try:
            self._held = self._fetch()
        except PlatformError as error:
            if not isinstance(error, PlatformUnavailable) or self._held is None or left <= timedelta():
                self._failed = error
                raise
        finally:
            self._attempts += 1
        return self._held.value
