"""How a vendor's API is called: one client a process, bounded in time, and honest about what may have left."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.im.kit.deadline import Deadline
from shared.core.errors import OutcomeUnknown, PlatformError, PlatformUnavailable

if (
    TYPE_CHECKING
):  # its client costs more than a boto3 client's half: only what sends imports it, and then late
    import httpx

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 12.0
"""Of one call from its first try to its last byte; a server that trickles ends here."""
_OURS = {"accept": "*/*", "user-agent": "groupkeeper"}
_TIMEOUTS: Mapping[str, float] = {
    "connect": CONNECT_SECONDS,
    "pool": CONNECT_SECONDS,
    "read": READ_SECONDS,
    "write": READ_SECONDS,
}
TRIES = 3
"""Of making the connection; a request is never sent again."""
PATIENCE_SECONDS = 7.0
"""No new try of a connection begins after this."""


class Request(NamedTuple):
    platform: str
    """For the errors, as is `call`."""
    call: str
    method: str
    url: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None
    effect: bool = False
    """Something happens when it arrives: a lost answer is then OutcomeUnknown, and never assumed either way."""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class _NotConnected(PlatformUnavailable):
    """No connection was made, so nothing has left."""


class Http:
    """One lazily made pool of connections, for several threads; `transport` is where a test answers instead of a network.

    httpx's transport without its client: what that adds (redirects, cookies, the environment's proxies) is what no call of
    ours may have, and a third of a call's CPU.
    """

    def __init__(
        self,
        *,
        transport: "httpx.BaseTransport | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._sleep = sleep
        self._pool: httpx.BaseTransport | None = None
        self._opening = Lock()
        self._deadline = Deadline()

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """All calls that this thread makes inside of it end within so many seconds."""
        return self._deadline.within(seconds)

    def remaining(self) -> float | None:
        """Seconds that this thread has left for its calls; None: no end is set."""
        return self._deadline.remaining()

    def send(self, request: Request) -> Answer:
        """Send once, whatever the status is.

        Raises PlatformUnavailable where certainly nothing came of it (or nothing can, for a reading), and
        OutcomeUnknown where the request has an effect and may have left.
        """
        self._opened()  # what that takes, once, is no call's time
        with self._deadline.within(WHOLE_SECONDS):
            if self._deadline.is_over():
                raise PlatformUnavailable(request.platform, request.call, "no time left")
            try:
                return self._attempt(request)
            except _NotConnected:
                if self._deadline.is_over():
                    raise
                return self._again(request)

    def close(self) -> None:
        """Give the connections back; the next call opens new ones. A function's process never needs to."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _again(self, request: Request) -> Answer:
        from tenacity import (  # late: most runs never need it
            Retrying,
            retry_if_exception,
            stop_after_attempt,
            stop_after_delay,
            wait_random_exponential,
        )

        self._sleep(random.uniform(0.05, 0.3))  # noqa: S311 - jitter, so that workers do not come back together
        retrying = Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(TRIES - 1) | stop_after_delay(PATIENCE_SECONDS - CONNECT_SECONDS),
            wait=wait_random_exponential(multiplier=0.3, max=2),
            retry=retry_if_exception(self._is_worth_a_try),
            reraise=True,
        )
        return retrying(self._attempt, request)

    def _is_worth_a_try(self, error: BaseException) -> bool:
        return isinstance(error, _NotConnected) and not self._deadline.is_over()

    def _attempt(self, request: Request) -> Answer:
        import httpx

        try:
            answer = self._opened().handle_request(
                httpx.Request(
                    request.method,
                    request.url,
                    headers=_OURS | dict(request.headers),
                    content=request.body,
                    extensions={"timeout": _TIMEOUTS},
                )
            )
            try:
                answer.read()
            finally:  # also where it broke off: its connection must not go back to the others
                answer.close()
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ProxyError,
            httpx.UnsupportedProtocol,
            httpx.InvalidURL,
        ) as error:
            raise _named(_NotConnected, request, error) from error
        except httpx.HTTPError as error:
            kind = OutcomeUnknown if request.effect else PlatformUnavailable
            raise _named(kind, request, error) from error
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, headers, answer.content)

    def _opened(self) -> "httpx.BaseTransport":
        with self._opening:
            if self._pool is None:
                from shared.adapters.im.kit.bounded import BoundedTransport

                # what the environment says is for the settings to read
                self._pool = self._transport or BoundedTransport(self._deadline, trust_env=False)
            return self._pool


def _named(kind: type[PlatformError], request: Request, error: Exception) -> PlatformError:
    """The error by its kind alone: the text of a transport's error may quote a header."""
    return kind(request.platform, request.call, type(error).__name__)
