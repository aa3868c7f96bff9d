"""A batch of queue messages as Lambda hands it over, and the answer that names what must come again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shared.app.inbound.absorb import Message


def messages(event: Mapping[str, Any]) -> list[Message]:
    """The batch. A body that is no JSON object is an empty one: absorbing it fails, and it goes to the dead letters."""
    return [Message(str(record["messageId"]), _body(record.get("body", ""))) for record in event["Records"]]


def _body(text: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def failures(ids: Iterable[str]) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": id_} for id_ in ids]}
