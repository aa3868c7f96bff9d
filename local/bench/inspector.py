"""Inspects many groups as the deployed function would, in a process of its own: `python -m local.bench.inspector GROUPS`.

Prints what it took, as JSON. The table is in memory, behind a real boto3 client; what it holds is not counted.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from local.bench.collector import TABLE_SECONDS, ports_on
from local.bench.shelf import Shelf
from local.company.crowd import crowd
from local.platforms import PLATFORMS
from shared.adapters.clock import SystemClock
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.inspect.tick import inspect
from shared.app.ports.state import GroupChange, Part
from shared.core.case import GroupFile

NOW = datetime(2026, 10, 12, 1, tzinfo=UTC)
_CHECKS = ("group_name", "missing_announcement", "inactive_group", "missing_owner")


class Pass(NamedTuple):
    wall: float
    cpu: float
    megabytes: float
    """The most beyond what there was before it; of the first one with what the table holds more afterwards."""
    cases: int
    """That were kept."""
    finished: bool


class Took(NamedTuple):
    first: Pass
    """Every case is new."""
    again: Pass
    """Nothing has changed."""


def took(groups: int) -> Took:
    shelf = _filled(groups)
    shelf.seconds = TABLE_SECONDS
    ports = ports_on(shelf.client(), {}, lambda: 900.0)

    def one_pass() -> Pass:
        before, wall, cpu = _forget_peak(), time.monotonic(), time.process_time()
        summary = inspect({"checks": list(_CHECKS)}, ports)
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        megabytes = _status("VmHWM") - before
        return Pass(wall, cpu, megabytes, summary["counts"].get("kept", 0), "unfinished" not in summary)

    first = one_pass()
    one_pass()  # the table has its answers ready from now on
    return Took(first, one_pass())


def _filled(groups: int) -> Shelf:
    shelf = Shelf()
    ledger = open_ledger(shelf.direct(), "bench", SystemClock())
    scene, _, made, _ = crowd(groups, _CHECKS, NOW, PLATFORMS[0].id)
    ledger.runs.set_cursor("platforms", PLATFORMS[0].id)
    ledger.directory.save(PLATFORMS[0].id, scene.company.profiles.values(), scene.company.departments, NOW)
    for group in made:
        file = GroupFile(group, NOW)
        ledger.inventory.keep([GroupChange(group.key, NOW, file, frozenset(Part))])
    return shelf


def _forget_peak() -> float:
    """From now on the peak is what it will be; megabytes of this process now."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return _status("VmRSS")


def _status(name: str) -> float:
    """Megabytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


if __name__ == "__main__":
    print(json.dumps(took(int(sys.argv[1]))))  # noqa: T201 (whoever started it reads that)
