"""Takes in what a platform's listing shows of all groups: new ones, changed ones, and those that are out of sight.

Page by page. One that does not end within a tick goes on in the next, and only when it is whole is anybody missing from it.
"""

from datetime import datetime, timedelta
from functools import partial

from shared.app.collect.group import differs, merged
from shared.app.collect.keeping import Keeping
from shared.app.collect.place import Place, Seen, keep_place, kept_place
from shared.app.collect.run import PlatformRun
from shared.app.collect.side_by_side import Steps, asked
from shared.app.ports.im import GroupPage
from shared.app.ports.state import GroupChange, Part
from shared.app.runs.run import is_out_of_time
from shared.app.runs.unreadable import stop_if_too_many
from shared.app.scene.company import every_file
from shared.core.case import GroupFile
from shared.core.errors import PlatformError, PlatformUnavailable
from shared.core.model import Group

_A_DAY = timedelta(hours=23)
"""A listing is old after a day, less what a tick may come late."""

_REFUSED_FOR = timedelta(days=7)
"""Until a group that is listed and not shown to us is asked for again."""

_PAGES = 50
"""For which the month's budget is taken in one go."""


def is_listing_due(run: PlatformRun) -> bool:
    if run.tally.tick.groups or run.im.groups is None or run.memory.is_lost:
        return False
    last = run.memory.state.listed
    return last is None or run.now - last >= _A_DAY


def take_listing(run: PlatformRun) -> Steps[None]:
    """Take in every page; who is on none of them is out of sight. Raises PlatformError; the next tick goes on from there."""
    run = run._replace(keeping=Keeping(run.ledger.inventory, _raised))
    place = (None if run.dry else kept_place(run.memory)) or _begun(run)
    whole = yield from _pages(run, place)
    if whole is None:
        run.tally.notes.setdefault("listing_goes_on", []).append(run.im.id)
        return
    run.memory.keep()  # a run that is late would miss groups that another one has met meanwhile
    _miss_others(run, whole)
    run.keeping.flush()
    run.memory.drop_listing(listed=whole.since)


def _raised(_: GroupChange, error: Exception) -> None:
    raise error


def _begun(run: PlatformRun) -> Place:
    return Place(run.now, "", Seen())


def _pages(run: PlatformRun, place: Place) -> Steps[Place | None]:
    """The place after the last page; None where the time or the month's calls ran out before it."""
    assert run.im.groups is not None
    taken, met = 0, {place.token}
    while not is_out_of_time(run.ports) and (taken % _PAGES or run.may_call(_PAGES)):
        try:
            page = yield from asked(partial(run.im.groups, place.token))
        except PlatformError as error:
            if taken or not place.token or not isinstance(error, PlatformUnavailable):
                _pause(run, place)
                raise
            # The token may be too old by now. What was seen so far counts for nothing then, and is seen again.
            run.memory.drop_listing()
            place, met = _begun(run), {""}
            continue
        taken += 1
        _take_page(run, place, page)
        if not page.next:
            return place
        if page.next in met:
            run.memory.drop_listing()
            raise PlatformUnavailable(run.im.id, "groups", "page_token")
        met.add(page.next)
        place = place._replace(token=page.next)
    _pause(run, place)
    return None


def _pause(run: PlatformRun, place: Place) -> None:
    """What was seen is kept before it is said to be seen."""
    run.keeping.flush()
    if place.token:
        keep_place(run.memory, place)


def _take_page(run: PlatformRun, place: Place, page: GroupPage) -> None:
    """A group that moves between pages is taken in when it is first met."""
    groups = {seen.key: seen for seen in page.groups if place.seen.add(seen.key)}
    if not groups:
        return
    run.tally.add("listed", len(groups))
    known = run.ledger.inventory.peek(groups)
    stop_if_too_many(run.ledger)
    for key, seen in groups.items():
        _take_in(run, seen, known.get(key))


def _take_in(run: PlatformRun, seen: Group, file: GroupFile | None) -> None:
    if file is not None and "meta" in file.unreadable:
        return
    if file is None:
        run.tally.add("new")
        after = GroupFile(seen, run.now)
    else:
        after = merged(file, seen, run.now)
        if not _is_worth_another_look(file, run.now) and not differs(file.group, after.group):
            return
        run.tally.add("changed")
        after = after._replace(gone=None)
    run.keep(GroupChange(seen.key, run.now, after, frozenset({Part.META}), marked=run.now))


def _is_worth_another_look(file: GroupFile, now: datetime) -> bool:
    """What is listed and refused to us would be asked for in vain every day; an invitation says so itself, by an event."""
    refused = file.refused is not None and now - file.refused < _REFUSED_FOR
    return file.gone is not None and not refused


def _miss_others(run: PlatformRun, place: Place) -> None:
    missed = [file for file in every_file(run.ledger, run.im.id) if _is_missed(file, place)]
    stop_if_too_many(run.ledger)
    for file in missed:
        run.tally.add("out_of_sight")
        run.keep(GroupChange(file.group.key, run.now, file._replace(gone=run.now), frozenset({Part.META})))


def _is_missed(file: GroupFile, place: Place) -> bool:
    """Not who is only filed, and is in no listing and none the worse for it; nor who was shown to us since it began."""
    name = file.group.name
    if file.gone is not None or "meta" in file.unreadable or name is None:
        return False
    return file.group.key not in place.seen and name.at < place.since
