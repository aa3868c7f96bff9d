"""Collects facts: what a listing shows of all groups once a day, and more of those that may have changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.app.company import load_scene, note_platform
from shared.app.im import IM
from shared.app.people import guardians, refresh_people
from shared.app.ports import Ports
from shared.app.reading import Reading, differs, merged, read_group
from shared.app.rotation import due_for_rotation
from shared.app.runs import Tally, is_out_of_time, run_tick
from shared.app.state import INVENTORY_SHARDS, Ledger, Part
from shared.core.cases import GroupFile
from shared.core.errors import KeeperError, PlatformError
from shared.core.model import Group, Source
from shared.core.policy import Policy
from shared.core.scene import Scene

_A_DAY = timedelta(hours=23)
"""A listing is old after a day, less what a tick may come late."""
_AT_ONCE = 50
"""Groups between two looks at the clock and the directory."""
_CALLS = 4
"""Of one group, at most: detail, announcement and its text, signs of life."""
_EVERYTHING = frozenset({Part.META, Part.NOTICE, Part.ACTIVITY})


class _Errand(NamedTuple):
    """One platform's part of one run."""

    im: IM
    ports: Ports
    tally: Tally
    policy: Policy
    ledger: Ledger
    met: set[str]
    """Owners and admins of the groups that this run kept."""

    @property
    def now(self) -> datetime:
        return self.tally.now

    @property
    def dry(self) -> bool:
        return self.tally.tick.dry_run


def collect(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event; a platform that fails is counted, and costs only itself."""
    return run_tick("collect", event, ports, _collect)


def _collect(tally: Tally, ports: Ports) -> None:
    policy = ports.policy()
    for im in ports.ims().values():
        before = sum(im.calls().values())
        try:
            _one_platform(_Errand(im, ports, tally, policy, ports.ledger(), set()))
        except PlatformError as error:
            tally.add("failed")
            ports.log.alarm("platform_failed", platform=im.id, call=error.call, code=error.code)
        tally.add("calls", sum(im.calls().values()) - before)


def _one_platform(errand: _Errand) -> None:
    """Who owns the groups is known before their announcements are read: those are to name them."""
    im = errand.im
    if not errand.dry:
        note_platform(errand.ledger, im.id)
    if im.groups is not None and _is_listing_due(errand) and _may_call(errand, _AT_ONCE):
        _list(errand, im.groups())
    _refresh_people(errand)
    _read_all(errand)
    _refresh_people(errand)


def _refresh_people(errand: _Errand) -> None:
    if errand.im.directory is not None and not errand.dry and _may_call(errand, _AT_ONCE):
        refresh_people(errand.im, errand.ports, errand.tally, errand.policy, errand.met)


def _may_call(errand: _Errand, calls: int) -> bool:
    """Takes so many calls of the month's budget before they are made; where it is spent, nothing is asked."""
    limit = errand.policy.budgets.api_calls_per_month
    if limit is None or errand.dry:
        return True
    name = f"api:{errand.im.id}:{errand.now:%Y-%m}"
    if errand.ledger.budgets.take(name, calls, limit, errand.now):
        return True
    errand.tally.notes["budget_spent"] = name
    errand.ports.log.event("budget_spent", budget=name)
    return False


def _is_listing_due(errand: _Errand) -> bool:
    if errand.tally.tick.groups:
        return False
    last = errand.ledger.runs.cursor(f"listed:{errand.im.id}")
    return last is None or errand.now - datetime.fromisoformat(last) >= _A_DAY


def _list(errand: _Errand, listing: Iterator[Group]) -> None:
    """Take in what the listing shows of every group; who is not in it any more is out of sight."""
    known = {file.group.key: file for file in every_file(errand.ledger, errand.im.id)}
    for seen in listing:
        errand.tally.add("listed")
        _take_in(errand, seen, known.pop(seen.key, None))
    for file in known.values():
        if file.gone is None and _was_observed(file):
            errand.tally.add("out_of_sight")
            _save(errand, file._replace(gone=errand.now), {Part.META})
    if not errand.dry:
        errand.ledger.runs.set_cursor(f"listed:{errand.im.id}", errand.now.isoformat())


def every_file(ledger: Ledger, platform: str) -> Iterator[GroupFile]:
    for shard in range(INVENTORY_SHARDS):
        yield from ledger.inventory.shard(platform, shard)


def _was_observed(file: GroupFile) -> bool:
    """A group that was only ever filed by hand is in no listing and none the worse for it."""
    return file.group.name is not None and file.group.name.source is not Source.DECLARED


def _take_in(errand: _Errand, seen: Group, file: GroupFile | None) -> None:
    if file is None:
        errand.tally.add("new")
        _save(errand, GroupFile(seen, errand.now), {Part.META})
    elif file.gone is not None or differs(file.group, merged(file, seen, errand.now).group):
        errand.tally.add("changed")
        _save(errand, merged(file, seen, errand.now)._replace(gone=None), {Part.META})
    else:
        return
    if not errand.dry:
        errand.ledger.inventory.mark_dirty(seen.key, errand.now)


def _save(errand: _Errand, file: GroupFile, parts: set[Part]) -> None:
    errand.met.update(guardians(file.group))
    if not errand.dry:
        errand.ledger.inventory.save(file, parts, errand.now)


def _read_all(errand: _Errand) -> None:
    """Groups that changed first, oldest mark first; then the announcements whose turn it is."""
    scene = load_scene(errand.ports, errand.policy, errand.now)
    denied: set[tuple[str, str]] = set()
    done: set[str] = set()
    while not is_out_of_time(errand.ports):
        batch = [entry for entry in _dirty(errand) if entry[0] not in done]
        if not batch or not _may_call(errand, _CALLS * len(batch)):
            break
        done |= {group for group, _ in batch}
        denied |= _read_batch(errand, batch, scene)
    for file in due_for_rotation(errand.ledger, errand.im.id, errand.now, dry=errand.dry):
        if is_out_of_time(errand.ports):
            break
        denied |= _keep(errand, read_group(file, errand.im, {Part.NOTICE}, scene, errand.now))
    _note_denied(errand, denied)


def _dirty(errand: _Errand) -> list[tuple[str, datetime]]:
    asked = errand.tally.tick.groups
    if asked:
        return [(group, errand.now) for group in sorted(asked)]
    return errand.ledger.inventory.dirty(errand.im.id, _AT_ONCE)


def _read_batch(errand: _Errand, batch: list[tuple[str, datetime]], scene: Scene) -> set[tuple[str, str]]:
    denied: set[tuple[str, str]] = set()
    for group, marked in batch:
        file = errand.ledger.inventory.get(group)
        if file is None or file.group.platform != errand.im.id:
            _clean(errand, group, marked)
            continue
        reading = _read_one(errand, file, scene)
        denied |= _keep(errand, reading)
        if not reading.unavailable:
            _clean(errand, group, marked)
    return denied


def _read_one(errand: _Errand, file: GroupFile, scene: Scene) -> Reading:
    return read_group(file, errand.im, _wanted(file), scene, errand.now)


def _wanted(file: GroupFile) -> frozenset[Part]:
    """Signs of life come by events once they were read: reading them again is for when something rests on it."""
    return _EVERYTHING if file.group.activity is None else _EVERYTHING - {Part.ACTIVITY}


def _clean(errand: _Errand, group: str, marked: datetime) -> None:
    if not errand.dry and not errand.tally.tick.groups:
        errand.ledger.inventory.clean(group, marked)


def _keep(errand: _Errand, reading: Reading) -> set[tuple[str, str]]:
    errand.tally.add("read")
    errand.tally.add("unavailable", len(reading.unavailable))
    try:
        _save(errand, reading.file, set(reading.read))
    except KeeperError as error:  # one group that cannot be kept costs only itself, and is read again
        errand.tally.add("failed")
        errand.ports.log.alarm("group_not_kept", group=reading.file.group.key, error=type(error).__name__)
    return set(reading.denied)


def _note_denied(errand: _Errand, denied: set[tuple[str, str]]) -> None:
    """Remembered for `doctor` and `coverage`, and said once a run: a missing permission is no group's fault."""
    for capability, missing in sorted(denied):
        errand.tally.notes.setdefault("denied", {})[f"{errand.im.id}:{capability}"] = missing
        errand.ports.log.event(
            "permission_missing", platform=errand.im.id, capability=capability, missing=missing
        )
    if not errand.dry:
        said = " ".join(f"{capability}={missing}" for capability, missing in sorted(denied))
        errand.ledger.runs.set_cursor(f"denied:{errand.im.id}", said or None)
