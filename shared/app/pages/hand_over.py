"""「交给同事」: who may be asked to take a group over, what is asked of somebody, and how it stands."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from shared.app.desk.people import candidates
from shared.app.handover.asking import can_be_asked, offer, run_about, withdraw
from shared.app.handover.replying import Came, reply
from shared.app.nudge.run import NudgeRun
from shared.app.pages.mine import own
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.account import Account
from shared.core.calendar.hours import WorkTime
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.errors import PageRefused
from shared.core.handover import Handover, Reply, Way
from shared.core.invitation import invited_key
from shared.core.ladder.recipients import in_reach
from shared.core.ladder.waiting import last_day
from shared.core.lang import Bilingual
from shared.core.people.belonging import department_of, heading
from shared.core.scene import Scene

_REMEMBERED = timedelta(days=30)


class Colleague(NamedTuple):
    account: Account
    name: str
    department: str | None


class How(StrEnum):
    """How a question about one's group stands."""

    WAITING = "waiting"
    AGREED = "agreed"
    """They will take it: it is to be done on the platform."""
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    CONTESTED = "contested"


class Progress(NamedTuple):
    """What its owner sees of a question about their group."""

    how: How
    way: Way
    name: str | None
    """Of the other person."""
    until: date


class Asked(NamedTuple):
    """What somebody is asked about a group, or has agreed to."""

    handle: str
    name: str
    platform: str
    way: Way
    who: str | None
    """Who asks, by name."""
    until: date
    steps: Bilingual | None = None
    """How the platform hands a group over, once they agreed; None: they have not answered yet."""


def colleagues(text: str, who: Visitor, ports: Ports) -> list[Colleague]:
    """Those whose name has this in it and who can be asked, whole names first. An empty text finds nobody."""
    found = [one.account for one in candidates(text, who, ports)]
    return list(_each_once(found, who, run_about("", who.policy, ports, *found))) if found else []


def suggested(handle: str, who: Visitor, ports: Ports, *, way: Way = Way.OFFER) -> list[Colleague]:
    """Of the group's admins and whoever leads its department, those who can be asked."""
    group = own(handle, who, ports).known(who.now).group
    run = run_about(group.key, who.policy, ports, who.account)
    found = heading(group, department_of(group, run.scene), run.scene)
    admins = group.admins.value if group.admins and way is not Way.JOIN else ()
    heads = (found.head, found.delegate) if found else ()
    return list(_each_once((one for one in (*admins, *heads) if one), who, run))


def _each_once(accounts: Iterable[Account], who: Visitor, run: NudgeRun) -> Iterator[Colleague]:
    """By an account with which they can be written to."""
    scene, seen = run.scene, set(who.accounts)
    for account in accounts:
        theirs, name = scene.accounts(account), scene.name_of(account)
        if seen.isdisjoint(theirs) and name and can_be_asked(account, run):
            named = next(one for one in theirs if in_reach(one, scene))
            yield Colleague(named, name, scene.home_of(account))
        seen.update(theirs)


def offer_to(handle: str, to: Account, who: Visitor, ports: Ports, *, way: Way = Way.OFFER) -> None:
    """Raises PageRefused."""
    offer(own(handle, who, ports), to, who.account, who.policy, ports, way=way)


def take_back(handle: str, who: Visitor, ports: Ports) -> None:
    """Raises PageRefused."""
    withdraw(own(handle, who, ports), who.account, who.policy, ports)


def asked_about(who: Visitor, ports: Ports) -> list[str]:
    """The groups (`Group.key`) of which they were asked something, each once; an invitation is about none."""
    inventory, invitations = ports.ledger().inventory, set(map(invited_key, who.accounts))
    keys = dict.fromkeys(one for account in who.accounts for one in inventory.asked_of(account))
    return [one for one in keys if one not in invitations]


def asked_of(who: Visitor, ports: Ports) -> list[Asked]:
    """What is asked of them now, and what they agreed to and is not seen yet; soonest first."""
    shown = (
        _asked(file, who, ports) for file in ports.ledger().inventory.peek(asked_about(who, ports)).values()
    )
    return sorted((one for one in shown if one is not None), key=lambda one: (one.until, one.handle))


def _asked(file: GroupFile, who: Visitor, ports: Ports) -> Asked | None:
    group = file.known(who.now).group
    handover = group.handover
    if handover is None or file.is_held or file.gone is not None or not _is_for(handover, who):
        return None
    other = handover.asker
    scene = run_about(group.key, who.policy, ports, other).scene
    names = scene.platform_names.get(group.platform)
    return Asked(
        handle_of(group.key),
        shown_name(group),
        names[who.lang] if names else group.platform,
        handover.way,
        scene.name_of(other),
        _day(handover, scene),
        None if handover.reply is None else ports.world().steps(group.platform),
    )


def _is_for(handover: Handover, who: Visitor) -> bool:
    waits = handover.is_open(who.now) or handover.is_agreed(who.now)
    return waits and handover.asked in who.accounts and who.scene.means(handover.asked, handover.at)


def answer_asked(handle: str, said: Reply, who: Visitor, ports: Ports, *, way: Way | None = None) -> Came:
    """`way`: what the page asked that they answer. Raises PageRefused where nothing is asked of them about any group of that handle."""
    found = next((one for one in asked_about(who, ports) if handle_of(one) == handle), None)
    if found is None:
        raise PageRefused("not_yours")
    return reply(found, said, who.account, run_about(found, who.policy, ports, who.account), way)


def progress(file: GroupFile, who: Visitor, ports: Ports) -> Progress | None:
    """How the last question about their group stands; None: there is none, or it is long over."""
    filing = file.filed
    handover = filing.handover if filing else None
    if handover is None or who.now > handover.until + _REMEMBERED:
        return None
    how = _how(handover, file, who)
    if how is None:
        return None
    scene = run_about(file.group.key, who.policy, ports, handover.to).scene
    return Progress(how, handover.way, scene.name_of(handover.to), _day(handover, scene))


def _how(handover: Handover, file: GroupFile, who: Visitor) -> How | None:
    now = who.now
    if handover.holds(now) and file.known(now).group.handover is None:  # done on the platform by now
        return None
    if handover.is_contested(now):
        return How.CONTESTED
    if handover.is_open(now):
        return How.WAITING
    if handover.is_agreed(now):
        return How.AGREED
    return How.DECLINED if handover.reply is Reply.DECLINED else How.UNANSWERED


def _day(handover: Handover, scene: Scene) -> date:
    return last_day(handover, WorkTime(scene.zone, scene.calendar))
