"""Dead letters in SQS, which has no way to one message: what waits is received in rounds and held while it is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.queue import code_of
from shared.adapters.queue_event import body_of
from shared.app.ports.ports import DeadLetter
from shared.core.errors import StoreUnavailable

_A_CALL = 10
"""Messages that SQS handles in one call."""
_ROUNDS = 50
"""Calls for one queue: five hundred messages at most, and a few seconds."""
_HELD = 300
"""Seconds; as long as the function may run, so that whoever is killed holds nothing up for longer."""
_PATIENCE = 1
"""Seconds that a call waits for a message: only one that waits asks all of SQS's servers."""
_COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


class Place(NamedTuple):
    """Two queues, by URL."""

    dead: str
    live: str
    """Where they came from, and go back to."""


class SqsDeadLetters:
    """A `DeadLetters`; `client` is a boto3 SQS client. A queue of dead letters gives up on nothing, however often we look."""

    def __init__(self, client: Any, places: Mapping[str, Place], patience: int = _PATIENCE) -> None:
        self._client = client
        self._places = places
        self._patience = patience

    def waiting(self) -> Mapping[str, int]:
        return {name: self._count(place.dead) for name, place in self._places.items()}

    def take(self, queue: str) -> Iterator[DeadLetter]:
        seen: set[str] = set()
        for _ in range(_ROUNDS):
            batch = self._call(
                "receive_message",
                QueueUrl=self._places[queue].dead,
                MaxNumberOfMessages=_A_CALL,
                VisibilityTimeout=_HELD,
                WaitTimeSeconds=self._patience,
                AttributeNames=["SentTimestamp", "ApproximateReceiveCount"],
            ).get("Messages", ())
            fresh = [message for message in batch if message["MessageId"] not in seen]
            if not fresh:
                return
            seen |= {message["MessageId"] for message in fresh}
            yield from (_letter(queue, message) for message in fresh)

    def give_back(self, letters: Sequence[DeadLetter]) -> None:
        for queue, place in self._places.items():
            mine = [letter for letter in letters if letter.queue == queue]
            for start in range(0, len(mine), _A_CALL):
                self._release(place.dead, mine[start : start + _A_CALL])

    def replay(self, letter: DeadLetter) -> None:
        """Sent first: a message that is there twice does no harm, one that is nowhere does."""
        self._call("send_message", QueueUrl=self._places[letter.queue].live, MessageBody=letter.text)
        self.drop(letter)

    def drop(self, letter: DeadLetter) -> None:
        self._call("delete_message", QueueUrl=self._places[letter.queue].dead, ReceiptHandle=letter.receipt)

    def _count(self, url: str) -> int:
        found = self._call("get_queue_attributes", QueueUrl=url, AttributeNames=list(_COUNTS))["Attributes"]
        return sum(int(found.get(name, 0)) for name in _COUNTS)

    def _release(self, url: str, letters: Sequence[DeadLetter]) -> None:
        entries = [
            {"Id": str(place), "ReceiptHandle": letter.receipt, "VisibilityTimeout": 0}
            for place, letter in enumerate(letters)
        ]
        try:
            self._call("change_message_visibility_batch", QueueUrl=url, Entries=entries)
        except StoreUnavailable:  # they are there again when nobody holds them any more
            return

    def _call(self, method: str, **request: Any) -> Any:
        try:
            return getattr(self._client, method)(**request)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(method, code_of(error)) from error


def _letter(queue: str, message: Mapping[str, Any]) -> DeadLetter:
    told = message.get("Attributes", {})
    return DeadLetter(
        id=message["MessageId"],
        queue=queue,
        sent=datetime.fromtimestamp(int(told.get("SentTimestamp", 0)) / 1000, UTC),
        received=int(told.get("ApproximateReceiveCount", 0)),
        text=message["Body"],
        body=body_of(message["Body"]),
        receipt=message["ReceiptHandle"],
    )
