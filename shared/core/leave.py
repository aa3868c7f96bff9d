"""What somebody says themselves of their leave: from when until when, and never why."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from shared.core.account import Account

LONGEST = timedelta(days=90)
"""From the day on which it is said."""


class Leave(NamedTuple):
    """The newest of an account. It is about whoever had the account then, with all of their accounts."""

    account: Account
    since: date
    until: date
    """The last day, included; before `since` where it was taken back on its first day. Both are days where they work."""
    at: datetime
    """When it was said, aware UTC."""

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until
