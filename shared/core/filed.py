"""What somebody filed of a group, and how it stands beside what the platform shows (DESIGN section 10).

The two are kept apart, each with one writer, and put together when they are read. What the platform shows is the truth of
what it can show; what is filed fills in the rest, for as long as it is good.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.core.model import Fact, Group, Source, Waiver

GOOD_FOR = timedelta(days=180)
"""From being filed; afterwards it is unknown until somebody files it again."""
FACTS = tuple(name for name in Group._fields if name not in {"platform", "id", "waivers"})
"""Everything that can be known of a group: each is a `Fact` or None."""


class Filing(NamedTuple):
    """Everything that is filed of one group, as one row of a register says it. Times are aware UTC."""

    group: Group
    """Its facts are DECLARED and as old as the filing; with the waivers of the row."""
    by: str
    """Who filed it: the name of the register."""
    at: datetime
    until: datetime
    """From this moment on what it says is unknown."""
    first: datetime
    """When anything was filed of the group first."""
    owner_changed: datetime | None = None
    """When another owner was filed than before; None: it was always this one."""


def refiled(group: Group, before: Filing | None, *, by: str, at: datetime) -> Filing:
    """What is filed of the group from `at` on: the new row whole, in the place of the one before."""
    filing = Filing(group, by, at, at + GOOD_FOR, first=before.first if before else at)
    if before is None:
        return filing
    changed = at if _names_another(before.group.owner, group.owner) else before.owner_changed
    return filing._replace(owner_changed=changed)


def _names_another(before: Fact[Any] | None, after: Fact[Any] | None) -> bool:
    return before is not None and after is not None and before.value != after.value


def beside(observed: Group, filing: Filing | None, now: datetime) -> Group:
    """The group as it is known at `now`: as the platform shows it, and what it does not show as it was filed.

    A fact that is only guessed counts for less than one that was filed.
    """
    if filing is None or has_lapsed(filing, now):
        return observed
    filled = {
        name: said
        for name in FACTS
        if (said := getattr(filing.group, name)) is not None and not _is_shown(getattr(observed, name))
    }
    return observed._replace(**filled, waivers=(*observed.waivers, *_waivers(filing)))


def has_lapsed(filing: Filing, now: datetime) -> bool:
    return now >= filing.until


def contradicted(observed: Group, filing: Filing) -> tuple[str, ...]:
    """The names of the facts of which the platform shows something else than was filed."""
    return tuple(
        name
        for name in FACTS
        if (said := getattr(filing.group, name)) is not None
        and _is_shown(shown := getattr(observed, name))
        and shown.value != said.value
    )


def _is_shown(fact: Fact[Any] | None) -> bool:
    return fact is not None and fact.source is Source.OBSERVED


def _waivers(filing: Filing) -> tuple[Waiver, ...]:
    """As good as the filing, and no longer: a day that it does not reach the end of is not waived."""
    last = (filing.until - timedelta(days=1)).date()
    return tuple(one._replace(by=filing.by, until=last) for one in filing.group.waivers)
