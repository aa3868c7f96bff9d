"""Who is told about a group: owner → whoever was asked to take it over → admins → head of department → operations, by facts (DESIGN sections 6 and 10).

The chain names accounts and judges the people behind them: somebody is passed over where the register says that they
left, or all of their accounts are out. Whom we merely cannot reach moves nothing up: then the group's other admins are
asked, then operations, and no head.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from shared.core.account import Account, platform_of
from shared.core.model import Department, Fact, Group, Source
from shared.core.naming.reading import clean, key
from shared.core.people.belonging import department, department_of, heading
from shared.core.people.standing import Standing
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene


class _Named(NamedTuple):
    """Somebody whom the chain names."""

    role: Role
    account: Account
    said_at: datetime | None
    """When somebody said that it is they; None: nobody knows when."""
    is_observed: bool = False
    """The platform itself says it of the account, whoever has it."""


def recipient(group: Group, scene: Scene) -> Recipient:
    """The first in the chain who is not known to be out and can be reached; never above the owner's own level.

    `account` is the one by which the chain names them: where they are written to is decided when they are. Somebody
    whose employment is not observed may be told: the platform will say if they cannot be reached.
    """
    is_waiting = False
    for named in _chain(group, scene):
        if is_waiting and named.role is Role.HEAD:
            break
        accounts = scene.accounts(named.account)
        if _is_unreadable(accounts, scene):
            return Recipient(Role.OPERATIONS, no_reach=is_waiting, is_held=True)
        if _is_passed_over(named, scene):
            continue
        if any(in_reach(account, scene) for account in accounts):
            return Recipient(named.role, named.account, scene.name_of(named.account), no_reach=is_waiting)
        if not scene.doubted.isdisjoint(accounts):
            return Recipient(Role.OPERATIONS, no_reach=is_waiting, is_held=True)
        is_waiting = True
    return Recipient(Role.OPERATIONS, no_reach=is_waiting)


def _is_unreadable(accounts: Collection[Account], scene: Scene) -> bool:
    """Whether what would be known of them is kept and cannot be read."""
    if not scene.held.isdisjoint(accounts):
        return True
    return bool(scene.blurred) and any(
        platform_of(account) in scene.blurred and not _has_department(account, scene) for account in accounts
    )


def _has_department(account: Account, scene: Scene) -> bool:
    name = scene.home_of(account)
    branch = (platform_of(account), key(clean(name or "")))
    return department(name, scene) is not None or branch in scene.branches


def in_reach(account: Account, scene: Scene) -> bool:
    """Whether this account can be written to now, as far as is known."""
    platform = platform_of(account)
    if platform in scene.mute or (scene.sends is not None and platform not in scene.sends):
        return False
    return not (account in scene.refused or scene.is_out(account) or scene.is_bot(account))


def unreached(groups: Iterable[Group], scene: Scene) -> int:
    """How many of these groups have somebody who would be asked, and nobody of them in reach."""
    return sum(recipient(group, scene).is_unreached for group in groups)


def _is_passed_over(named: _Named, scene: Scene) -> bool:
    """Facts only: a bot, somebody who left, or an account that was given to somebody else since it was named."""
    if not (named.is_observed or scene.means(named.account, named.said_at)):
        return True
    return scene.is_bot(named.account) or scene.standing(named.account) is Standing.OUT


def _chain(group: Group, scene: Scene) -> Iterator[_Named]:
    """While somebody is asked whether the group changes hands it is they alone; until that is settled, nobody."""
    handover = group.handover
    if handover is None or not handover.holds(scene.now):
        yield from _guardians(group, scene)
    elif handover.is_open(scene.now):
        yield _Named(Role.COLLEAGUE, handover.asked, handover.at)


def _guardians(group: Group, scene: Scene) -> Iterator[_Named]:
    owner = group.owner
    if owner and owner.value:
        role = Role.CREATOR if owner.source is Source.GUESSED else Role.OWNER
        yield _Named(role, owner.value, owner.at, _is_observed(owner))
    if group.successor and group.successor.value:
        yield _Named(Role.SUCCESSOR, group.successor.value, group.successor.at)
    if group.admins:
        admins = group.admins
        named = (
            _Named(Role.ADMIN, admin, admins.at, _is_observed(admins)) for admin in admins.value if admin
        )
        yield from named
    found = heading(group, department_of(group, scene), scene)
    if found is not None and found.head is not None:
        yield from _heads(found, found.head, scene)


def _is_observed(fact: Fact[Account | None] | Fact[tuple[Account, ...]]) -> bool:
    """On a platform an account owns a group, whoever has the account; what people say is about people."""
    return fact.source is Source.OBSERVED


def _heads(department: Department, head: Account, scene: Scene) -> Iterator[_Named]:
    """The head of the group's department and who stands in for them; nobody above.

    An owner who is the head and was passed over is passed over again here.
    """
    said_at, is_observed = department.said_at, department.platform is not None
    yield _Named(Role.HEAD, head, said_at, is_observed)
    if department.delegate:
        yield _Named(Role.HEAD, department.delegate, said_at, is_observed)
    row, profile = scene.registered(head), scene.profile(head)
    if row is not None and row.delegate:
        yield _Named(Role.HEAD, row.delegate, scene.company.people_version.at)
    if profile is not None and profile.delegate:
        yield _Named(Role.HEAD, profile.delegate, None, is_observed=True)
