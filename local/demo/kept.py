"""Everything that the deployed product keeps, as text, and whether something that was planted stands anywhere in it."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from local.stack.record import Stack

_AT_ONCE = 10_000
"""Lines of a log that are had with one call."""


class Kept(NamedTuple):
    place: str
    """`table`, `bucket`, `queues` or `logs`."""
    text: str
    """One item, object, message or line."""


class Search(NamedTuple):
    looked: Mapping[str, int]
    """By place: how many pieces were looked through."""
    found: tuple[str, ...]
    """Where something of what was looked for stood, a place for each piece."""


def search(pieces: Iterable[Kept], words: Collection[str]) -> Search:
    """Also as JSON writes them."""
    written = {form for word in words for form in (word, json.dumps(word)[1:-1])}
    looked: Counter[str] = Counter()
    found = []
    for piece in pieces:
        looked[piece.place] += 1
        if any(form in piece.text for form in written):
            found.append(piece.place)
    return Search(looked, tuple(found))


def kept(stack: Stack) -> Iterator[Kept]:
    for page in stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.table):
        yield from (Kept("table", _text(item)) for item in page["Items"])
    s3 = stack.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=stack.bucket):
        for one in page.get("Contents", ()):
            body = s3.get_object(Bucket=stack.bucket, Key=one["Key"])["Body"].read()
            yield Kept("bucket", f"{one['Key']} {_text(body)}")
    for queue in stack.queues:
        yield from (Kept("queues", text) for text in _waiting(stack, queue))
    logs = stack.client("logs")
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            yield from (Kept("logs", line) for line in _lines(logs, group["logGroupName"]))


def _waiting(stack: Stack, queue: str) -> Iterator[str]:
    """What can be seen of it without taking it away from anybody."""
    seen = stack.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
    for message in seen.get("Messages", ()):
        yield message["Body"]


def _lines(logs: Any, group: str) -> Iterator[str]:
    """The local AWS hands out the first of them only; the next begin where these end."""
    since = 0
    while True:
        events = logs.filter_log_events(logGroupName=group, startTime=since, limit=_AT_ONCE)["events"]
        yield from (event["message"] for event in events)
        if len(events) < _AT_ONCE or events[-1]["timestamp"] == since:
            return
        since = events[-1]["timestamp"]


def _text(value: Any) -> str:
    """Whatever an item holds, however deep."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return " ".join(f"{_text(key)} {_text(part)}" for key, part in value.items())
    if isinstance(value, Iterable):
        return " ".join(map(_text, value))
    return str(value)
