"""The way in to a simulated API: lets faults happen to a call before and after it is done, and counts it."""

from collections.abc import Iterable
from threading import Event
from typing import NamedTuple, Protocol

from local.im.calls import Calls
from local.im.faults import Fault, Faults
from local.im.wire import CUT, Answer, Request

_HTML = (("Content-Type", "text/html"),)
_AFTER = frozenset({"lost_reply", "late_error"})


class Done(NamedTuple):
    """What an API answers."""

    answer: Answer
    code: str
    """The vendor's, for the counters."""


class Api(Protocol):
    """A vendor's API."""

    bad_gateway: bytes
    """The page of whatever stands before it, when it fails."""

    def named(self, request: Request) -> str | None:
        """The API's name in counters and faults; None: there is nothing at this address."""
        ...

    def nowhere(self) -> Answer: ...

    def done(self, request: Request) -> Done:
        """The call, with all that the vendor checks first."""
        ...

    def faulted(self, request: Request, fault: Fault) -> Done | None:
        """What the vendor says for a `rate_limit`, `code`, `token` or a kind of its own; None: it goes on."""
        ...


class Gateway:
    def __init__(self, api: Api, faults: Faults, calls: Calls) -> None:
        self._api = api
        self._faults = faults
        self._calls = calls
        self._stopped = Event()

    def stop(self) -> None:
        """Lets go of every call that is held back."""
        self._stopped.set()

    def answer(self, request: Request) -> Answer:
        name = self._api.named(request)
        if name is None:
            return self._api.nowhere()
        faults = self._faults.take(name, _said(request)) if self._faults.pending() else []
        answer, code = self._through(request, faults)
        if answer.cut or answer.status >= 500:
            code = "cut" if answer.cut else str(answer.status)
        self._calls.count(name, code)
        return answer

    def _through(self, request: Request, faults: Iterable[Fault]) -> Done:
        """Faults before the work, the work, faults after it."""
        after = None
        for fault in faults:
            if fault.kind in _AFTER:
                after = fault
            elif (instead := self._before(request, fault)) is not None:
                return instead
        done = self._api.done(request)
        if after is None:
            return done
        return Done(CUT if after.kind == "lost_reply" else self._failed(after.status or 504), done.code)

    def _before(self, request: Request, fault: Fault) -> Done | None:
        """None: it goes on."""
        if fault.kind == "latency":
            self._stopped.wait(fault.seconds)
            return None
        if fault.kind in {"hang", "cut"}:
            self._stopped.wait(fault.seconds if fault.kind == "hang" else 0)
            return Done(CUT, "cut")
        if fault.kind == "server_error":
            return Done(self._failed(fault.status or 502), "")
        return self._api.faulted(request, fault)

    def _failed(self, status: int) -> Answer:
        return Answer(status, self._api.bad_gateway, _HTML)


def _said(request: Request) -> str:
    return f"{request.path}?{request.query}\n{request.body.decode(errors='replace')}"
