"""Collects as the deployed function would, in a process of its own: `python -m local.bench.collector JSON`.

Prints what it took, as JSON. The table is in memory, behind a real boto3 client.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from local.bench.measure import peak_memory
from local.bench.shelf import Shelf
from local.platforms import PLATFORMS
from shared.adapters.clock import SystemClock
from shared.adapters.dynamodb.ledger import open_ledger
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Access
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.collect.tick import collect
from shared.app.ports.im import IM, GroupPage
from shared.app.ports.ports import Ports
from shared.bootstrap.functions import Parts
from shared.core.model import Fact, Group, Status
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from shared.settings import FunctionSettings

TABLE_SECONDS = 0.006
"""Of a call of the table."""
_PAGE = 100
_PLATFORM = PLATFORMS[0].id


class Task(NamedTuple):
    url: str = ""
    """Of a platform; empty: none is asked, and a listing is all there is."""
    share: float | None = None
    """Of its limits; None: they are not kept."""
    groups: int = 0
    """Of a listing that is all there is."""
    pages: int = 0
    """Of it that a tick has time for."""


class Took(NamedTuple):
    wall: float
    cpu: float
    """Seconds."""
    megabytes: float
    """The most that the whole process had."""
    ticks: int
    counts: dict[str, int]
    calls: dict[str, int]
    table: dict[str, int]
    """Calls of either, by name."""


class Silent:
    def event(self, name: str, **fields: Any) -> None: ...

    def alarm(self, name: str, **fields: Any) -> None:
        raise SystemExit(f"{name}: {fields}")

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None: ...


def ports_on(client: Any, ims: dict[str, IM], remaining: Callable[[], float]) -> Ports:
    ledger = open_ledger(client, "bench", SystemClock())
    settings = FunctionSettings("bench", "t", "b", "q", "q", "", "report", {}, {}, "", "")
    policy = default_policy(ALL)
    return (
        Parts(settings)
        .ports(remaining)
        ._replace(log=Silent(), ledger=lambda: ledger, ims=lambda: ims, policy=lambda: policy)
    )


def took(task: Task) -> Took:
    """Ticks until there is nothing left to read, and what all of them took."""
    shelf, asked = (
        Shelf(TABLE_SECONDS) if task.url else Shelf(keeps=("CURSOR", "LISTING", "PLATFORM")),
        Counter[str](),
    )
    im = _slow(task) if task.url else _listing(task, asked)
    client = shelf.client() if task.url else shelf.direct()
    ports = ports_on(client, {im.id: im}, _patience(task, asked))
    begun, cpu, counts, ticks = time.monotonic(), time.process_time(), Counter[str](), 0
    goes_on = True
    while goes_on:
        asked.clear()
        summary = collect({}, ports)
        counts += Counter(summary["counts"])
        ticks += 1
        goes_on = "listing_goes_on" in summary
    wall, cpu = time.monotonic() - begun, time.process_time() - cpu
    peak = peak_memory()
    return Took(wall, cpu, peak, ticks, dict(counts), dict(im.calls()), dict(shelf.calls))


def _slow(task: Task) -> IM:
    """Connected as in production, save that a simulator's limits may be kept."""
    vendor = VENDORS_BY_ID[_PLATFORM]
    assert vendor.connect is not None
    secret = {field.name: "s3cret" for field in vendor.secret}
    hosts = dict.fromkeys(vendor.hosts, task.url)
    return vendor.connect(Access(hosts, secret, Http(), SystemClock().now, share=task.share))


def _listing(task: Task, asked: Counter[str]) -> IM:
    """Nothing but pages of groups, at once."""
    now = datetime(2026, 10, 12, 1, tzinfo=UTC)

    def page(token: str) -> GroupPage:
        asked["pages"] += 1
        start = int(token or 0)
        end = min(start + _PAGE, task.groups)
        groups = tuple(_group(number, now) for number in range(start, end))
        return GroupPage(groups, str(end) if end < task.groups else "")

    return IM(_PLATFORM, {}, groups=page)


def _group(number: int, now: datetime) -> Group:
    shown = {
        "name": f"市场部-新品推广{number}组",
        "owner": f"{_PLATFORM}:ou_{number // 3}",
        "status": Status.ACTIVE,
        "external": False,
    }
    facts: dict[str, Any] = {name: Fact(value, now) for name, value in shown.items()}
    return Group(_PLATFORM, f"oc_{number}", **facts)


def _patience(task: Task, asked: Counter[str]) -> Callable[[], float]:
    return lambda: 20.0 if task.pages and asked["pages"] >= task.pages else 900.0


if __name__ == "__main__":
    given: dict[str, Any] = json.loads(sys.argv[1])
    print(json.dumps(took(Task(**given))._asdict()))  # noqa: T201 (whoever started it reads that)
