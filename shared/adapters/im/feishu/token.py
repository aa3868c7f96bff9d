"""The token that every call carries: fetched when needed, kept while the vendor would give the same one again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from shared.adapters.im.feishu.fields import text, whole
from shared.adapters.im.feishu.settings import FeishuSettings
from shared.adapters.im.feishu.wire import TOKEN, Call, Reply, call, json_bytes
from shared.core.errors import PlatformError, PlatformUnavailable

RENEW_BELOW = timedelta(minutes=30)
"""With more than this left the vendor answers with the same token; with less, with a new one, and both hold."""


class _Held(NamedTuple):
    value: str
    until: datetime


class Token:
    def __init__(
        self, settings: FeishuSettings, ask: Callable[[Call], Reply], now: Callable[[], datetime]
    ) -> None:
        """`ask` returns a reply of code 0 or raises."""
        self._settings = settings
        self._ask = ask
        self._now = now
        self._held: _Held | None = None
        self._lock = Lock()
        self._attempts = 0
        self._failed: PlatformError | None = None

    def value(self) -> str:
        """A token that holds. Raises PlatformUnavailable or PlatformDenied.

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
        left = self._left()
        if self._held is not None and left >= RENEW_BELOW:
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

    def _left(self) -> timedelta:
        return self._held.until - self._now() if self._held else timedelta()

    def _fetch(self) -> _Held:
        secret = {"app_id": self._settings.app_id, "app_secret": self._settings.app_secret}
        reply = self._ask(call(TOKEN, body=json_bytes(secret)))
        value = text(reply.body.get("tenant_access_token"))
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise PlatformUnavailable(self._settings.id, TOKEN.name, "no token", support_id=reply.support_id)
        return _Held(value, self._now() + timedelta(seconds=whole(reply.body.get("expire")) or 0))
