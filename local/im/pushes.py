"""Events on their way: sent, repeated at the vendor's intervals of simulated time, and then given up."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread
from typing import NamedTuple

from local.im.clock import Clock, moment
from local.im.seen import Json, as_json
from local.im.webhook import Outcome, Outgoing, Webhook, send

_TICK = 0.1
"""Seconds of real time between two looks at what has become due."""

Seal = Callable[[Webhook, str, float], bytes]
"""Makes the body that every attempt has: (where it goes, the event's id, the moment in epoch seconds)."""


class Attempt(NamedTuple):
    kind: str
    """Of the event."""
    body: bytes
    number: int
    """1 for the first."""
    now: float


class Signing(NamedTuple):
    """How a vendor pushes."""

    sign: Callable[[Webhook, Attempt], Outgoing]
    """Every attempt has a signature of its own."""
    waits: tuple[int, ...]
    """Seconds between one attempt and the next; after the last it is given up."""


@dataclass(slots=True)
class Delivery:
    event_id: str
    type: str
    subject: str
    """The group or person it is about; what was said stands only in the sealed body."""
    body: bytes
    due: float
    state: str = "waiting"
    """`waiting`, `delivered`, `given up` or `dropped` (there is nowhere to send it)."""
    attempts: list[Json] = field(default_factory=list)

    def line(self) -> Json:
        return {
            "event_id": self.event_id,
            "type": self.type,
            "subject": self.subject,
            "state": self.state,
            "due": as_json(moment(self.due)),
            "attempts": self.attempts,
        }


class Pushes:
    """The queue of events. It keeps a log of every delivery, without what was said."""

    def __init__(self, hook: Webhook, signing: Signing, clock: Clock, new_id: Callable[[], str]) -> None:
        self.hook = hook
        self.muted: set[str] = set()
        """Event types that the app did not subscribe to."""
        self.doubling = 0
        """Every nth message is pushed twice, with two event ids; 0: none."""
        self.posters = 2
        """At once; more only slows a local stack down, and one keeps the order."""
        self._signing = signing
        self._clock = clock
        self._new_id = new_id
        self._log: list[Delivery] = []
        self._waiting: list[Delivery] = []
        self._flying = 0
        self._lock = Lock()
        self._settled = Condition(self._lock)
        self._messages = 0
        self._stop = Event()
        self._asked = Event()

    def put(self, kind: str, subject: str, seal: Seal, *, is_message: bool = False) -> None:
        """Something happened just now."""
        if kind in self.muted:
            return
        for _ in range(1 + (is_message and self._is_doubled())):
            self._put(kind, subject, seal)
        self._asked.set()

    def _is_doubled(self) -> bool:
        self._messages += 1
        return bool(self.doubling) and self._messages % self.doubling == 0

    def _put(self, kind: str, subject: str, seal: Seal) -> None:
        """Sealed once for all attempts; not at all where there is nowhere to send it."""
        now, event_id, goes = self._clock.now(), self._new_id(), bool(self.hook.url)
        delivery = Delivery(event_id, kind, subject, seal(self.hook, event_id, now) if goes else b"", now)
        with self._lock:
            self._log.append(delivery)
            if goes:
                self._waiting.append(delivery)
            else:
                delivery.state = "dropped"

    def deliver_due(self, order: str = "as it happened") -> int:
        """Sends what is due by now and returns how many attempts that took; `backwards` is the other order."""
        with self._lock:
            now = self._clock.now()
            due = [delivery for delivery in self._waiting if delivery.due <= now]
            self._waiting = [delivery for delivery in self._waiting if delivery.due > now]
            self._flying += len(due)
        self._attempt_all(due[::-1] if order == "backwards" else due)
        return len(due)

    def _attempt_all(self, due: Sequence[Delivery]) -> None:
        if len(due) < 2:
            for delivery in due:
                self._attempt(delivery)
            return
        with ThreadPoolExecutor(self.posters) as pool:
            list(pool.map(self._attempt, due))

    def _attempt(self, delivery: Delivery) -> None:
        now, hook, waits = self._clock.now(), self.hook, self._signing.waits
        attempt = Attempt(delivery.type, delivery.body, len(delivery.attempts) + 1, now)
        outcome = send(self._signing.sign(hook, attempt), hook.deadline)
        delivery.attempts.append(_attempted(outcome, now))
        with self._settled:
            self._flying -= 1
            self._settled.notify_all()
            if outcome.accepted:
                delivery.state, delivery.body = "delivered", b""
            elif len(delivery.attempts) > len(waits):
                delivery.state, delivery.body = "given up", b""
            else:
                delivery.due = now + waits[len(delivery.attempts) - 1]
                self._waiting.append(delivery)

    def log(self) -> list[Json]:
        with self._lock:
            return [delivery.line() for delivery in self._log]

    def settle(self, seconds: float) -> bool:
        """Waits (real time) until nothing is on its way or due any more; what waits for a later repetition does not count."""
        with self._settled:
            return self._settled.wait_for(lambda: not self._unsettled(), seconds)

    def unsettled(self) -> int:
        """How many are on their way or due by now."""
        with self._lock:
            return self._unsettled()

    def _unsettled(self) -> int:
        now = self._clock.now()
        return self._flying + sum(1 for delivery in self._waiting if delivery.due <= now)

    def start(self) -> None:
        """From now on events go out by themselves."""
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        self._asked.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self.deliver_due()
            self._asked.wait(_TICK)
            self._asked.clear()


def _attempted(outcome: Outcome, now: float) -> Json:
    return {
        "at": as_json(moment(now)),
        "status": outcome.status,
        "latency_ms": round(outcome.seconds * 1000),
        "problem": outcome.problem,
    }
