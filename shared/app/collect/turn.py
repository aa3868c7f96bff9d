"""Which announcements are read again without any sign of change: all of them once in a fortnight, a few a tick.

No platform sends an event for an edited announcement, so that is how edits are found.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.app.ports.state import INVENTORY_SHARDS, Ledger
from shared.app.runs.unreadable import note_cursor
from shared.core.case import GroupFile
from shared.core.model import Status

LAP = timedelta(days=14)


class _Place(NamedTuple):
    """How far the lap has come: shards before `shard` are done."""

    shard: int
    since: datetime
    """When the lap began."""


def due_for_rotation(ledger: Ledger, platform: str, now: datetime, *, dry: bool) -> Iterator[GroupFile]:
    """The groups of the shards whose part of the lap has come and that were not read within half a lap, or never.

    A shard is a sixteenth of the groups and its turn comes once in 21 hours, so a shard is done in one tick.
    """
    name = f"rotation:{platform}"
    place = _place(ledger, name, now)
    if now - place.since >= LAP:
        place = _Place(0, place.since + LAP * ((now - place.since) // LAP))
    while place.shard < INVENTORY_SHARDS and now - place.since >= LAP * place.shard / INVENTORY_SHARDS:
        yield from (file for file in ledger.inventory.shard(platform, place.shard) if _is_old(file, now))
        place = place._replace(shard=place.shard + 1)
        if not dry:
            ledger.runs.set_cursor(name, json.dumps([place.shard, place.since.isoformat()]))


def _place(ledger: Ledger, name: str, now: datetime) -> _Place:
    """Where nothing can be read of it, a lap begins."""
    cursor = ledger.runs.cursor(name)
    if cursor is None:
        return _Place(0, now)
    try:
        shard, since = json.loads(cursor)
        place = _Place(int(shard), datetime.fromisoformat(since))
        now - place.since
    except (TypeError, ValueError):
        note_cursor(ledger, name, "it is no place in a lap")
        return _Place(0, now)
    return place


def _is_old(file: GroupFile, now: datetime) -> bool:
    group = file.group
    is_over = file.gone is not None or (group.status and group.status.value is Status.DISSOLVED)
    if "meta" in file.unreadable or not file.is_shown or is_over:
        return False
    return group.announcement is None or now - group.announcement.at >= LAP / 2
