"""An invitation: somebody is asked once to put the groups that they look after on record (PAGES, Invitation).

What is kept of it lies like a group of its own that no platform has, so that it is asked, reminded of once and answered as
every other question is. No walk over the groups of a platform comes by it.
"""

from datetime import datetime, timedelta

from shared.core.account import Account
from shared.core.filed import GOOD_FOR, Filing
from shared.core.handover import Handover, Reply, Way
from shared.core.model import Fact, Group, Source

INVITED = "invited"
"""Stands where the platform of a group does. No vendor has this id."""
AGAIN_AFTER = GOOD_FOR
"""Nobody is invited twice within so long, nor so soon after they said that all of their groups are on record."""
_KEPT = timedelta(days=365)


def invited_key(account: Account) -> str:
    """As `Group.key` of what is kept of the invitation."""
    return f"{INVITED}:{account}"


def invitation(account: Account, department: str, at: datetime, until: datetime) -> Filing:
    """`department`: for which somebody was invited; who may be told is decided as for its groups. Moments are aware UTC."""
    said = Fact(department, at, Source.DECLARED)
    group = Group(INVITED, account, department=said)
    asks = Handover(Way.INVITE, account, account, at, until)
    return Filing(group, account, at, at + _KEPT, first=at, is_own=True, handover=asks)


def answered(filing: Filing) -> Filing:
    """Whoever was invited filed a group, or said that there is none to file."""
    asks = filing.handover
    return filing if asks is None else filing._replace(handover=asks._replace(reply=Reply.ACCEPTED))


def waits(filing: Filing | None, now: datetime) -> bool:
    """Whether an answer is waited for."""
    return filing is not None and filing.handover is not None and filing.handover.is_open(now)


def is_recent(at: datetime | None, now: datetime) -> bool:
    """Of an invitation or a confirmation: whether it is so new that nobody is asked again."""
    return at is not None and now < at + AGAIN_AFTER
