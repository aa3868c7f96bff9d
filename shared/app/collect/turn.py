"""Which announcements are read again without any sign of change: all of them once in a fortnight, a few a tick.

No platform sends an event for an edited announcement, so that is how edits are found.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.app.collect.memory import Memory
from shared.app.ports.state import INVENTORY_SHARDS, Inventory
from shared.core.case import GroupFile
from shared.core.model import Status
from shared.core.platform_state import Lap

LAP = timedelta(days=14)


def due_for_rotation(memory: Memory, inventory: Inventory, now: datetime) -> Iterator[GroupFile]:
    """The groups of the shards whose part of the lap has come and that were not read within half a lap, or never.

    A shard is a sixteenth of the groups and its turn comes once in 21 hours, so a shard is done in one tick.
    """
    if memory.is_lost:
        return
    lap = memory.state.lap or Lap(0, now)
    if now - lap.since >= LAP:
        lap = Lap(0, lap.since + LAP * ((now - lap.since) // LAP))
    while lap.shard < INVENTORY_SHARDS and now - lap.since >= LAP * lap.shard / INVENTORY_SHARDS:
        shard = inventory.shard(memory.state.platform, lap.shard)
        yield from (file for file in shard if _is_old(file, now))
        lap = lap._replace(shard=lap.shard + 1)
        memory.keep(lap=lap)


def _is_old(file: GroupFile, now: datetime) -> bool:
    group = file.group
    is_over = file.gone is not None or (group.status and group.status.value is Status.DISSOLVED)
    if "meta" in file.unreadable or not file.is_shown or is_over:
        return False
    return group.announcement is None or now - group.announcement.at >= LAP / 2
