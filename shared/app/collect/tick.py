"""Collects facts: what a listing shows of all groups once a day, and more of those that may have changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.app.collect.group import CAPABILITY, Reading, read_group
from shared.app.collect.listing import is_listing_due, take_listing
from shared.app.collect.people import refresh_people
from shared.app.collect.permissions import Access, lacks, remember
from shared.app.collect.run import Errand
from shared.app.collect.turn import due_for_rotation
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.app.runs.run import Tally, is_out_of_time, run_tick
from shared.app.scene.company import load_scene, note_platform
from shared.core.case import GroupFile
from shared.core.errors import PlatformDenied, PlatformError
from shared.core.model import Group
from shared.core.scene import Scene

_AT_ONCE = 50
"""Groups between two looks at the clock and the directory."""
_CALLS = 4
"""Of one group, at most: detail, announcement and its text, signs of life."""
_EVERYTHING = frozenset({Part.META, Part.NOTICE, Part.ACTIVITY})


def collect(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event; a platform that fails is counted, and costs only itself."""
    return run_tick("collect", event, ports, _collect)


def _collect(tally: Tally, ports: Ports) -> None:
    policy = ports.policy()
    for im in ports.ims().values():
        before = sum(im.calls().values())
        try:
            _one_platform(Errand(im, ports, tally, policy, ports.ledger(), set(), Access()))
        except PlatformError as error:
            tally.add("failed")
            ports.log.alarm("platform_failed", platform=im.id, call=error.call, code=error.code)
        tally.add("calls", sum(im.calls().values()) - before)


def _one_platform(errand: Errand) -> None:
    """Who owns the groups is known before their announcements are read: those are to name them."""
    im = errand.im
    if not errand.dry:
        note_platform(errand.ledger, im.id)
    _list(errand)
    refresh_people(errand)
    _read_all(errand)
    refresh_people(errand)
    _note_denied(errand)


def _list(errand: Errand) -> None:
    if errand.im.groups is None or not is_listing_due(errand) or not errand.may_call(_AT_ONCE):
        return
    try:
        take_listing(errand, errand.im.groups())
    except PlatformDenied as error:
        errand.access.deny("groups", error.missing or error.code)
    else:
        errand.access.granted.add("groups")


def _read_all(errand: Errand) -> None:
    """Groups that changed first, oldest mark first; then the announcements whose turn it is."""
    scene = load_scene(errand.ports, errand.policy, errand.now)
    _read_dirty(errand, scene)
    if not errand.tally.tick.groups:
        _read_in_turn(errand, scene)


def _read_dirty(errand: Errand, scene: Scene) -> None:
    done: set[str] = set()
    while not is_out_of_time(errand.ports):
        batch = [entry for entry in _dirty(errand) if entry[0] not in done]
        if not batch or not errand.may_call(_CALLS * len(batch)):
            return
        done |= {group for group, _ in batch}
        if not _read_batch(errand, batch, scene):
            return  # of so many groups nothing could be had: the platform rests until the next tick


def _read_batch(errand: Errand, batch: list[tuple[str, datetime]], scene: Scene) -> bool:
    """False where nothing at all could be had."""
    answered = False
    for group, marked in batch:
        if is_out_of_time(errand.ports):
            break
        answered |= _read_marked(errand, group, marked, scene)
    return answered


def _dirty(errand: Errand) -> list[tuple[str, datetime]]:
    asked = errand.tally.tick.groups
    if asked:
        return [(group, errand.now) for group in sorted(asked)]
    return errand.ledger.inventory.dirty(errand.im.id, _AT_ONCE)


def _read_marked(errand: Errand, group: str, marked: datetime, scene: Scene) -> bool:
    """False where nothing could be had of it. What could not be had or kept waits behind the other groups."""
    file = errand.ledger.inventory.get(group) or _unknown(group, errand)
    if file is None:
        _clean(errand, group, marked)
        return True
    reading = _read(errand, file, _wanted(file), scene)
    if reading is not None and not reading.unavailable:
        _clean(errand, group, marked)
    elif not errand.dry:
        errand.ledger.inventory.mark_dirty(group, errand.ports.clock.now())
    return reading is not None and bool(reading.read or reading.denied)


def _unknown(group: str, errand: Errand) -> GroupFile | None:
    """A group that an event named before any listing did: we were just invited. None: it is no group of this platform."""
    prefix = f"{errand.im.id}:"
    if not group.startswith(prefix):
        return None
    return GroupFile(Group(errand.im.id, group.removeprefix(prefix)), errand.now)


def _wanted(file: GroupFile) -> frozenset[Part]:
    """Signs of life come by events once they were read: reading them again is for when something rests on it."""
    return _EVERYTHING if file.group.activity is None else _EVERYTHING - {Part.ACTIVITY}


def _clean(errand: Errand, group: str, marked: datetime) -> None:
    if not errand.dry and not errand.tally.tick.groups:
        errand.ledger.inventory.clean(group, marked)


def _read_in_turn(errand: Errand, scene: Scene) -> None:
    for file in due_for_rotation(errand.ledger, errand.im.id, errand.now, dry=errand.dry):
        wanted = _wanted_in_turn(file, errand.access)
        if is_out_of_time(errand.ports) or not errand.may_call(len(wanted) * 2):
            return
        _read(errand, file, wanted, scene)


def _wanted_in_turn(file: GroupFile, access: Access) -> frozenset[Part]:
    """The announcement, and signs of life that were never seen; not what this run was refused already."""
    wanted = {Part.NOTICE} if file.group.activity is not None else {Part.NOTICE, Part.ACTIVITY}
    return frozenset(part for part in wanted if not (lacks(file, part) and CAPABILITY[part] in access.denied))


def _read(errand: Errand, file: GroupFile, wanted: frozenset[Part], scene: Scene) -> Reading | None:
    """Read and keep; None where that failed: one group that breaks us costs only itself."""
    errand.tally.add("read")
    try:
        reading = read_group(file, errand.im, wanted, scene, errand.now)
        if reading.file.group.name is None:  # nobody showed it to us, now or ever: there is nothing to keep
            return reading
        errand.save(reading.file, set(reading.read))
    except Exception as error:  # noqa: BLE001 (see above; it is counted, alarmed and read again)
        errand.tally.add("failed")
        errand.ports.log.alarm("group_not_read", group=file.group.key, error=type(error).__name__)
        return None
    errand.tally.add("unavailable", len(reading.unavailable))
    errand.access.note(reading)
    return reading


def _note_denied(errand: Errand) -> None:
    """Said once a run, and remembered: a missing permission is no group's fault."""
    for capability, missing in sorted(errand.access.denied.items()):
        errand.tally.notes.setdefault("denied", {})[f"{errand.im.id}:{capability}"] = missing
        errand.ports.log.event(
            "permission_missing", platform=errand.im.id, capability=capability, missing=missing
        )
    if not errand.dry:
        remember(errand.access, errand.im.id, errand.ports, errand.now)
