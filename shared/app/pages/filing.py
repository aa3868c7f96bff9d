"""「登记一个群」: keeps what somebody says of a group of theirs, and shows at once what the checks say about it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from shared.app.inspect.group import CHECKS_BY_ID, judge_again
from shared.app.nudge.evidence import keep_cases
from shared.app.nudge.run import open_run
from shared.app.pages.mine import is_theirs
from shared.app.pages.shown import ShownGroup, handle_of, shown
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.company import note_platform
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.case import Case, GroupFile, Step
from shared.core.declaration import Wrong, declaration, declared, faults, identity
from shared.core.display import shown_name
from shared.core.errors import PageRefused
from shared.core.filed import may_replace, refiled
from shared.core.ladder.agenda import planned, shown_to
from shared.core.model import Group
from shared.core.naming.reading import clean, key
from shared.core.run import Entry


class SameName(NamedTuple):
    """A group of that name is filed already."""

    name: str
    owner: str | None
    """Who looks after it, by name; None: nobody, or somebody whose name is not known."""
    is_own: bool
    """Whether it is their own."""
    handle: str
    """Of their own; empty: another's is nobody's to open."""
    is_free: bool = False
    """Whether nobody looks after it, so that it can be taken."""


class Filed(NamedTuple):
    group: ShownGroup


Outcome = Filed | SameName | tuple[Wrong, ...]


def file_group(form: Mapping[str, str], who: Visitor, ports: Ports) -> Outcome:
    """`form["other"]` says that it is another group than the one of the same name, `form["take"]` that it is that one, and
    theirs by now.

    The same form comes to the same, however often it is sent. Raises PageRefused where somebody else was first.
    """
    wrong = tuple(faults(form, choices(ports)))
    if wrong:
        return wrong
    said = declaration(form, who.account, who.name)
    same = None if form.get("other") else _same_name(said.platform, said.name, who, ports)
    if same is not None and not (form.get("take") and _is_free(same, who)):
        return _asked(same, who, ports)
    salt = form.get("once", "") if form.get("other") else ""
    group_id = same.group.id if same is not None else identity(said.platform, said.name, salt)
    return Filed(keep(declared(said, group_id, who.account, who.now), who, ports))


def choices(ports: Ports) -> Collection[str]:
    """The platforms on which a group may be said to be."""
    return [platform.id for platform in ports.world().platforms]


def known(platform: str, name: str, who: Visitor, ports: Ports) -> SameName | None:
    """Whether a group of that name is filed there already, and whose it is."""
    same = _same_name(platform, name, who, ports)
    return None if same is None else _asked(same, who, ports)


def _same_name(platform: str, name: str, who: Visitor, ports: Ports) -> GroupFile | None:
    """A group that is filed under that name: their own, if there is one."""
    inventory = ports.ledger().inventory
    files = (inventory.get(found) for found in inventory.named(platform, key(clean(name))))
    named = [file for file in files if file is not None and file.known(who.now).group.name is not None]
    return next((file for file in named if is_theirs(file, who)), named[0] if named else None)


def _is_free(file: GroupFile, who: Visitor) -> bool:
    return not is_theirs(file, who) and may_replace(file.filed, who.accounts, who.now)


def _asked(file: GroupFile, who: Visitor, ports: Ports) -> SameName:
    group, is_own = file.known(who.now).group, is_theirs(file, who)
    name = _name_of(group.owner.value, who, ports) if group.owner and group.owner.value else None
    handle = handle_of(group.key) if is_own else ""
    return SameName(shown_name(group), name, is_own, handle, _is_free(file, who))


def _name_of(account: Account, who: Visitor, ports: Ports) -> str | None:
    """Of somebody who may not be around the visitor."""
    if account in who.accounts:
        return who.name
    return scene_of("", ports, who.policy, account).name_of(account)


def keep(group: Group, who: Visitor, ports: Ports) -> ShownGroup:
    """File the group as its owner says, judge it, and count as seen what is shown of that now.

    Raises PageRefused where it is somebody else's to file.
    """
    ledger, before = ports.ledger(), ports.ledger().inventory.get(group.key)
    filed = before.filed if before else None
    filing = refiled(group, filed, by=who.account, at=who.now, is_own=True)
    if not ledger.inventory.put_filing(filing, who.accounts):
        raise PageRefused("taken")
    note_platform(ledger, group.platform)
    ledger.audit.write(Entry(who.now, "filed", group.key, who.account))
    return shown(judged_on_page(group.key, who, ports), who, ports)


def judged_on_page(key_: str, who: Visitor, ports: Ports) -> GroupFile:
    """The group's file after it was judged again, with what its owner is shown now marked as seen."""
    run = open_run(
        Tally("pages", who.now, Tick()), ports, who.policy, scene_of(key_, ports, who.policy, who.account)
    )
    file = ports.ledger().inventory.get(key_)
    if file is None:
        raise PageRefused("stale")
    checks = [check for check in CHECKS_BY_ID.values() if not check.rests_on_posts]
    after, _ = judge_again(file.known(who.now), checks, who.policy, run.scene)
    after = after._replace(cases=tuple(_seen(case, who) for case in after.cases))
    kept = keep_cases(file, after._replace(cases=planned(after, run.agenda)), run)
    return file._replace(cases=kept.cases)


def _seen(case: Case, who: Visitor) -> Case:
    """What its owner was not told of yet is shown to them now, whatever somebody was shown who looked after it before."""
    check = CHECKS_BY_ID.get(case.key.check)
    if not case.is_open or check is None or check.rests_on_posts:
        return case
    if shown_to(case, who.account, who.scene):
        return case
    return case._replace(delivered={Step.SEEN: who.now}, shown_to=who.account)
