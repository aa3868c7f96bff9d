"""A queue in SQS."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.core.errors import StoreUnavailable

_CALL = "send_message_batch"
_MOST = 10
_LARGEST = 200_000
"""Bytes of one batch: SQS takes 262,144 of all messages together."""
_ROUNDS = 3

Entry = dict[str, str]


class SqsQueue:
    """A `Queue`; `client` is a boto3 SQS client, `url` the queue's."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, bodies: Iterable[Mapping[str, Any]]) -> None:
        """Raises StoreUnavailable where SQS did not take them all; some may be queued then."""
        texts = (json.dumps(dict(body), ensure_ascii=False, separators=(",", ":")) for body in bodies)
        for batch in _batches(texts):
            self._send([{"Id": str(place), "MessageBody": text} for place, text in enumerate(batch)])

    def _send(self, entries: list[Entry]) -> None:
        for _ in range(_ROUNDS):
            failed = self._refused(entries)
            if not failed:
                return
            entries = [entry for entry in entries if entry["Id"] in failed]
        raise StoreUnavailable(_CALL, ", ".join(sorted(set(failed.values()))))

    def _refused(self, entries: list[Entry]) -> dict[str, str]:
        """By id: the code with which SQS refused it."""
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(_CALL, code_of(error)) from error
        return {refused["Id"]: refused["Code"] for refused in answer.get("Failed", ())}


def code_of(error: BotoCoreError | ClientError) -> str:
    """AWS's own code, or the kind of trouble on the way to it."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        more = len(text.encode("utf-8", "replace"))
        if batch and (len(batch) == _MOST or size + more > _LARGEST):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += more
    if batch:
        yield batch
