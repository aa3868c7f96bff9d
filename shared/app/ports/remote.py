"""The deployed functions as an operator's command sees them: called by name, waited for, and honest about failure."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from shared.core.errors import KeeperError


class Target(NamedTuple):
    """Which stack is meant, and how to get there; None: as the AWS configuration says."""

    stack: str
    region: str | None = None
    profile: str | None = None
    endpoint: str | None = None
    """Another address for every AWS service: a VPC endpoint, or the local AWS."""
    keys: tuple[str, str] | None = None
    """Key id and secret of the local AWS, where they are no secret."""
    is_local: bool = False


class RemoteFailed(KeeperError):
    """A function could not be reached, or it crashed; `remedy` says what to do about it."""

    def __init__(self, reason: str, remedy: str, *, request_id: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.request_id = request_id
        """Of the invocation, for its log; empty: none was begun, as far as is known."""


class Remote(Protocol):
    """One deployed stack."""

    def invoke(self, function: str, payload: Mapping[str, Any]) -> Any:
        """Call `collect`, `ops` … once, wait for its end, and return its parsed answer. Raises RemoteFailed."""
        ...

    def upload(self, key: str, data: bytes) -> None:
        """Put an object into the stack's bucket. Raises RemoteFailed."""
        ...
