"""Takes in what a platform's listing shows of all groups: new ones, changed ones, and those that are out of sight."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.app.collect.group import differs, merged
from shared.app.collect.run import PlatformRun
from shared.app.ports.state import Part
from shared.app.runs.unreadable import moment_cursor, stop_if_too_many
from shared.app.scene.company import every_file
from shared.core.case import GroupFile
from shared.core.model import Group

_A_DAY = timedelta(hours=23)
"""A listing is old after a day, less what a tick may come late."""

_REFUSED_FOR = timedelta(days=7)
"""Until a group that is listed and not shown to us is asked for again."""


def is_listing_due(run: PlatformRun) -> bool:
    if run.tally.tick.groups:
        return False
    last = moment_cursor(run.ledger, f"listed:{run.im.id}")
    return last is None or run.now - last >= _A_DAY


def take_listing(run: PlatformRun, listing: Iterator[Group]) -> None:
    """Take in what the listing shows of every group; who is not in it any more is out of sight."""
    known = {file.group.key: file for file in every_file(run.ledger, run.im.id)}
    stop_if_too_many(run.ledger)
    for seen in listing:
        run.tally.add("listed")
        _take_in(run, seen, known.pop(seen.key, None))
    for file in known.values():
        if (
            file.gone is None and file.is_shown
        ):  # one that is only filed is in no listing and none the worse for it
            run.tally.add("out_of_sight")
            run.save(file._replace(gone=run.now), {Part.META})
    if not run.dry:
        run.ledger.runs.set_cursor(f"listed:{run.im.id}", run.now.isoformat())


def _take_in(run: PlatformRun, seen: Group, file: GroupFile | None) -> None:
    if file is not None and "meta" in file.unreadable:
        return
    if file is None:
        run.tally.add("new")
        run.save(GroupFile(seen, run.now), {Part.META})
    elif _is_worth_another_look(file, run.now) or differs(file.group, merged(file, seen, run.now).group):
        run.tally.add("changed")
        run.save(merged(file, seen, run.now)._replace(gone=None), {Part.META})
    else:
        return
    if not run.dry:
        run.ledger.inventory.mark_dirty(seen.key, run.now)


def _is_worth_another_look(file: GroupFile, now: datetime) -> bool:
    """What is listed and refused to us would be asked for in vain every day; an invitation says so itself, by an event."""
    refused = file.refused is not None and now - file.refused < _REFUSED_FOR
    return file.gone is not None and not refused
