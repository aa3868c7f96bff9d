"""Inspects many groups as the deployed function would, in a process of its own: `python -m local.bench.inspector GROUPS`.

Prints what it took, as JSON. The table is in memory, behind a real boto3 client.
"""

import gc
import json
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from typing import NamedTuple

from local.bench.collector import TABLE_SECONDS, ports_on
from local.bench.shelf import Shelf
from local.company.crowd import crowd
from local.platforms import PLATFORMS
from shared.adapters.clock import SystemClock
from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.inspect.tick import inspect
from shared.app.ports.state import INVENTORY_SHARDS, GroupChange, Part
from shared.core.case import GroupFile

NOW = datetime(2026, 10, 12, 1, tzinfo=UTC)
_CHECKS = ("group_name", "missing_announcement", "inactive_group", "missing_owner")


class Pass(NamedTuple):
    wall: float
    cpu: float
    cases: int
    """That were kept."""
    finished: bool


class Took(NamedTuple):
    first: Pass
    """Every case is new."""
    again: Pass
    """Nothing has changed."""
    parsed: float
    """CPU of `json.loads` of everything that such a pass reads of groups."""
    twice: int
    """The bytes that such a pass holds at most, beyond what was there before it, with twice as many groups."""
    fourfold: int
    """The same, with four times as many: what does not grow with a company, as a page of answers, is told apart so."""


def took(groups: int) -> Took:
    shelf = _filled(groups)
    shelf.seconds = TABLE_SECONDS
    ports = ports_on(shelf.client(), {}, lambda: 900.0)

    def one_pass() -> Pass:
        wall, cpu = time.monotonic(), time.process_time()
        summary = inspect({"checks": list(_CHECKS)}, ports)
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        return Pass(wall, cpu, summary["counts"].get("kept", 0), "unfinished" not in summary)

    first = one_pass()
    one_pass()  # the table has its answers ready from now on
    gc.collect()
    gc.freeze()  # what stands in for the table is not the function's to look through
    again, parsed = one_pass(), _parsed(shelf)
    return Took(first, again, parsed, _held_by(2 * groups), _held_by(4 * groups))


def _held_by(groups: int) -> int:
    ports = ports_on(_filled(groups).client(), {}, lambda: 900.0)
    for _ in range(2):
        inspect({"checks": list(_CHECKS)}, ports)
    tracemalloc.start()
    inspect({"checks": list(_CHECKS)}, ports)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _parsed(shelf: Shelf) -> float:
    pages = [shelf.page(keys.inventory(number)) for number in range(INVENTORY_SHARDS)]
    cpu = time.process_time()
    for page in pages:
        json.loads(page)
    return time.process_time() - cpu


def _filled(groups: int) -> Shelf:
    shelf = Shelf()
    ledger = open_ledger(shelf.direct(), "bench", SystemClock())
    scene, _, made, _ = crowd(groups, _CHECKS, NOW, PLATFORMS[0].id, max(1, groups * 2 // 5))
    ledger.runs.set_cursor("platforms", PLATFORMS[0].id)
    ledger.directory.save(PLATFORMS[0].id, scene.company.profiles.values(), scene.company.departments, NOW)
    for group in made:
        file = GroupFile(group, NOW)
        ledger.inventory.keep([GroupChange(group.key, NOW, file, frozenset(Part))])
    return shelf


if __name__ == "__main__":
    print(json.dumps(took(int(sys.argv[1]))))  # noqa: T201 (whoever started it reads that)
