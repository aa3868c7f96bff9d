"""Faults on order: what goes wrong with the next calls of an API, before or after it did its work."""

from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

KINDS: Mapping[str, str] = {
    "latency": "answered `seconds` late, and otherwise as usual",
    "rate_limit": "the vendor's answer to too many calls, free again in `seconds`; nothing was done",
    "code": "the vendor's error `code`; nothing was done",
    "token": "the vendor's answer to a token that is no good; nothing was done",
    "server_error": "an HTML page with `status` (502), as a gateway sends it; nothing was done",
    "hang": "nothing is done, nothing answered; the connection is cut after `seconds`",
    "cut": "nothing is done; the connection is cut at once",
    "lost_reply": "it is done, and the connection is cut instead of an answer",
    "late_error": "it is done, and an HTML page with `status` (504) is answered",
}
"""What every simulated platform can be told to do; a vendor's own kinds come on top."""


class Fault(NamedTuple):
    kind: str
    api: str = "*"
    """As in the call counters; `*` is any."""
    times: int = 1
    """-1: until it is cleared."""
    after: int = 0
    """How many matching calls go well first."""
    match: str = ""
    """Only calls that have this in their address or body: a user, a group, a uuid."""
    seconds: float = 1.0
    status: int = 0
    code: int = 0


class Faults:
    """Every call takes at most one fault besides latencies: the first that was ordered."""

    def __init__(self, own: Mapping[str, str] = {}) -> None:
        self.kinds = {**KINDS, **own}
        self._lock = Lock()
        self._orders: list[Fault] = []

    def order(self, *faults: Fault) -> None:
        """Raises ValueError for a kind that there is not."""
        for fault in faults:
            if fault.kind not in self.kinds:
                raise ValueError(f"fault {fault.kind}: choose one of {sorted(self.kinds)}")
        with self._lock:
            self._orders += faults

    def clear(self) -> None:
        with self._lock:
            self._orders = []

    def pending(self) -> list[Fault]:
        with self._lock:
            return list(self._orders)

    def take(self, api: str, said: str) -> list[Fault]:
        """What happens to this call; `said` is its address and body."""
        if not self._orders:
            return []
        taken: list[Fault] = []
        with self._lock:
            for place, fault in enumerate(self._orders):
                if fault.api in {"*", api} and fault.match in said and _one_of(fault, taken):
                    self._orders[place] = _used(fault)
                    if fault.after == 0:
                        taken.append(fault)
            self._orders = [fault for fault in self._orders if fault.times != 0]
        return taken


def _one_of(fault: Fault, taken: list[Fault]) -> bool:
    return fault.kind == "latency" or not any(other.kind != "latency" for other in taken)


def _used(fault: Fault) -> Fault:
    if fault.after:
        return fault._replace(after=fault.after - 1)
    return fault._replace(times=fault.times - 1) if fault.times > 0 else fault
