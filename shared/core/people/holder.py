"""Whether an account still has the holder that it had (DESIGN section 10, Holders)."""

from datetime import datetime

from shared.core.model import Employment, Profile


def seen_again(before: Profile | None, shown: Profile, at: datetime) -> Profile:
    """The entry to keep after the directory showed `shown` at `at`.

    It has a new holder since then where the mark of the holder changed, or where somebody who had left is back: both may
    be somebody else. A directory that shows nothing of an account any more does not bring back who left.
    """
    if before is None:
        return shown
    if before.employment is Employment.LEFT and _shows_nothing(shown):
        return before
    since = at if _is_new(before, shown) else before.held_since
    return shown._replace(holder=shown.holder or before.holder, held_since=since)


def _is_new(before: Profile, shown: Profile) -> bool:
    given_away = before.holder is not None and shown.holder is not None and before.holder != shown.holder
    is_back = before.employment is Employment.LEFT and shown.employment is Employment.ACTIVE
    return given_away or is_back


def _shows_nothing(shown: Profile) -> bool:
    return shown == Profile(shown.account)
