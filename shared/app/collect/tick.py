"""Collects facts: what a listing shows of all groups once a day, and more of those that may have changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.app.collect.group import CAPABILITY, GroupReading, read_group
from shared.app.collect.listing import is_listing_due, take_listing
from shared.app.collect.people import refresh_people
from shared.app.collect.permissions import Permissions, lacks, remember
from shared.app.collect.run import PlatformRun
from shared.app.collect.turn import due_for_rotation
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.app.runs.run import Tally, is_out_of_time, run_tick
from shared.app.runs.unreadable import stop_if_too_many
from shared.app.scene.company import load_scene, note_platform, note_sending
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
    policy, ims = ports.policy(), ports.ims()
    if not tally.tick.dry_run:
        note_sending(ports.ledger(), (name for name, im in ims.items() if im.sending is not None))
    for im in ims.values():
        before = sum(im.calls().values())
        try:
            _one_platform(PlatformRun(im, ports, tally, policy, ports.ledger(), set(), Permissions()))
        except PlatformError as error:
            tally.add("failed")
            ports.log.alarm("platform_failed", platform=im.id, call=error.call, code=error.code)
        tally.add("calls", sum(im.calls().values()) - before)


def _one_platform(run: PlatformRun) -> None:
    """Who owns the groups is known before their announcements are read: those are to name them."""
    im = run.im
    if not run.dry:
        note_platform(run.ledger, im.id)
    _list(run)
    refresh_people(run)
    _read_all(run)
    refresh_people(run)
    _note_denied(run)


def _list(run: PlatformRun) -> None:
    if run.im.groups is None or not is_listing_due(run) or not run.may_call(_AT_ONCE):
        return
    try:
        take_listing(run, run.im.groups())
    except PlatformDenied as error:
        run.access.deny("groups", error.missing or error.code)
    else:
        run.access.granted.add("groups")


def _read_all(run: PlatformRun) -> None:
    """Groups that changed first, oldest mark first; then the announcements whose turn it is."""
    scene = load_scene(run.ports, run.policy, run.now)
    stop_if_too_many(run.ledger)
    _read_dirty(run, scene)
    if not run.tally.tick.groups:
        _read_in_turn(run, scene)


def _read_dirty(run: PlatformRun, scene: Scene) -> None:
    done: set[str] = set()
    while not is_out_of_time(run.ports):
        batch = [entry for entry in _dirty(run) if entry[0] not in done]
        if not batch or not run.may_call(_CALLS * len(batch)):
            return
        done |= {group for group, _ in batch}
        if not _read_batch(run, batch, scene):
            return  # of so many groups nothing could be had: the platform rests until the next tick


def _read_batch(run: PlatformRun, batch: list[tuple[str, datetime]], scene: Scene) -> bool:
    """False where nothing at all could be had."""
    answered = False
    for group, marked in batch:
        if is_out_of_time(run.ports):
            break
        answered |= _read_marked(run, group, marked, scene)
    return answered


def _dirty(run: PlatformRun) -> list[tuple[str, datetime]]:
    asked = run.tally.tick.groups
    if asked:
        return [(group, run.now) for group in sorted(asked)]
    return run.ledger.inventory.dirty(run.im.id, _AT_ONCE)


def _read_marked(run: PlatformRun, group: str, marked: datetime, scene: Scene) -> bool:
    """False where nothing could be had of it. What could not be had or kept waits behind the other groups."""
    file = run.ledger.inventory.get(group) or _unknown(group, run)
    if file is None or "meta" in file.unreadable:
        _clean(run, group, marked)
        return True
    reading = _read(run, file, _wanted(file), scene)
    if reading is not None and not reading.unavailable:
        _clean(run, group, marked)
    elif not run.dry:
        run.ledger.inventory.mark_dirty(group, run.ports.clock.now())
    return reading is not None and bool(reading.read or reading.denied)


def _unknown(group: str, run: PlatformRun) -> GroupFile | None:
    """A group that an event named before any listing did: we were just invited. None: it is no group of this platform."""
    prefix = f"{run.im.id}:"
    if not group.startswith(prefix):
        return None
    return GroupFile(Group(run.im.id, group.removeprefix(prefix)), run.now)


def _wanted(file: GroupFile) -> frozenset[Part]:
    """Signs of life come by events once they were read: reading them again is for when something rests on it."""
    return _EVERYTHING if file.group.activity is None else _EVERYTHING - {Part.ACTIVITY}


def _clean(run: PlatformRun, group: str, marked: datetime) -> None:
    if not run.dry and not run.tally.tick.groups:
        run.ledger.inventory.clean(group, marked)


def _read_in_turn(run: PlatformRun, scene: Scene) -> None:
    for file in due_for_rotation(run.ledger, run.im.id, run.now, dry=run.dry):
        wanted = _wanted_in_turn(file, run.access)
        if is_out_of_time(run.ports) or not run.may_call(len(wanted) * 2):
            return
        _read(run, file, wanted, scene)


def _wanted_in_turn(file: GroupFile, access: Permissions) -> frozenset[Part]:
    """The announcement, and signs of life that were never seen; not what this run was refused already."""
    wanted = {Part.NOTICE} if file.group.activity is not None else {Part.NOTICE, Part.ACTIVITY}
    return frozenset(part for part in wanted if not (lacks(file, part) and CAPABILITY[part] in access.denied))


def _read(run: PlatformRun, file: GroupFile, wanted: frozenset[Part], scene: Scene) -> GroupReading | None:
    """Read and keep; None where that failed: one group that breaks us costs only itself."""
    run.tally.add("read")
    try:
        reading = read_group(file, run.im, wanted, scene, run.now)
        if reading.file.group.name is None:  # nobody showed it to us, now or ever: there is nothing to keep
            return reading
        run.save(reading.file, set(reading.read))
    except Exception as error:  # noqa: BLE001 (see above; it is counted, alarmed and read again)
        run.tally.add("failed")
        run.ports.log.alarm("group_not_read", group=file.group.key, error=type(error).__name__)
        return None
    run.tally.add("unavailable", len(reading.unavailable))
    run.access.note(reading)
    return reading


def _note_denied(run: PlatformRun) -> None:
    """Said once a run, and remembered: a missing permission is no group's fault."""
    for capability, missing in sorted(run.access.denied.items()):
        run.tally.notes.setdefault("denied", {})[f"{run.im.id}:{capability}"] = missing
        run.ports.log.event("permission_missing", platform=run.im.id, capability=capability, missing=missing)
    if not run.dry:
        remember(run.access, run.im.id, run.ports, run.now)
