"""「代…处理」: whoever stands in for somebody on leave sees what waits for that person, and says that it is done; nothing else.

Who stands in is what the people sheet (代理人) or a directory says, and only while that person is on leave.
"""

from collections.abc import Iterator
from typing import NamedTuple

from shared.app.nudge.follow_up import follow_up
from shared.app.pages.change import done_there
from shared.app.pages.mine import mine, own
from shared.app.pages.shown import Chore, ShownGroup, handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.declaration import announcement
from shared.core.errors import PageRefused
from shared.core.model import Fact, Source
from shared.core.people.standing import Standing
from shared.core.run import Entry
from shared.core.scene import Scene

ANNOUNCEMENTS = frozenset({"missing_announcement", "incomplete_announcement"})


class StoodInFor(NamedTuple):
    handle: str
    """Of the person, in a form."""
    name: str | None
    groups: tuple[ShownGroup, ...]
    """Theirs, of which something waits."""


def stood_in_for(who: Visitor, ports: Ports) -> list[StoodInFor]:
    """Everybody on leave for whom they stand in, by name."""
    found = [_shown(one, ports) for one in _away(who, ports)]
    return sorted(found, key=lambda one: (one.name or "", one.handle))


def may_say_done(group: ShownGroup, chore: Chore) -> bool:
    """Whether it is for them to say: a name that was filed is its owner's, and what a platform shows is looked at."""
    return not group.is_filed or chore.check in ANNOUNCEMENTS


def done_for(person: str, group: str, check: str, who: Visitor, ports: Ports) -> bool:
    """What waited is done: on what was filed that is the fact, else it is looked at (False). Who said so stands in the
    audit trail. Raises PageRefused where they stand in for nobody of that handle, or nothing of that kind waits."""
    one = next((each for each in _away(who, ports) if handle_of(each.accounts[0]) == person), None)
    if one is None:
        raise PageRefused("not_yours")
    shown = next((each for each in _shown(one, ports).groups if each.handle == group), None)
    chore = next((each for each in shown.chores if each.check == check), None) if shown else None
    if shown is None or chore is None or not may_say_done(shown, chore):
        raise PageRefused("stale")
    file = own(group, one, ports)
    is_fact = not file.is_shown and check in ANNOUNCEMENTS
    if is_fact:
        _announced(file, one, ports)
    else:
        done_there(file, one, ports)
    ports.ledger().audit.write(Entry(who.now, "done_for", file.group.key, who.account, {"check": check}))
    return is_fact


def _announced(file: GroupFile, owner: Visitor, ports: Ports) -> None:
    """There is an announcement: beside what its owner filed, which is said no later than it was."""
    filed, said = file.filed, announcement("yes", "", owner.account, owner.name)
    assert filed is not None
    assert said is not None
    group = filed.group._replace(announcement=Fact(said, filed.at, Source.DECLARED))
    if not ports.ledger().inventory.move_filing(filed._replace(group=group), filed):
        raise PageRefused("taken")
    follow_up(file.group.key, ports)


def _shown(one: Visitor, ports: Ports) -> StoodInFor:
    waiting = tuple(group for group in mine(one, ports).groups if group.chores)
    return StoodInFor(handle_of(one.accounts[0]), one.name, waiting)


def _away(who: Visitor, ports: Ports) -> Iterator[Visitor]:
    """Each as if they had opened the page themselves, so that nothing of anybody else is looked at."""
    today = who.scene.local_day()
    said = {account for account, one in who.scene.leaves.items() if one.holds(today)} - set(who.accounts)
    if not said:
        return
    scene, seen = scene_about(ports, who.policy, who.now, None, {*said, *who.accounts}), set[Account]()
    for account in sorted(said):
        leave = scene.leave_of(account)
        is_away = leave is not None and leave.holds(today) and scene.standing(account) is not Standing.OUT
        if is_away and account not in seen and _stands_in(who.account, account, scene):
            seen.update(scene.accounts(account))
            yield who._replace(account=account, scene=scene)


def _stands_in(delegate: Account, account: Account, scene: Scene) -> bool:
    row, at = scene.registered(account), scene.company.people_version.at
    registered = row.delegate if row is not None and row.delegate and scene.means(row.delegate, at) else None
    shown = (scene.profile(one) for one in scene.accounts(account))
    named = (registered, *(one.delegate for one in shown if one is not None))
    return any(one is not None and scene.are_same(one, delegate) for one in named)
