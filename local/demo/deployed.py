"""The deployed functions as the demo and the desk's operator use them: by real invocations, and nothing else."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from local.demo.kept import Kept, kept
from local.desk.operator import Request
from local.stack.record import Stack

Json = dict[str, Any]

OPERATOR = "总经办 何静"
"""Who decides in the demonstration."""
_PATIENCE = 60.0
"""Seconds that a queue may take to become empty."""
_LOOK = 0.2
"""Seconds between two looks: asking costs the emulator as much as an answer does."""


class Operations:
    """What an operator does, by whatever calls a function: (its name, the payload) → its reply."""

    def __init__(self, invoke: Callable[[str, Any], Any]) -> None:
        self._invoke = invoke

    def run(self, function: str) -> Json:
        """As the schedule does: an empty payload."""
        return dict(self._invoke(function, {}))

    def operate(self, what: str, **given: Any) -> Json:
        """Raises ValueError with the faults where the operation is refused."""
        done = dict(self._invoke("ops", {"do": what, **given}))
        if "faults" in done:
            raise ValueError(done["faults"])
        return done

    def requests(self) -> list[Request]:
        return [
            Request(row["request"], row["group"], row["check"], row["by"], row["asked"])
            for row in self.operate("requests")["requests"]
        ]

    def decide(self, request: str, *, grant: bool) -> Json:
        return self.operate("decide", request=request, verdict="granted" if grant else "refused", by=OPERATOR)

    def coverage(self) -> Json:
        seen = self.operate("coverage")
        return {
            "groups": seen["groups"],
            "out_of_sight": seen["out_of_sight"],
            **{row["fact"]: row["observed"] + row["declared"] for row in seen["facts"]},
        }


class Deployed(Operations):
    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.invoke)
        self.stack = stack
        self._sqs = stack.client("sqs")

    def upload(self, key: str, data: bytes) -> Json:
        """Puts a file into the bucket and has it taken. Raises ValueError where it is refused."""
        self.stack.client("s3").put_object(Bucket=self.stack.bucket, Key=key, Body=data)
        done = dict(self._invoke("register", {"key": key}))
        if done.get("refused"):
            raise ValueError(done["faults"])
        return done

    def wait_until_taken(self) -> None:
        """Until both queues are empty. Raises TimeoutError where they do not get there."""
        until = time.monotonic() + _PATIENCE
        while any(map(self._waiting, (self.stack.queues.events, self.stack.queues.answers))):
            if time.monotonic() > until:
                raise TimeoutError("the queues do not become empty")
            time.sleep(_LOOK)

    def kept(self) -> Iterator[Kept]:
        return kept(self.stack)

    def _waiting(self, queue: str) -> int:
        kinds = ("", "NotVisible", "Delayed")
        names = [f"ApproximateNumberOfMessages{kind}" for kind in kinds]
        counts = self._sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return sum(int(count) for count in counts.values())
