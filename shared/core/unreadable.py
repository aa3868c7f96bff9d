"""What is kept and cannot be read: single items are gone round, many of a kind are a rollback (DESIGN section 10)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Kept(StrEnum):
    """What an item of the table is."""

    META = "meta"
    NOTICE = "notice"
    ACTIVITY = "activity"
    FILED = "filed"
    WAIVER = "waiver"
    CASE = "case"
    REQUEST = "request"
    CONFIRMATION = "confirmation"
    OUTBOX = "outbox"
    ACCOUNT = "account"
    DEPARTMENT = "department"
    PEOPLE = "people_version"
    LEAVE = "leave"
    MARK = "unreachable_mark"
    CHECK = "check_state"
    QUIET = "quiet_counter"
    BUDGET = "budget"
    SEEN = "seen"
    DIRTY = "dirty_mark"
    CURSOR = "cursor"
    RUN = "run"
    AUDIT = "audit"
    LEASE = "lease"
    POLICY = "policy"
    PLATFORM = "platform_state"
    LISTING = "listing_part"


class Unread(NamedTuple):
    """One item that is there and cannot be read."""

    kind: Kept
    key: str
    """Where it lies, as `doctor` and `mend` write it."""
    why: str
    """A name or a number of ours, never what it holds."""
    about: str = ""
    """The account, platform, check or UTC day that it is kept for, as far as its key tells."""


MOST = 20
"""Of one kind in one run: more are no single bad items."""
_SHARE = 0.01
_FEW = 5
"""So many stop nothing, however few there are of the kind: one bad group of fifty is no rollback."""


class TooMany(NamedTuple):
    kind: Kept
    bad: int
    read: int


def too_many(met: Iterable[Unread], read: Mapping[Kept, int]) -> TooMany | None:
    """The kind of which more than 20, or more than 1 % (and more than five), cannot be read; None: there is none."""
    counted = Counter(one.kind for one in met)
    for kind, bad in sorted(counted.items()):
        if bad > min(MOST, max(_FEW, _SHARE * read.get(kind, 0))):
            return TooMany(kind, bad, read.get(kind, bad))
    return None
