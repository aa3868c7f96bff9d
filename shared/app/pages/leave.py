"""「休假到…」: whoever says so gets no card until then, nothing is counted against them, and nobody is told in their place."""

from datetime import date, timedelta

from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.declaration import Wrong
from shared.core.lang import both
from shared.core.leave import LONGEST, Leave

_WHEN = both("请选择今天起 90 天以内的日期", "Please choose a day within 90 days from today")


def on_leave(who: Visitor) -> date | None:
    """The last day of the leave that they are on; None: they are on none."""
    leave = who.scene.leave_of(who.account)
    return leave.until if leave is not None and leave.holds(who.scene.local_day()) else None


def go(day: str, who: Visitor, ports: Ports) -> Wrong | None:
    """From today until that day; said again, it is the later word that holds, and days that are over stay what they were."""
    today, until = who.scene.local_day(), _day_of(day)
    if until is None or not today <= until <= today + LONGEST:
        return Wrong("until", _WHEN)
    ports.ledger().leaves.put(Leave(who.account, _began(who) or today, until, who.now))
    return None


def come_back(who: Visitor, ports: Ports) -> None:
    """From today on they are told again; nothing happens where they are on no leave."""
    since = _began(who)
    if since is not None and on_leave(who) is not None:
        yesterday = who.scene.local_day() - timedelta(days=1)
        ports.ledger().leaves.put(Leave(who.account, since, yesterday, who.now))


def _began(who: Visitor) -> date | None:
    """When the leave began that they are on, or that ended yesterday; None: there is none."""
    leave, today = who.scene.leave_of(who.account), who.scene.local_day()
    if (
        leave is None
        or leave.until < leave.since
        or not leave.since <= today <= leave.until + timedelta(days=1)
    ):
        return None
    return leave.since


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
