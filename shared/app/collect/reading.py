"""Reads the groups that are due, many at the same time: handed out in their order, taken in as they come back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from shared.app.collect.group import CAPABILITY, GroupReading, read_group, reduced
from shared.app.collect.permissions import Permissions, lacks
from shared.app.collect.run import PlatformRun
from shared.app.collect.side_by_side import Steps
from shared.app.collect.turn import due_for_rotation
from shared.app.collect.workers import Answer, Question
from shared.app.ports.im import IM
from shared.app.ports.state import GroupChange, Part
from shared.app.runs.run import is_out_of_time
from shared.app.runs.unreadable import stop_if_too_many
from shared.core.case import GroupFile
from shared.core.model import Group

_TOGETHER = 25
"""Groups that are looked up, and taken in, in one go."""
_AHEAD = 2
"""Groups handed out for each worker: none waits while what others brought is kept."""
_MARKS = 20_000
"""That are looked at in one go: more than a tick can read."""
_SILENT = 50
"""After so many groups in a row of which nothing could be had, the platform rests until the next tick."""
_CALLS = 4
"""Of one group, at most: detail, announcement and its text, signs of life."""
_EVERYTHING = frozenset({Part.META, Part.NOTICE, Part.ACTIVITY})


class Due(NamedTuple):
    """A group that is to be read."""

    file: GroupFile
    wanted: frozenset[Part]
    marked: datetime | None = None
    """Since when it may have changed; None: it is only its turn."""


class Read(NamedTuple):
    """What came of it: one of the two, or neither where it was not given back yet."""

    due: Due
    reading: GroupReading | None = None
    error: Exception | None = None

    @property
    def is_answered(self) -> bool:
        """False where nothing at all could be had."""
        return self.reading is not None and bool(self.reading.read or self.reading.denied)


def read_due(run: PlatformRun) -> Steps[None]:
    """Groups that changed first, oldest mark first; then the announcements whose turn it is, by what is kept then."""
    answers = yield from _read_all(run, _marked(run))
    if answers and not run.tally.tick.groups:
        yield from _read_all(run, _in_turn(run))


def _read_all(run: PlatformRun, due: Iterator[Due]) -> Steps[bool]:
    """False where the platform is to be left alone for now."""
    back: list[Read] = []
    waiting = silent = 0
    while True:
        questions = _next(run, due, 0 if silent >= _SILENT else run.im.at_once * _AHEAD - waiting)
        waiting += len(questions)
        if not waiting:
            break
        back.append(_given_back((yield questions)))
        waiting -= 1
        silent = 0 if back[-1].is_answered else silent + 1
        if len(back) >= _TOGETHER:
            _take_in(run, back)
    _take_in(run, back)
    run.keeping.flush()
    return silent < _SILENT


def _next(run: PlatformRun, due: Iterator[Due], room: int) -> Sequence[Question]:
    found: list[Question] = []
    while len(found) < room and not is_out_of_time(run.ports):
        one = next(due, None)
        if one is None:
            break
        run.tally.add("read")
        found.append(partial(_read, one, run.im, run.now))
    return found


def _read(due: Due, im: IM, now: datetime) -> Read:
    try:
        return Read(due, read_group(due.file, im, due.wanted, now))
    except Exception as error:  # noqa: BLE001 (one group that breaks us costs only itself; it is counted and alarmed)
        return Read(due, error=error)


def _given_back(answer: Answer) -> Read:
    if answer.error is not None:  # no error of a group's: the whole run is to end
        raise answer.error
    read: Read = answer.value
    return read


def _marked(run: PlatformRun) -> Iterator[Due]:
    done: set[str] = set()
    while marks := [mark for mark in _marks(run) if mark[0] not in done]:
        for start in range(0, len(marks), _TOGETHER):
            some = dict(marks[start : start + _TOGETHER])
            if not run.may_call(_CALLS * len(some)):
                return
            done.update(some)
            yield from _looked_up(run, some)


def _marks(run: PlatformRun) -> list[tuple[str, datetime]]:
    asked = run.tally.tick.groups
    if asked:
        return [(group, run.now) for group in sorted(asked)]
    return run.ledger.inventory.dirty(run.im.id, _MARKS)


def _looked_up(run: PlatformRun, marks: dict[str, datetime]) -> Iterator[Due]:
    files = run.ledger.inventory.peek(marks, _EVERYTHING)
    stop_if_too_many(run.ledger)
    for group, marked in marks.items():
        file = files.get(group) or _unknown(group, run)
        if file is None or "meta" in file.unreadable:
            run.keep(_change(run, group, marked))
        else:
            yield Due(file, _wanted(file), marked)


def _unknown(group: str, run: PlatformRun) -> GroupFile | None:
    """A group that an event named before any listing did: we were just invited. None: it is no group of this platform."""
    prefix = f"{run.im.id}:"
    if not group.startswith(prefix):
        return None
    return GroupFile(Group(run.im.id, group.removeprefix(prefix)), run.now)


def _wanted(file: GroupFile) -> frozenset[Part]:
    """Signs of life come by events once they were read: reading them again is for when something rests on it."""
    return _EVERYTHING if file.group.activity is None else _EVERYTHING - {Part.ACTIVITY}


def _in_turn(run: PlatformRun) -> Iterator[Due]:
    for file in due_for_rotation(run.memory, run.ledger.inventory, run.now):
        wanted = _wanted_in_turn(file, run.access)
        if not run.may_call(len(wanted) * 2):
            return
        yield Due(file, wanted)


def _wanted_in_turn(file: GroupFile, access: Permissions) -> frozenset[Part]:
    """The announcement, and signs of life that were never seen; not what this run was refused already."""
    wanted = {Part.NOTICE} if file.group.activity is not None else {Part.NOTICE, Part.ACTIVITY}
    return frozenset(part for part in wanted if not (lacks(file, part) and CAPABILITY[part] in access.denied))


def _take_in(run: PlatformRun, back: list[Read]) -> None:
    """Who the announcements may name is looked up for all of them; then they are reduced, and everything is kept."""
    readings = [one.reading for one in back if one.reading is not None and one.reading.written is not None]
    names = run.names.of(owner for one in readings if (owner := one.owner(run.now)) is not None)
    stop_if_too_many(run.ledger)
    for one in back:
        error, reading = one.error, one.reading
        if reading is not None:
            try:
                reading = reduced(reading, names.get(reading.owner(run.now) or ""), run.now)
            except Exception as broken:  # noqa: BLE001 (as in `_read`)
                error = broken
        if error is not None or reading is None:
            _not_read(run, one.due, error)
        else:
            _keep(run, one.due, reading)
    back.clear()


def _not_read(run: PlatformRun, due: Due, error: Exception | None) -> None:
    run.tally.add("failed")
    run.ports.log.alarm("group_not_read", group=due.file.group.key, error=type(error).__name__)
    if due.marked is not None:
        run.keep(GroupChange(due.file.group.key, run.now, marked=run.ports.clock.now()))


def _keep(run: PlatformRun, due: Due, reading: GroupReading) -> None:
    """What could not be had waits behind the other groups."""
    run.tally.add("unavailable", len(reading.unavailable))
    run.access.note(reading)
    group = reading.file.group.key
    if due.marked is None:
        change = GroupChange(group, run.now)
    elif reading.unavailable:
        change = GroupChange(group, run.now, marked=run.ports.clock.now())
    else:
        change = _change(run, group, due.marked)
    if (
        reading.file.group.name is not None
    ):  # else nobody showed it to us, now or ever: there is nothing to keep
        change = change._replace(file=reading.file, parts=reading.read)
    run.keep(change)


def _change(run: PlatformRun, group: str, marked: datetime) -> GroupChange:
    """What is asked for by hand keeps its mark."""
    return GroupChange(group, run.now, cleaned=None if run.tally.tick.groups else marked)
