"""What collecting takes where the platform takes its time: side by side it is the limits' time, and little of ours."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.bench.collector import Task, Took
from local.bench.figure import Aim, Figure
from local.bench.size import Size
from local.platforms import PLATFORMS
from local.stack.tools import ROOT

_SECONDS = 0.05
"""Of a call of the platform."""
_SHARE = 1.0
"""Of the platform's limits: all of them, so that it takes half as long as by default."""


def collecting(size: Size) -> Iterator[Figure]:
    yield from _cold(size)
    yield from _paced(size)
    yield from _resumed(size)


def _cold(size: Size) -> Iterator[Figure]:
    """Every fact of every group for the first time, the limits off."""
    took = _collected(Task(), size.cold)
    about = f"{size.cold:,} groups cold, 50 ms a call, wall"
    one_by_one = sum(took.calls.values()) * _SECONDS
    yield Figure(
        "collect.cold",
        about,
        took.wall,
        "s",
        one_by_one,
        "one call at a time",
        aim=Aim(100, of_ratio=False),
    )
    yield Figure("collect.cold.groups", "  of so many", size.cold, "groups")
    yield Figure("collect.cold.cpu", "  CPU", took.cpu, "s", aim=Aim(70, of_ratio=False))
    yield Figure("collect.cold.memory", "  peak memory", took.megabytes, "MB", aim=Aim(256, of_ratio=False))
    calls = sum(took.table.values()) / size.cold
    yield Figure("collect.cold.table", "  table calls a group", calls, "calls", 7, "before", aim=Aim(0.2))


def _paced(size: Size) -> Iterator[Figure]:
    """Beside the time that the limits dictate for the calls that were made."""
    took = _collected(Task(share=_SHARE), size.paced)
    dictated = PLATFORMS[0].slow.dictated(took.calls, _SHARE)
    about = f"{size.paced:,} groups at the limits' pace, wall"
    yield Figure("collect.paced", about, took.wall, "s", dictated, "what they dictate", aim=Aim(1.1))


def _resumed(size: Size) -> Iterator[Figure]:
    """A listing of new groups that takes four ticks; what it needs at most, beside what the table holds."""
    took = _run(Task(groups=size.listed, pages=size.listed // 400))
    if (took.counts["listed"], took.counts["new"], took.ticks) != (size.listed, size.listed, 4):
        raise SystemExit(f"the listing lost something: {took}")
    about = f"{size.listed:,} groups listed in 4 ticks, memory"
    yield Figure("listing.resumes", about, took.megabytes, "MB", aim=Aim(512, of_ratio=False))
    yield Figure("listing.resumes.cpu", "  CPU of all ticks, without boto3", took.cpu, "s")


def _collected(task: Task, groups: int) -> Took:
    with _slow_platform(groups) as url:
        took = _run(task._replace(url=url))
    if took.counts["read"] != groups:
        raise SystemExit(f"{took.counts['read']} of {groups} groups were read: {took}")
    return took


@contextmanager
def _slow_platform(groups: int) -> Iterator[str]:
    command = [sys.executable, "-m", PLATFORMS[0].slow.module, str(groups), str(_SECONDS)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _run(task: Task) -> Took:
    command = [sys.executable, "-m", "local.bench.collector", json.dumps(task._asdict())]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return Took(**said)
