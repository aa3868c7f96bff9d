"""How a webhook leaves this process: where it goes, what secures it, and the one request with its deadline."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Webhook(NamedTuple):
    """Where events and callbacks go, and how they are secured."""

    url: str = ""
    """Empty: nothing is sent; events are dropped."""
    door: str = ""
    """Which of the product's doors for this platform that is: the last part of its address."""
    keys: Mapping[str, str] = {}
    """By the names that the vendor's console gives them; what an empty one means is the vendor's affair."""
    deadline: float = 3.0
    """Seconds of real time in which an answer counts."""

    def keyed(self, **changed: str) -> "Webhook":
        """The same with other keys. Raises KeyError for one that the vendor does not know."""
        if unknown := set(changed) - set(self.keys):
            raise KeyError(f"no such key: {', '.join(sorted(unknown))}")
        return self._replace(keys={**self.keys, **changed})


class Outgoing(NamedTuple):
    """One request, sealed and signed."""

    url: str
    body: bytes
    headers: Mapping[str, str] = {}
    method: str = "POST"


class Outcome(NamedTuple):
    """What came of it."""

    status: int
    """0: no answer."""
    body: bytes
    seconds: float
    problem: str = ""
    """`timeout` or `unreachable` where there was no answer."""

    @property
    def accepted(self) -> bool:
        return self.status == 200


def checked(url: str) -> str:
    """Raises ValueError for an address beyond this machine."""
    target = urlsplit(url)
    if url and (target.hostname not in _LOOPBACK or target.scheme != "http"):
        raise ValueError(f"webhooks of the simulator stay on this machine, not {url}")
    return url


def send(outgoing: Outgoing, deadline: float) -> Outcome:
    """One attempt; an answer after the deadline (in seconds) is none. Raises ValueError as `checked` does."""
    target = urlsplit(checked(outgoing.url))
    connection = HTTPConnection(target.hostname or "", target.port or 80, timeout=deadline)
    path = target.path + (f"?{target.query}" if target.query else "")
    began = perf_counter()
    try:
        connection.request(outgoing.method, path or "/", outgoing.body, dict(outgoing.headers))
        response = connection.getresponse()
        said, status, problem = response.read(), response.status, ""
    except TimeoutError:
        said, status, problem = b"", 0, "timeout"
    except (OSError, HTTPException):
        said, status, problem = b"", 0, "unreachable"
    finally:
        connection.close()
    took = perf_counter() - began
    return Outcome(0, b"", took, "timeout") if took > deadline else Outcome(status, said, took, problem)
