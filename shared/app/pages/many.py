"""「一次登记多个」: names pasted line by line, looked through first, and then filed together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.pages.filing import Filed, SameName, choices, file_group
from shared.app.pages.filing import known as known_group
from shared.app.pages.mine import proposing
from shared.app.pages.shown import ShownGroup, shown
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.core.declaration import WHERE, Wrong, faults
from shared.core.errors import PageRefused
from shared.core.naming.reading import clean, key

MOST = 30
"""Names that are looked at: more are nobody's of one sitting."""


class Line(NamedTuple):
    """One name of those that were pasted, and what is to be said of it."""

    name: str
    wrong: Wrong | None = None
    same: SameName | None = None
    """A group of that name is filed already."""

    @property
    def is_new(self) -> bool:
        return self.wrong is None and self.same is None


class Looked(NamedTuple):
    lines: tuple[Line, ...]
    left_out: int
    """How many were beyond the thirtieth."""

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(line.name for line in self.lines if line.is_new)


def look(platform: str, text: str, who: Visitor, ports: Ports) -> Looked | Wrong:
    """What there is to file of a list of names, one a line; empty lines and names that came before are nothing."""
    if platform not in choices(ports):
        return Wrong("platform", WHERE)
    names: dict[str, str] = {}
    for line in text.splitlines():
        name = clean(line)
        if name:
            names.setdefault(key(name), name)
    found = list(names.values())
    return Looked(tuple(_line(platform, name, who, ports) for name in found[:MOST]), len(found[MOST:]))


def _line(platform: str, name: str, who: Visitor, ports: Ports) -> Line:
    wrong = next(faults(_form(platform, name, outsiders=False), [platform]), None)
    if wrong is not None:
        return Line(name, wrong)
    return Line(name, same=known_group(platform, name, who, ports))


def file_many(
    platform: str, names: Sequence[str], outsiders: Iterable[str], who: Visitor, ports: Ports
) -> list[ShownGroup]:
    """Files those that are new still; `outsiders`: the names of groups that have any. Sent again, it files nothing twice."""
    outside: set[str] = set(outsiders)
    filed: list[str] = []
    for name in names[:MOST]:
        try:
            outcome = file_group(_form(platform, name, outsiders=name in outside), who, ports)
        except PageRefused:  # a colleague was first, a moment ago: the next look says so
            continue
        if isinstance(outcome, Filed):
            filed.append(outcome.group.group.key)
    files = ports.ledger().inventory.peek(filed, Part, CHECKS_BY_ID).values()
    beside = proposing(files, who)
    return [shown(file, beside, ports) for file in files]


def _form(platform: str, name: str, *, outsiders: bool) -> dict[str, str]:
    return {"platform": platform, "name": name, "external": "yes" if outsiders else "no"}
