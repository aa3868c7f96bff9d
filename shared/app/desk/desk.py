"""「待处理」: what waits for the responsible department, and what its clerks decide."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from shared.app.desk.clerks import clerk
from shared.app.desk.facts import Known, known_facts
from shared.app.desk.item import Done, Item, Source
from shared.app.desk.sources import SOURCES
from shared.app.invitation.counting import Counts, counted
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.declaration import Wrong
from shared.core.errors import PageRefused


class Desk(NamedTuple):
    items: tuple[Item, ...]
    """What was promised first comes first, then the oldest."""
    late: int
    """How many of them are past the day that was promised."""
    invited: Counts
    """What came of the invitations to file groups."""


class Opened(NamedTuple):
    """One matter, with what is on record of its group."""

    item: Item
    source: Source
    facts: tuple[Known, ...]

    @property
    def address(self) -> str:
        return f"{self.item.source}-{self.item.handle}"


def desk(who: Visitor, ports: Ports) -> Desk:
    """Raises PageRefused for whoever is no clerk, as everything here does."""
    clerk(who)
    items = [item for source in SOURCES for item in source.waiting(who, ports)]
    items.sort(key=lambda one: (one.promised or date.max, one.since, one.handle))
    return Desk(tuple(items), sum(one.is_past(who) for one in items), counted(ports))


def opened(address: str, who: Visitor, ports: Ports) -> Opened:
    clerk(who)
    name, _, handle = address.partition("-")
    source = next((one for one in SOURCES if one.id == name), None)
    item = source.find(handle, who, ports) if source is not None else None
    if source is None or item is None:
        raise PageRefused("off_the_desk")
    return Opened(item, source, known_facts(item.group, who, ports))


def act(one: Opened, form: Mapping[str, str], who: Visitor, ports: Ports) -> Done | tuple[Wrong, ...]:
    """Decide it. Whoever's own matter it is, or who decided it before, is refused."""
    clerk(who)
    if one.item.is_own(who) or one.item.is_barred(who):
        raise PageRefused("own_matter")
    if one.item.settled:
        return Done(is_theirs=False)
    return one.source.act(one.item, form, who, ports)
