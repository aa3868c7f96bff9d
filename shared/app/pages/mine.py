"""「我的群」: every group that somebody looks after, as far as it is on record."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.app.invitation.answering import is_invited
from shared.app.pages.shown import ShownGroup, handle_of, shown
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import PageRefused
from shared.core.filed import is_to_be_confirmed
from shared.core.message.names import NAMES, beside_each_other
from shared.core.model import Fact, Source, Status

CHECK_IDS = tuple(check.id for check in CHECKS)


class Mine(NamedTuple):
    groups: tuple[ShownGroup, ...]
    """Those with something to do first, and by name."""
    confirmed: datetime | None
    """When they last said that these are all that they look after."""
    to_confirm: int = 0
    """How many of those that were filed want to be confirmed by now."""
    is_invited: bool = False
    """Whether they are asked to put their groups on record."""


def mine(who: Visitor, ports: Ports) -> Mine:
    files = {file.group.key: file for file in theirs(who, ports)}
    todo = [key for key, file in files.items() if file.is_open]
    # What is said of a group may rest on anything that is known of it; most of them are fine, and need no more than a name.
    files |= ports.ledger().inventory.peek(todo, Part, CHECK_IDS)
    beside = proposing(files.values(), who)
    groups = sorted((shown(file, beside, ports) for file in files.values()), key=_order)
    own_words = (file.filed for file in files.values() if file.filed is not None and file.filed.is_own)
    due = sum(is_to_be_confirmed(one, who.now) for one in own_words)
    ledger = ports.ledger()
    confirmed = ledger.confirmations.latest(who.accounts)
    return Mine(tuple(groups), confirmed, due, is_invited(who.accounts, who.now, ledger))


def proposing(files: Iterable[GroupFile], who: Visitor) -> Visitor:
    """Them, to whom is proposed for each of these groups of theirs what suits the names of the others."""
    groups = {file.group.key: file.known(who.now).group for file in files}
    asked = (file for file in files if (case := file.case(NAMES)) and case.is_open)
    scene = beside_each_other((groups[file.group.key] for file in asked), who.scene, groups.values())
    return who._replace(scene=scene)


def _order(group: ShownGroup) -> tuple[bool, str, str]:
    name = group.group.name
    return not group.chores, name.value if name else "", group.handle


def theirs(who: Visitor, ports: Ports) -> list[GroupFile]:
    """The groups that they own, as far as is known: with their cases, and without announcements, signs of life and waivers."""
    inventory = ports.ledger().inventory
    keys = dict.fromkeys(key for account in who.accounts for key in inventory.looked_after_by(account))
    return [file for file in inventory.peek(keys, checks=CHECK_IDS).values() if is_theirs(file, who)]


def is_theirs(file: GroupFile, who: Visitor) -> bool:
    """Whether they own it as far as is known now, or did when what was filed was still good."""
    group, filed = file.known(who.now).group, file.filed
    is_over = file.gone is not None or (group.status is not None and group.status.value is Status.DISSOLVED)
    if is_over or "filed" in file.unreadable:
        return False
    if group.owner is None and filed is not None:
        return filed.owner is not None and _owns(Fact(filed.owner, filed.at, Source.DECLARED), who)
    return _owns(group.owner, who)


def _owns(owner: Fact[Account | None] | None, who: Visitor) -> bool:
    """What people said of an account is about whoever had it then; what its platform shows is about whoever has it."""
    if owner is None or owner.value is None or owner.value not in who.accounts:
        return False
    return owner.source is Source.OBSERVED or who.scene.means(owner.value, owner.at)


def own(handle: str, who: Visitor, ports: Ports) -> GroupFile:
    """The group that this handle stands for among theirs. Raises PageRefused for anybody else's, and for nobody's."""
    return _found(handle, theirs(who, ports), ports)


def own_beside(handle: str, who: Visitor, ports: Ports) -> tuple[GroupFile, Visitor]:
    """With them as they see it: what is proposed suits the names of their others. Raises as `own`."""
    files = theirs(who, ports)
    return _found(handle, files, ports), proposing(files, who)


def own_shown(handle: str, who: Visitor, ports: Ports) -> ShownGroup:
    """Raises as `own`."""
    file, beside = own_beside(handle, who, ports)
    return shown(file, beside, ports)


def _found(handle: str, files: Iterable[GroupFile], ports: Ports) -> GroupFile:
    found = [file for file in files if handle_of(file.group.key) == handle]
    if not found:
        raise PageRefused("not_yours")
    return ports.ledger().inventory.get(found[0].group.key) or found[0]
