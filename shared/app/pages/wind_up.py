"""「准备解散」: what is to be done before, a farewell to copy, and nobody is reminded of the group until its day."""

from datetime import date, timedelta
from typing import NamedTuple

from shared.app.nudge.follow_up import follow_up
from shared.app.pages.change import done_there
from shared.app.pages.filing import keep
from shared.app.pages.mine import own
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.announcements import audience
from shared.core.case import GroupFile
from shared.core.declaration import Wrong
from shared.core.farewell import WINDING_UP, ends_on, farewell
from shared.core.lang import both
from shared.core.model import Fact, Group, Source, Status, Waiver
from shared.core.run import Entry

USUAL = 10
"""Work days that are proposed."""
LONGEST = timedelta(days=60)
_WHEN = both("请选择今天起 60 天以内的日期", "Please choose a day within 60 days from today")


class WindingUp(NamedTuple):
    on: date
    """The day of which the farewell speaks."""
    text: str
    is_planned: bool
    latest: date


def winding_up(file: GroupFile, who: Visitor) -> WindingUp:
    """With the day that was planned, or one that is proposed."""
    today = who.scene.local_day()
    planned = ends_on(file.group.waivers, today)
    on = planned or who.scene.calendar.workday_after(today, USUAL)
    text = farewell(audience(file.known(who.now).group), on, who.name, who.lang, today)
    return WindingUp(on, text, planned is not None, today + LONGEST)


def plan(handle: str, day: str, who: Visitor, ports: Ports) -> Wrong | None:
    """Nothing is said of the group until then, to anybody. Raises PageRefused."""
    file, today = own(handle, who, ports), who.scene.local_day()
    until = _day_of(day)
    if until is None or not today <= until <= today + LONGEST:
        return Wrong("on", _WHEN)
    others = [one for one in file.group.waivers if one.check is None and one.reason != WINDING_UP]
    if "waiver" in file.unreadable or any(one.until is None or one.until >= until for one in others):
        return None  # an operator has set everything aside already, or nobody can say
    ledger = ports.ledger()
    ledger.waivers.put(file.group.key, Waiver(None, WINDING_UP, who.account, until))
    details = {"until": until.isoformat()}
    ledger.audit.write(Entry(who.now, "winding_up", file.group.key, who.account, details))
    follow_up(file.group.key, ports)
    return None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def still_needed(handle: str, who: Visitor, ports: Ports) -> None:
    """The group is kept after all. Raises PageRefused."""
    file = own(handle, who, ports)
    if ends_on(file.group.waivers, date.min) is not None:
        ports.ledger().waivers.remove(file.group.key, None)
        ports.ledger().audit.write(Entry(who.now, "kept_after_all", file.group.key, who.account))
        follow_up(file.group.key, ports)


def dissolved(handle: str, who: Visitor, ports: Ports) -> bool:
    """It is done: where the group was filed, that is the fact and it leaves the list; else its platform shows it (False).

    Raises PageRefused.
    """
    file = own(handle, who, ports)
    if file.is_shown or file.filed is None:
        done_there(file, who, ports)
        return False
    gone = Fact(Status.DISSOLVED, who.now, Source.DECLARED)
    group: Group = file.filed.group._replace(status=gone)
    keep(group, who, ports, over=file.filed)
    return True
