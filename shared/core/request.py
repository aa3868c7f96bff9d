"""What somebody asked for with 「说明情况」, and what an operator decided."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account


class Verdict(StrEnum):
    """What an operator decides of a request."""

    GRANTED = "granted"
    REFUSED = "refused"


class Request(NamedTuple):
    """「说明情况」: somebody says that a check should not apply to a group; an operator decides."""

    id: str
    group: str
    check: str
    by: Account
    """Who asked."""
    asked: datetime
    nudge_day: date
    decided: datetime | None = None
    verdict: Verdict | None = None
    decided_by: str = ""
    version: int = 0
