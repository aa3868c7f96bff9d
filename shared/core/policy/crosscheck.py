"""What one line of a policy says about another: names that must exist, and names that must not be shared."""

from collections.abc import Callable, Iterator

from shared.core.policy.company import STANDARD
from shared.core.schema.node import Node, Reading, find, listed, quoted, suggestion

_CALENDARS_NAMED = (("calendar",), ("departments", "*", "calendar"), ("people", "*", "calendar"))
_DEPARTMENTS_NAMED = (("projects", "*", "department"), ("checks", "*", "overrides", "*", "departments", "*"))
_ZONES_NAMED = (("zone",), ("departments", "*", "zone"))

Place = tuple[Node, Reading]


def crosscheck(root: Node, reading: Reading, zone_known: Callable[[str], bool]) -> None:
    """Adds a fault for every name that leads nowhere or is taken twice. Works on any node, however broken."""
    calendars = {
        STANDARD,
        *(key.text for node, _ in find(root, reading, "calendars") for key, _ in node.entries),
    }
    _need_known(_written(root, reading, _CALENDARS_NAMED), calendars, "calendar", "it under `calendars`")
    departments = {node.text for node, _ in _names(root, reading, "departments")}
    if departments:  # else they are the directory's, which a policy cannot see
        _need_known(
            _written(root, reading, _DEPARTMENTS_NAMED), departments, "department", "it under `departments`"
        )
    _need_zones(_written(root, reading, _ZONES_NAMED), zone_known)
    _keep_standard(root, reading)
    for section in ("departments", "projects"):
        _refuse_shared(_names(root, reading, section), section.removesuffix("s"))


def _written(root: Node, reading: Reading, paths: tuple[tuple[str, ...], ...]) -> Iterator[Place]:
    for path in paths:
        yield from ((node, place) for node, place in find(root, reading, *path) if node.text)


def _names(root: Node, reading: Reading, section: str) -> Iterator[Place]:
    """The name and the aliases of each department (project), together."""
    for node, place in find(root, reading, section, "*"):
        yield from _written(node, place, (("name",), ("aliases", "*")))


def _need_known(places: Iterator[Place], known: set[str], noun: str, where: str) -> None:
    for node, place in places:
        if node.text not in known:
            meant = suggestion(node.text, known) or f"Write one of: {listed(sorted(known))}."
            remedy = f"{meant} Or add {where}"
            place.blame(node, f"there is no {noun} {quoted(node.text)}", remedy)


def _need_zones(places: Iterator[Place], zone_known: Callable[[str], bool]) -> None:
    for node, place in places:
        if not zone_known(node.text):
            remedy = "Write an IANA name, e.g. Asia/Shanghai (which is all of mainland China)"
            place.blame(node, f"there is no time zone {quoted(node.text)}", remedy)


def _keep_standard(root: Node, reading: Reading) -> None:
    for node, place in find(root, reading, "calendars", STANDARD, "week"):
        if node.text and node.text != STANDARD:
            place.blame(node, f"{STANDARD} is the five-day week", "Give the other calendar a name of its own")


def _refuse_shared(places: Iterator[Place], noun: str) -> None:
    taken: dict[str, Node] = {}
    for node, place in places:
        first = taken.setdefault(node.text, node)
        if first is not node:
            where = f" on line {first.line}" if first.line is not None else ""
            reason = f"{quoted(node.text)} already names the {noun}{where}"
            place.blame(node, reason, "Every name and alias may stand only once; remove one")
