"""What the operator's corner needs of the deployed product; a stack fills it, or a test's own product."""

from typing import Any, NamedTuple, Protocol

Json = dict[str, Any]


class Request(NamedTuple):
    """「说明情况」 that waits for a decision."""

    id: str
    group: str
    """`Group.key`."""
    check: str
    by: str
    """The account of whoever asked."""
    asked: str
    """ISO."""


class Operator(Protocol):
    def run(self, function: str) -> Json:
        """One run now; its summary."""
        ...

    def requests(self) -> list[Request]: ...

    def decide(self, request: str, *, grant: bool) -> Json: ...

    def coverage(self) -> Json:
        """{"groups": n, "seen": n, "unknown": {reason: n}}, or whatever of it is known."""
        ...
