"""Small fakes of the ports: a clock that is set, queues that remember, a log that can be read, seeded tokens."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.core.errors import BadInput, Fault


class FakeClock:
    """A `Clock` that stands until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> datetime:
        """May be negative: clocks are corrected, too."""
        self.at += by
        return self.at


class FakeQueue:
    """A `Queue` that keeps what was sent, as JSON would bring it."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.texts: list[str] = []
        """What was put back as it was."""

    def send(self, bodies: Iterator[Mapping[str, Any]] | list[Mapping[str, Any]]) -> None:
        self.bodies += [json.loads(json.dumps(dict(body))) for body in bodies]

    def taken(self) -> list[dict[str, Any]]:
        """Everything that waits, oldest first; afterwards nothing waits."""
        bodies, self.bodies = self.bodies, []
        return bodies


class FakeBucket:
    """A `Bucket` in memory."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def read(self, key: str, largest: int) -> bytes:
        data = self.objects.get(key)
        if data is None or len(data) > largest:
            raise BadInput(Fault(key, None, "there is no such object, or it is too large", "Upload it anew"))
        return data

    def write(self, key: str, data: bytes, content_type: str) -> None:
        self.objects[key] = data


class Line(NamedTuple):
    name: str
    fields: Mapping[str, Any]
    is_alarm: bool = False


class RecordingLog:
    """A `Log` whose lines and metrics a test can read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.metrics: list[tuple[str, float, Mapping[str, str]]] = []

    def event(self, name: str, **fields: Any) -> None:
        self.lines.append(Line(name, fields))

    def alarm(self, name: str, **fields: Any) -> None:
        self.lines.append(Line(name, fields, is_alarm=True))

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None:
        self.metrics.append((metric, number, dimensions))

    def named(self, name: str) -> list[Mapping[str, Any]]:
        """The fields of every line of this name, in order."""
        return [line.fields for line in self.lines if line.name == name]

    def total(self, metric: str) -> float:
        return sum(number for name, number, _ in self.metrics if name == metric)


def tokens(seed: int = 0) -> Callable[[], str]:
    """A source of tokens: the same ones in every run of a test."""
    dice = random.Random(seed)
    return lambda: f"{dice.getrandbits(128):032x}"
