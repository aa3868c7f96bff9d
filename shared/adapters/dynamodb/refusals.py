"""The table's answers that are no success, in the product's own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from shared.adapters.dynamodb.attributes import from_wire
from shared.core.errors import StoreUnavailable

Item = dict[str, Any]
_PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


class Lost(Exception):
    """A condition was not met: `item` is what stands there, None where there is nothing."""

    def __init__(self, item: Item | None) -> None:
        super().__init__()
        self.item = item


class Cancelled(Exception):
    """A transaction in which conditions were not met: by place, what stands there."""

    def __init__(self, items: Mapping[int, Item | None]) -> None:
        super().__init__()
        self.items = items


def translated(method: str, error: ClientError) -> Exception:
    answer: Any = error.response
    code = answer["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return Lost(_stands(answer))
    if code == "TransactionCanceledException":
        return _cancelled(method, answer.get("CancellationReasons", ()))
    return StoreUnavailable(method, code) if code in _PASSING else error


def _cancelled(method: str, reasons: Sequence[Mapping[str, Any]]) -> Exception:
    codes = {reason.get("Code") for reason in reasons} - {"None", None}
    if codes <= {"ConditionalCheckFailed"} and codes:
        failed = {place: reason for place, reason in enumerate(reasons) if reason.get("Code") in codes}
        return Cancelled({place: _stands(reason) for place, reason in failed.items()})
    return StoreUnavailable(method, ", ".join(sorted(map(str, codes - {"ConditionalCheckFailed"}))))


def _stands(answer: Mapping[str, Any]) -> Item | None:
    return from_wire(answer["Item"]) if answer.get("Item") else None
