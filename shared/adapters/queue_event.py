"""A batch of queue messages as Lambda hands it over, and the answer that names what must come again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shared.app.inbound.absorb import Body, Message


def messages(event: Mapping[str, Any]) -> list[Message]:
    """The batch, whatever is in it: a message that cannot be read is one without a body, and fails alone."""
    return [_message(record) for record in event["Records"]]


def _message(record: Any) -> Message:
    """Without an id it could not be delivered again, so nothing of it is taken."""
    told = record if isinstance(record, Mapping) else {}
    id_ = told.get("messageId")
    return Message(id_, body_of(told.get("body"))) if isinstance(id_, str) and id_ else Message("", None)


def body_of(text: Any) -> Body:
    """The JSON object that a message's text is. None: it is none, or it is one that no machine should read.

    RecursionError: tens of thousands of brackets. ValueError also: a number of thousands of digits.
    """
    try:
        body = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def failures(ids: Iterable[str]) -> dict[str, Any]:
    """A message without an id cannot be asked for: to Lambda an empty one would mean the whole batch."""
    return {"batchItemFailures": [{"itemIdentifier": id_} for id_ in ids if id_]}
