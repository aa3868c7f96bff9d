"""What somebody filed of a group, and how it stands beside what the platform shows (DESIGN section 10).

The two are kept apart, each with one writer, and put together when they are read. What the platform shows is the truth of
what it can show; what is filed fills in the rest, for as long as it is good.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.handover import Handover, Reply, Way
from shared.core.model import Fact, Group, Source, Waiver

GOOD_FOR = timedelta(days=180)
"""From being filed; afterwards it is unknown until somebody files it again."""
ASKED_BEFORE = timedelta(days=30)
"""So long before it is not good any more, somebody is asked whether what they filed still holds."""
FACTS = tuple(name for name in Group._fields if name not in {"platform", "id", "waivers", "handover"})
"""Everything that can be known of a group: each is a `Fact` or None."""


class Filing(NamedTuple):
    """Everything that is filed of one group, by its owner or by a row of a register. Times are aware UTC."""

    group: Group
    """Its facts are DECLARED and as old as the filing; with the waivers of the row."""
    by: str
    """Who filed it: an account, or the name of the register."""
    at: datetime
    until: datetime
    """From this moment on what it says is unknown."""
    first: datetime
    """When anything was filed of the group first."""
    owner_changed: datetime | None = None
    """When another owner was filed than before; None: it was always this one."""
    is_own: bool = False
    """Whether somebody filed it themselves: no register may replace it then while it is good."""
    handover: Handover | None = None
    """The last time that somebody was asked whether the group changes hands; it may be over."""

    @property
    def owner(self) -> Account | None:
        """None also where it was filed that there is none, or nobody said who."""
        return self.group.owner.value or None if self.group.owner else None


def refiled(group: Group, before: Filing | None, *, by: str, at: datetime, is_own: bool = False) -> Filing:
    """What is filed of the group from `at` on: the new filing whole, in the place of the one before.

    Whoever files a fact again says it again: all of them are as old as the filing. What is asked about its owner goes on
    being asked, unless another owner is filed.
    """
    facts = {name: fact._replace(at=at) for name in FACTS if (fact := getattr(group, name)) is not None}
    group = group._replace(**facts)
    filing = Filing(group, by, at, at + GOOD_FOR, first=before.first if before else at, is_own=is_own)
    if before is None:
        return filing
    is_another = _names_another(before.group.owner, group.owner)
    return filing._replace(
        owner_changed=at if is_another else before.owner_changed,
        handover=None if is_another or has_lapsed(before, at) else before.handover,
    )


def may_replace(before: Filing | None, by: Collection[Account], now: datetime) -> bool:
    """Whether somebody with these accounts may file the group anew: what is their own, or of nobody, or not good any more.

    What a register said of them is theirs to say better; what others filed, or a register says of others, is not.
    """
    if before is None or has_lapsed(before, now) or before.owner is None:
        return True
    return (before.by if before.is_own else before.owner) in by


def is_kept(before: Filing | None, owner: Account | None, now: datetime) -> bool:
    """Whether what stands is kept although a register says something else: somebody filed it themselves.

    A group that nobody owns takes the owner that the register names, unless that is whoever said that it is not theirs.
    """
    if before is None or not before.is_own or has_lapsed(before, now):
        return False
    return before.owner is not None or owner in {None, before.by}


def disowned(before: Filing, *, by: Account, at: datetime) -> Filing:
    """What is filed once somebody said that the group is not theirs: the same, without an owner."""
    group = before.group._replace(owner=None)
    return refiled(group, before, by=by, at=at, is_own=True)._replace(owner_changed=at, handover=None)


def asked(group: Group, before: Filing | None, handover: Handover) -> Filing:
    """What is filed once somebody is asked whether the group changes hands: nothing else of it is touched.

    What was not good any more is said again by that; of a group that only its platform shows, nothing else is filed.
    """
    if before is not None and not has_lapsed(before, handover.at):
        return before._replace(handover=handover)
    known = before.group if before else Group(group.platform, group.id)
    filing = refiled(known, before, by=handover.owner, at=handover.at, is_own=True)
    return filing._replace(handover=handover)


def agreed(
    before: Filing,
    handover: Handover,
    *,
    at: datetime,
    accounts: Collection[Account] = (),
    until: datetime | None = None,
) -> Filing:
    """What is filed once the group was to change hands and whoever was asked agreed: that is the fact, and with none of their
    accounts they look after it beside themselves.

    `accounts`: theirs who gets it. Where a platform shows the owner it changes there, `until` a moment by which it is to be seen.
    """
    if until is not None:
        return before._replace(handover=handover._replace(reply=Reply.ACCEPTED, until=until))
    owner = Fact[Account | None](handover.to, at, Source.DECLARED)
    group = _administered(before, _admins(before, (*accounts, handover.to)))
    return refiled(group._replace(owner=owner), before, by=handover.to, at=at, is_own=True)._replace(
        handover=None
    )


def joined(before: Filing, handover: Handover) -> Filing:
    """What is filed once a colleague agreed to look after the group as well: its owner says so, and nothing is said anew."""
    group = _administered(before, (*_admins(before, [handover.to]), handover.to))
    return before._replace(group=group, by=handover.owner, is_own=True, handover=None)


def parted(before: Filing, accounts: Collection[Account], handover: Handover | None) -> Filing:
    """What is filed once somebody with these accounts looks after it no more; where nobody does, nothing is said of that.

    `handover`: what is remembered as asked last.
    """
    group = _administered(before, _admins(before, accounts))
    return before._replace(group=group, handover=handover)


def beside_owner(filing: Filing) -> tuple[Account, ...]:
    """Who is filed as looking after it beside its owner."""
    return filing.group.admins.value if filing.group.admins else ()


def _admins(filing: Filing, without: Collection[Account]) -> tuple[Account, ...]:
    return tuple(one for one in beside_owner(filing) if one not in without)


def _administered(filing: Filing, admins: tuple[Account, ...]) -> Group:
    return filing.group._replace(admins=Fact(admins, filing.at, Source.DECLARED) if admins else None)


def declined(before: Filing, handover: Handover) -> Filing:
    return before._replace(handover=handover._replace(reply=Reply.DECLINED))


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
    handover = _still_asked(observed, filing, now)
    if handover is not None and handover.is_contested(now):
        filled["owner"] = None
    return observed._replace(**filled, waivers=(*observed.waivers, *_waivers(filing)), handover=handover)


def _still_asked(observed: Group, filing: Filing, now: datetime) -> Handover | None:
    """None also where the platform shows an owner who is not the one of then: there it changed hands, or never was theirs."""
    handover = filing.handover
    if handover is None or not handover.holds(now):
        return None
    if handover.way is Way.JOIN and _is_shown(observed.admins):
        return None
    owner = observed.owner
    if owner is None or not _is_shown(owner):
        return handover
    return handover if owner.value == handover.owner and handover.way is Way.OFFER else None


def has_lapsed(filing: Filing, now: datetime) -> bool:
    return now >= filing.until


def is_to_be_confirmed(filing: Filing, now: datetime) -> bool:
    """Whether it is time to ask whether it still holds; what was not good any more counts too (PAGES, rule 7)."""
    return now >= filing.until - ASKED_BEFORE


def contradicted(observed: Group, filing: Filing) -> tuple[str, ...]:
    """The names of the facts of which the platform shows something else than was filed."""
    return tuple(
        name
        for name in FACTS
        if (said := getattr(filing.group, name)) is not None
        and _is_shown(shown := getattr(observed, name))
        and shown.value != said.value
    )


def shows_owner(observed: Group) -> bool:
    """Whether the platform itself says that somebody owns the group, so that it is not for anybody else to say; a guess is none."""
    return _is_shown(observed.owner) and observed.owner is not None and bool(observed.owner.value)


def shows_admins(observed: Group) -> bool:
    """Whether the platform itself says who looks after the group beside its owner, also where that is nobody."""
    return _is_shown(observed.admins)


def _is_shown(fact: Fact[Any] | None) -> bool:
    return fact is not None and fact.source is Source.OBSERVED


def _waivers(filing: Filing) -> tuple[Waiver, ...]:
    """As good as the filing, and no longer: a day that it does not reach the end of is not waived."""
    last = (filing.until - timedelta(days=1)).date()
    return tuple(one._replace(by=filing.by, until=last) for one in filing.group.waivers)
