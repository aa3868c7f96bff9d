"""What somebody asked for with 「说明情况」 or on a page, by when it is answered, and what was decided."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account
from shared.core.calendar.workdays import WorkCalendar

LONGEST_WORDS = 200
"""Characters of what somebody explains, and of the reason that they are given."""


class Verdict(StrEnum):
    """What is decided of a request."""

    GRANTED = "granted"
    REFUSED = "refused"


class Decision(NamedTuple):
    verdict: Verdict
    by: str
    """Who decided: an account, or a name as colleagues know it where it was done in a terminal."""
    at: datetime
    reason: str = ""
    """For whoever asked."""
    until: date | None = None
    """Granted: the last day on which it holds."""


class Request(NamedTuple):
    """「说明情况」: somebody says that a check should not apply to a group; somebody else decides."""

    id: str
    group: str
    check: str
    by: Account
    """Who asked."""
    asked: datetime
    nudge_day: date
    """Of the message whose button it was; of one that was asked on a page, the day."""
    decided: datetime | None = None
    verdict: Verdict | None = None
    decided_by: str = ""
    version: int = 0
    promised: date | None = None
    """The last day on which it is to be answered; None: nothing was promised when it was asked."""
    text: str = ""
    """What they wrote for those who decide."""
    reason: str = ""
    """What they are told of the decision."""
    until: date | None = None
    """Granted: the last day on which it holds."""
    former: str = ""
    """Id of the refused request that is to be looked at once more; empty: it is none of these."""

    def is_past(self, today: date) -> bool:
        """Whether the day that was promised is over."""
        return self.decided is None and self.promised is not None and self.promised < today


def decided(request: Request, decision: Decision) -> Request:
    return request._replace(
        decided=decision.at,
        verdict=decision.verdict,
        decided_by=decision.by,
        reason=decision.reason,
        until=decision.until,
        version=request.version + 1,
    )


def promise(asked: date, within: int, calendar: WorkCalendar) -> date:
    """The day by which what was asked on this day is answered: so many work days later."""
    return calendar.workday_after(asked, within)


def id_for_message(nudge: str, case: str) -> str:
    """Of a request that a button of this message asked about this case: asking twice is asking once."""
    return _digest(nudge, case)


def id_for_page(account: Account, case: str, opened: datetime) -> str:
    """Of one that was asked on a page about a case as it was opened then."""
    return _digest("page", account, case, opened.isoformat())


def id_once_more(former: str) -> str:
    """Of one that asks for another look at a refusal: there is one."""
    return _digest("once more", former)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
