"""Events on their way: sent, repeated after 15 s, 5 min, 1 h and 6 h of simulated time, and then given up."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread
from typing import Any

from local.feishu.options import Webhook
from local.feishu.webhooks import Outcome, envelope, post
from local.im.clock import Clock, iso

Json = dict[str, Any]

WAITS = (15, 300, 3600, 21_600)
"""Seconds between one attempt and the next."""
_TICK = 0.1
"""Seconds of real time between two looks at what has become due."""


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
            "due": iso(self.due),
            "attempts": self.attempts,
        }


class Pushes:
    """The queue of events. It keeps a log of every delivery, without what was said."""

    def __init__(self, hook: Webhook, clock: Clock, app_id: str, new_id: Callable[[str], str]) -> None:
        self.hook = hook
        self.muted: set[str] = set()
        """Event types that the app did not subscribe to."""
        self.doubling = 0
        """Every nth message is pushed twice, with two event ids; 0: none."""
        self.posters = 2
        """At once; more only slows a local stack down, and one keeps the order."""
        self._clock = clock
        self._app_id = app_id
        self._new_id = new_id
        self._log: list[Delivery] = []
        self._waiting: list[Delivery] = []
        self._flying = 0
        self._lock = Lock()
        self._settled = Condition(self._lock)
        self._messages = 0
        self._stop = Event()
        self._asked = Event()

    def put(self, kind: str, event: Json) -> None:
        """Something happened just now."""
        if kind in self.muted:
            return
        doubled = kind == "im.message.receive_v1" and self._is_doubled()
        for _ in range(1 + doubled):
            self._put(kind, event)
        self._asked.set()

    def _is_doubled(self) -> bool:
        self._messages += 1
        return bool(self.doubling) and self._messages % self.doubling == 0

    def _put(self, kind: str, event: Json) -> None:
        now = self._clock.now()
        event_id = self._new_id("ev_")
        delivery = Delivery(event_id, kind, _subject(event), self._sealed(kind, event, event_id, now), now)
        with self._lock:
            self._log.append(delivery)
            if self.hook.url:
                self._waiting.append(delivery)
            else:
                delivery.state = "dropped"

    def _sealed(self, kind: str, event: Json, event_id: str, now: float) -> bytes:
        """Once for all attempts; nothing where there is nowhere to send it."""
        if not self.hook.url:
            return b""
        at_ms, app = int(now * 1000), self._app_id
        return envelope(self.hook, kind=kind, event=event, app_id=app, event_id=event_id, at_ms=at_ms)

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
        now = self._clock.now()
        outcome = post(self.hook, delivery.body, now)
        delivery.attempts.append(_attempted(outcome, now))
        with self._settled:
            self._flying -= 1
            self._settled.notify_all()
            if outcome.accepted:
                delivery.state, delivery.body = "delivered", b""
            elif len(delivery.attempts) > len(WAITS):
                delivery.state, delivery.body = "given up", b""
            else:
                delivery.due = now + WAITS[len(delivery.attempts) - 1]
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


def _subject(event: Json) -> str:
    message = event.get("message", {})
    return str(message.get("chat_id") or event.get("chat_id") or event.get("object", {}).get("open_id", ""))


def _attempted(outcome: Outcome, now: float) -> Json:
    return {
        "at": iso(now),
        "status": outcome.status,
        "latency_ms": round(outcome.seconds * 1000),
        "problem": outcome.problem,
    }
