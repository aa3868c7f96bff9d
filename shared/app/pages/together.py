"""「请一位同事一起管」: who looks after a filed group beside its owner, by their own yes, until either of the two ends it."""

from datetime import datetime
from typing import NamedTuple

from shared.app.handover.asking import can_be_shared, note, run_about
from shared.app.pages.hand_over import asked_about, offer_to
from shared.app.pages.mine import own
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.errors import PageRefused
from shared.core.filed import Filing, beside_owner, parted
from shared.core.handover import Handover, Reply, Way
from shared.core.model import Group, Source, Status
from shared.core.scene import Scene


class Sharing(NamedTuple):
    """What an owner sees of it."""

    may_ask: bool
    """False where their platform shows who does, or somebody is asked something about the group."""
    with_: tuple[tuple[Account, str | None], ...]
    """Whoever looks after it as well, by account and name."""


class Shared(NamedTuple):
    """A group that somebody looks after beside its owner."""

    handle: str
    name: str
    platform: str
    owner: str | None
    """By name."""


def sharing(file: GroupFile, who: Visitor, ports: Ports) -> Sharing:
    if not can_be_shared(file):
        return Sharing(may_ask=False, with_=())
    group = file.known(who.now).group
    admins = _admins(group)
    scene = run_about(group.key, who.policy, ports, *admins).scene if admins else who.scene
    named = tuple(
        (one, scene.name_of(one))
        for one in admins
        if one not in who.accounts and scene.means(one, _said(group))
    )
    return Sharing(may_ask=group.handover is None, with_=named)


def ask_along(handle: str, to: Account, who: Visitor, ports: Ports) -> None:
    """Raises PageRefused."""
    offer_to(handle, to, who, ports, way=Way.JOIN)


def let_go(handle: str, account: Account, who: Visitor, ports: Ports) -> None:
    """Its owner says that somebody looks after it no more; nothing happens where they do not. Raises PageRefused."""
    file = own(handle, who, ports)
    if not can_be_shared(file) or file.filed is None:
        raise PageRefused("stale")
    scene = run_about(file.group.key, who.policy, ports, account).scene
    theirs = scene.accounts(account)
    if not set(theirs).isdisjoint(beside_owner(file.filed)):
        _part(file.filed, theirs, file.filed.handover, who, ports)


def shared_with(who: Visitor, ports: Ports) -> list[Shared]:
    """The groups that they look after beside their owners, by name."""
    found = (_shared(file, who, ports) for file in _files(who, ports))
    return sorted(found, key=lambda one: (one.name, one.handle))


def step_down(handle: str, who: Visitor, ports: Ports) -> None:
    """They look after it no more, and are not asked to for a while. Raises PageRefused where they do not."""
    file = next((one for one in _files(who, ports) if handle_of(one.group.key) == handle), None)
    if file is None or file.filed is None:
        raise PageRefused("not_yours")
    last, owner, now = file.filed.handover, file.filed.owner, who.now
    if owner is not None and (last is None or not last.holds(now)):
        last = Handover(Way.JOIN, owner, who.account, now, now, Reply.DECLINED)
    _part(file.filed, who.accounts, last, who, ports)


def _files(who: Visitor, ports: Ports) -> list[GroupFile]:
    files = ports.ledger().inventory.peek(asked_about(who, ports))
    return [file for file in files.values() if _is_shared_with(file, who)]


def _is_shared_with(file: GroupFile, who: Visitor) -> bool:
    group = file.known(who.now).group
    is_over = file.gone is not None or (group.status is not None and group.status.value is Status.DISSOLVED)
    if is_over or file.is_held or not can_be_shared(file):
        return False
    if group.owner is not None and group.owner.value in who.accounts:
        return False
    return any(one in who.accounts and who.scene.means(one, _said(group)) for one in _admins(group))


def _shared(file: GroupFile, who: Visitor, ports: Ports) -> Shared:
    group = file.known(who.now).group
    names = who.scene.platform_names.get(group.platform)
    platform = names[who.lang] if names else group.platform
    return Shared(handle_of(group.key), shown_name(group), platform, _owner_s_name(group, who, ports))


def _owner_s_name(group: Group, who: Visitor, ports: Ports) -> str | None:
    owner = group.owner.value if group.owner else None
    scene: Scene = run_about(group.key, who.policy, ports).scene
    return scene.name_of(owner) if owner and group.owner and scene.means(owner, group.owner.at) else None


def _admins(group: Group) -> tuple[Account, ...]:
    admins = group.admins
    return admins.value if admins is not None and admins.source is Source.DECLARED else ()


def _said(group: Group) -> datetime | None:
    return group.admins.at if group.admins else None


def _part(
    filed: Filing, accounts: tuple[Account, ...], last: Handover | None, who: Visitor, ports: Ports
) -> None:
    run = run_about(filed.group.key, who.policy, ports, who.account)
    if not ports.ledger().inventory.move_filing(parted(filed, accounts, last), filed):
        raise PageRefused("taken")
    note("handover_parted", filed.group.key, who.account, run)
