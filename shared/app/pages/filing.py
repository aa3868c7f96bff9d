"""「登记一个群」: keeps what somebody says of a group of theirs, and shows at once what the checks say about it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from shared.app.handover.asking import claim
from shared.app.inspect.group import CHECKS_BY_ID, judge_again
from shared.app.invitation.answering import take_answer
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
from shared.core.calendar.hours import WorkTime
from shared.core.case import Case, GroupFile, Step
from shared.core.checks.catalogue import CHECKS
from shared.core.declaration import Wrong, declaration, declared, faults, identity
from shared.core.display import shown_name
from shared.core.errors import PageRefused
from shared.core.filed import Filing, may_replace, refiled, shows_owner
from shared.core.handover import Way
from shared.core.ladder.agenda import planned, shown_to
from shared.core.ladder.waiting import last_day
from shared.core.model import Group
from shared.core.naming.reading import clean, key
from shared.core.people.standing import Standing
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
    """Whether nobody looks after it who works here still, so that it can be taken."""
    may_claim: bool = False
    """Whether whoever was filed as its owner can be asked whether it changed hands."""


class Filed(NamedTuple):
    group: ShownGroup


class Claimed(NamedTuple):
    """Whoever was filed as the owner is asked."""

    name: str
    owner: str | None
    until: date


Outcome = Filed | Claimed | SameName | tuple[Wrong, ...]


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
    if same is None:
        group_id = identity(said.platform, said.name, form.get("once", "") if form.get("other") else "")
        return Filed(keep(declared(said, group_id, who.account, who.now), who, ports))
    asked = _asked(same, who, ports)
    if not form.get("take") or not (asked.is_free or asked.may_claim):
        return asked
    if asked.may_claim:
        return _claimed(same, asked, who, ports)
    group = declared(said, same.group.id, who.account, who.now)
    return Filed(keep(group, who, ports, over=same.filed))


def _claimed(same: GroupFile, asked: SameName, who: Visitor, ports: Ports) -> Claimed:
    handover = claim(same, who.account, who.policy, ports)
    until = last_day(handover, WorkTime(who.scene.zone, who.scene.calendar))
    return Claimed(asked.name, asked.owner, until)


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


def _asked(file: GroupFile, who: Visitor, ports: Ports) -> SameName:
    group = file.known(who.now).group
    owner = group.owner.value if group.owner else None
    if is_theirs(file, who):
        return SameName(shown_name(group), who.name, is_own=True, handle=handle_of(group.key))
    scene = scene_of("", ports, who.policy, *filter(None, (owner,)))
    has_left = owner is not None and scene.standing(owner) is Standing.OUT
    is_free = _is_nobody_s(file, who) or (has_left and not shows_owner(file.group))
    asks = group.handover
    is_asked_by_them = (
        asks is not None and asks.way is Way.CLAIM and asks.is_open(who.now) and asks.to in who.accounts
    )
    may_claim = not is_free and not shows_owner(file.group) and (asks is None or is_asked_by_them)
    return SameName(
        shown_name(group), scene.name_of(owner), is_own=False, handle="", is_free=is_free, may_claim=may_claim
    )


def _is_nobody_s(file: GroupFile, who: Visitor) -> bool:
    return may_replace(file.filed, who.accounts, who.now) and file.known(who.now).group.handover is None


def keep(group: Group, who: Visitor, ports: Ports, *, over: Filing | None = None) -> ShownGroup:
    """File the group as its owner says, judge it, and count as seen what is shown of that now; `over`: what was read of
    it, where that is whoever's to write over whom it names; what was asked about it ends.

    Raises PageRefused where it is somebody else's to file.
    """
    ledger = ports.ledger()
    note_platform(ledger, group.platform)  # first: what is filed where nobody looks would never be looked at
    if not (_take(group, over, who, ports) if over else _put(group, who, ports)):
        raise PageRefused("taken")
    ledger.audit.write(Entry(who.now, "filed", group.key, who.account))
    take_answer(who.accounts, who.now, ports)
    return shown(judged_on_page(group.key, who, ports), who, ports)


def _put(group: Group, who: Visitor, ports: Ports) -> bool:
    inventory = ports.ledger().inventory
    before = inventory.get(group.key)
    filed = before.filed if before else None
    filing = refiled(group, filed, by=who.account, at=who.now, is_own=True)
    return inventory.put_filing(filing, who.accounts, over=filed.handover if filed else None)


def _take(group: Group, seen: Filing, who: Visitor, ports: Ports) -> bool:
    filing = refiled(group, seen, by=who.account, at=who.now, is_own=True)
    return ports.ledger().inventory.move_filing(filing._replace(handover=None), seen)


def judged_on_page(key_: str, who: Visitor, ports: Ports) -> GroupFile:
    """The group's file after it was judged again, with what its owner is shown now marked as seen."""
    run = open_run(
        Tally("pages", who.now, Tick()), ports, who.policy, scene_of(key_, ports, who.policy, who.account)
    )
    file = ports.ledger().inventory.get(key_)
    if file is None:
        raise PageRefused("stale")
    checks = [check for check in CHECKS if not check.rests_on_posts]
    after, _ = judge_again(file.known(who.now), checks, who.policy, run.scene)
    after = after._replace(cases=tuple(_seen(case, who) for case in after.cases))
    kept = keep_cases(file, after._replace(cases=planned(after, run.agenda)), run)
    return file._replace(cases=kept.cases)


def _seen(case: Case, who: Visitor) -> Case:
    """What its owner was not told of yet is shown to them now, whatever somebody was shown who looked after it before."""
    check = CHECKS_BY_ID.get(case.key.check)
    if not case.is_open or check is None or check.rests_on_posts or check.is_question:
        return case
    if shown_to(case, who.account, who.scene):
        return case
    return case._replace(delivered={Step.SEEN: who.now}, shown_to=who.account)
