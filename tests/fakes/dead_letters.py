"""Dead letters in memory: who takes them holds them until they are given back or five minutes have gone by."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from shared.adapters.queue_event import body_of
from shared.app.ports.ports import Clock, DeadLetter
from shared.core.errors import StoreUnavailable
from tests.fakes.world import FakeQueue

_HELD = timedelta(minutes=5)


class FakeDeadLetters:
    def __init__(self, clock: Clock, queues: Mapping[str, FakeQueue]) -> None:
        self._clock = clock
        self._queues = queues
        self._letters: dict[str, DeadLetter] = {}
        self._held: dict[str, datetime] = {}
        self.refused: set[str] = set()
        """Ids that their queue does not take back."""

    def die(self, queue: str, body: Any, id_: str = "") -> str:
        """The queue gave up on this body (a text: as it is) after five deliveries; its id."""
        text = body if isinstance(body, str) else json.dumps(body)
        found = id_ or f"{len(self._letters):08x}-0000-4000-8000-000000000000"
        sent = self._clock.now()
        self._letters[found] = DeadLetter(found, queue, sent, 5, text, body_of(text), receipt="")
        return found

    @property
    def ids(self) -> list[str]:
        """Of everything that is there, held or not."""
        return list(self._letters)

    @property
    def held(self) -> list[str]:
        return [id_ for id_, until in self._held.items() if until > self._clock.now()]

    def waiting(self) -> Mapping[str, int]:
        queues = [letter.queue for letter in self._letters.values()]
        return {queue: queues.count(queue) for queue in self._queues}

    def take(self, queue: str) -> Iterator[DeadLetter]:
        free = set(self._letters).difference(self.held)
        for id_, letter in list(self._letters.items()):
            if letter.queue == queue and id_ in free:
                received = letter.received + 1
                self._letters[id_] = letter._replace(received=received, receipt=f"{id_}/{received}")
                self._held[id_] = self._clock.now() + _HELD
                yield self._letters[id_]

    def give_back(self, letters: Sequence[DeadLetter]) -> None:
        for letter in letters:
            self._held.pop(letter.id, None)

    def replay(self, letter: DeadLetter) -> None:
        if letter.id in self.refused:
            raise StoreUnavailable("send_message", "Throttled")
        self._queues[letter.queue].texts.append(letter.text)
        self.drop(letter)

    def drop(self, letter: DeadLetter) -> None:
        self._letters.pop(letter.id, None)
        self._held.pop(letter.id, None)
