"""What is remembered of each platform: one item, written by whoever holds its epoch, and the parts of a listing."""

from operator import index
from typing import Any

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.keys import Key
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Update
from shared.adapters.dynamodb.table import Table
from shared.core.errors import TakenOver
from shared.core.platform_state import Failure, Lap, Listing, PlatformState
from shared.core.unreadable import Kept

_PART = 128_000
"""Bytes of one item, where 400 KB are allowed."""
_HELD = "#epoch = :epoch AND #run = :run"


class TablePlatformStates:
    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, platform: str) -> PlatformState | None:
        return self._read(platform, self._table.get(keys.platform_state(platform)))

    def _read(self, platform: str, item: Item | None) -> PlatformState | None:
        if item is None:
            return PlatformState(platform)
        return self._table.reader.value(Kept.PLATFORM, item, state_of, platform)

    def take_over(self, platform: str, run: str) -> PlatformState | None:
        """What the one before wrote between our two calls is in the answer to the second."""
        before = self.get(platform)
        if before is None:
            return None
        try:
            item = self._table.update(_taking(before, run))
        except Lost as lost:
            if lost.item is None or lost.item.get("run") != run:
                raise TakenOver(platform, before.epoch) from lost
            item = lost.item  # ours, whose reply was lost
        return self._read(platform, item)

    def keep(self, state: PlatformState) -> None:
        held = {"epoch": state.epoch, "run": state.run}
        try:
            self._table.put(keys.platform_state(state.platform), _values(state), _HELD, held)
        except Lost as lost:
            raise TakenOver(state.platform, state.epoch) from lost

    def keep_seen(self, platform: str, run: str, groups: bytes) -> None:
        ttl = epoch(self._table.moment() + retention.LISTING)
        for number, start in enumerate(range(0, len(groups), _PART)):
            values = {"groups": groups[start : start + _PART], "ttl": ttl}
            self._table.put(keys.listing_part(platform, run, number), values, over=True)

    def seen(self, platform: str, listing: Listing) -> bytes | None:
        parts = _parts(platform, listing)
        items = self._table.get_many(parts)
        groups = bytearray()
        for key in parts:
            part = self._table.reader.value(Kept.LISTING, items[key], part_of) if key in items else None
            if part is None:
                return None
            groups += part
        return bytes(groups) if len(groups) == listing.size else None

    def drop_seen(self, platform: str, listing: Listing) -> None:
        self._table.write_many((), _parts(platform, listing))


def _taking(before: PlatformState, run: str) -> Update:
    key, values = keys.platform_state(before.platform), {"epoch": before.epoch + 1, "run": run}
    if before.epoch:
        return Update(
            key,
            "#epoch = :epoch, #run = :run",
            when="#epoch = :seen",
            values={**values, "seen": before.epoch},
        )
    sets = "#platform = :platform, #epoch = :epoch, #run = :run"
    return Update(key, sets, when="attribute_not_exists(#PK)", values={**values, "platform": before.platform})


def _parts(platform: str, listing: Listing) -> list[Key]:
    starts = range(0, listing.size, _PART)
    return [keys.listing_part(platform, listing.run, number) for number in range(len(starts))]


def _values(state: PlatformState) -> dict[str, Any]:
    """What no condition looks into is packed; what is empty is not kept."""
    values = state._asdict()
    return values | {name: packed(values[name]) if values[name] else None for name in _PACKED}


def state_of(item: Item) -> PlatformState:
    return filled(PlatformState, item, _STATE, needed=("epoch", "run"))


def part_of(item: Item) -> bytes:
    return bytes(memoryview(item["groups"]))


def _listing(text: str) -> Listing:
    since, token, run, size = unpacked(text)
    return Listing(moment_of(since), str(token), str(run), int(size))


def _lap(text: str) -> Lap:
    shard, since = unpacked(text)
    return Lap(int(shard), moment_of(since))


def _failure(text: str) -> Failure:
    since, at, call, code = unpacked(text)
    return Failure(moment_of(since), moment_of(at), str(call), str(code))


def _refused(text: str) -> dict[str, str]:
    return {str(capability): str(missing) for capability, missing in unpacked(text).items()}


_PACKED = frozenset({"listing", "lap", "refused", "failure"})
_STATE: Convert = {
    "epoch": index,
    "listed": moment_of,
    "people_asked": moment_of,
    "listing": _listing,
    "lap": _lap,
    "refused": _refused,
    "failure": _failure,
}
