"""Faults on order: what goes wrong with the next calls of an API, before or after it did its work."""

from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple

KINDS: Mapping[str, str] = {
    "latency": "answered `seconds` late, and otherwise as usual",
    "rate_limit": "429 with the headers, reset in `seconds`",
    "rate_limit_400": "the same as HTTP 400, without headers",
    "server_error": "an HTML page with `status` (502), as a gateway sends it; nothing was done",
    "code": "the vendor's error `code`; nothing was done",
    "token": "99991663, with the status that the variant says or `status`",
    "hang": "nothing is done, nothing answered; the connection is cut after `seconds`",
    "cut": "nothing is done; the connection is cut at once",
    "lost_reply": "it is done, and the connection is cut instead of an answer",
    "late_error": "it is done, and an HTML page with `status` (504) is answered",
    "sending": "230049; it arrives in `seconds` of simulated time, and until then its uuid gets 230049 too",
    "swallowed": "like `sending`, but it never arrives",
}


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

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Fault":
        """Raises ValueError for a kind that there is not, TypeError for a field that there is not."""
        fault = cls(**value)
        if fault.kind not in KINDS:
            raise ValueError(f"fault {fault.kind}: choose one of {sorted(KINDS)}")
        return fault


class Faults:
    """Every call takes at most one fault besides latencies: the first that was ordered."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._orders: list[Fault] = []

    def order(self, *faults: Fault) -> None:
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
