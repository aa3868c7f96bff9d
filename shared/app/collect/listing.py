"""Takes in what a platform's listing shows of all groups: new ones, changed ones, and those that are out of sight."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.app.collect.group import differs, merged
from shared.app.collect.run import Errand
from shared.app.ports.state import Part
from shared.app.scene.company import every_file
from shared.core.case import GroupFile
from shared.core.model import Group, Source

_A_DAY = timedelta(hours=23)
"""A listing is old after a day, less what a tick may come late."""

_REFUSED_FOR = timedelta(days=7)
"""Until a group that is listed and not shown to us is asked for again."""


def is_listing_due(errand: Errand) -> bool:
    if errand.tally.tick.groups:
        return False
    last = errand.ledger.runs.cursor(f"listed:{errand.im.id}")
    return last is None or errand.now - datetime.fromisoformat(last) >= _A_DAY


def take_listing(errand: Errand, listing: Iterator[Group]) -> None:
    """Take in what the listing shows of every group; who is not in it any more is out of sight."""
    known = {file.group.key: file for file in every_file(errand.ledger, errand.im.id)}
    for seen in listing:
        errand.tally.add("listed")
        _take_in(errand, seen, known.pop(seen.key, None))
    for file in known.values():
        if file.gone is None and _was_observed(file):
            errand.tally.add("out_of_sight")
            errand.save(file._replace(gone=errand.now), {Part.META})
    if not errand.dry:
        errand.ledger.runs.set_cursor(f"listed:{errand.im.id}", errand.now.isoformat())


def _was_observed(file: GroupFile) -> bool:
    """A group that was only ever filed by hand is in no listing and none the worse for it."""
    return file.group.name is not None and file.group.name.source is not Source.DECLARED


def _take_in(errand: Errand, seen: Group, file: GroupFile | None) -> None:
    if file is None:
        errand.tally.add("new")
        errand.save(GroupFile(seen, errand.now), {Part.META})
    elif _is_worth_another_look(file, errand.now) or differs(
        file.group, merged(file, seen, errand.now).group
    ):
        errand.tally.add("changed")
        errand.save(merged(file, seen, errand.now)._replace(gone=None), {Part.META})
    else:
        return
    if not errand.dry:
        errand.ledger.inventory.mark_dirty(seen.key, errand.now)


def _is_worth_another_look(file: GroupFile, now: datetime) -> bool:
    """What is listed and refused to us would be asked for in vain every day; an invitation says so itself, by an event."""
    refused = file.refused is not None and now - file.refused < _REFUSED_FOR
    return file.gone is not None and not refused
