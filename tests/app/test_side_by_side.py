"""Collecting on several platforms, and several groups of each, at the same time: nobody waits for anybody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from shared.app.ports.im import IM, Life
from shared.core.errors import PlatformUnavailable, StoreUnavailable
from shared.core.model import Employment, Fact, Group, Profile, Status
from tests.app.business import calls, raised, stored
from tests.app.company import FULL, MONDAY, Company
from tests.fakes.im import FakeIM
from tests.fakes.tapped import tapped

LONG = 30.0
"""Seconds after which a test gives up on what should come at once."""


class Two(Company):
    """A company with groups on the pigeon post and on WeCom."""

    def __init__(self, **ports: Any) -> None:
        super().__init__(**ports)
        self.wecom = FakeIM(self.world.clock, platform="wecom")
        self.wecom.people["li"] = Profile("wecom:li", "李强", "财务部", employment=Employment.ACTIVE)
        self.connect()

    def connect(self, **changed: IM) -> None:
        ims = {"pigeon": self.im.connected(), "wecom": self.wecom.connected()} | changed
        self.world = self.world.but(ims=lambda: ims)

    def there(self, identity: str) -> None:
        facts: dict[str, Any] = {"name": f"财务部-{identity}", "owner": "wecom:li", "status": Status.ACTIVE}
        known: dict[str, Any] = {name: Fact(value, self.now) for name, value in facts.items()}
        self.wecom.groups[identity] = Group("wecom", identity, **known)


class Crowd:
    """Readings that wait until so many are under way at once."""

    def __init__(self, size: int) -> None:
        self.barrier = threading.Barrier(size)
        self.threads: set[str] = set()

    def arrive(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.barrier.wait(LONG)


def alone() -> bool:
    """Whether no worker is left."""
    return not [one for one in threading.enumerate() if one.name.startswith(("pigeon-", "wecom-"))]


def test_as_many_groups_are_read_at_once_as_the_platform_takes() -> None:
    company = Company()
    company.im.at_once = 8
    crowd = Crowd(8)
    company.im.before = lambda operation: crowd.arrive() if operation == "detail" else None
    for number in range(24):
        company.add(f"g{number}", text=FULL)
    company.world = company.world.but(ims=lambda: {"pigeon": company.im.connected()})
    assert company.collect()["counts"]["read"] == 24
    assert len(crowd.threads) == 8
    notices = [stored(company, f"pigeon:g{number}").group.announcement for number in range(24)]
    assert all(notice and notice.value.length for notice in notices)
    assert company.world.ledger.inventory.dirty("pigeon", 9) == []
    assert alone()


def test_the_table_the_log_and_the_clock_are_one_thread_s() -> None:
    """Workers only ask: whatever is counted, logged, kept or timed is so where the run began."""
    company = Company()
    company.im.at_once = 4
    crowd, seen = Crowd(4), set[str]()
    company.im.before = lambda operation: crowd.arrive() if operation == "detail" else None
    for number in range(8):
        company.add(f"g{number}")
    ledger = tapped(company.world.ledger, lambda _: seen.add(threading.current_thread().name))
    log, clock = company.world.ports.log, company.world.ports.clock

    def noted() -> float:
        seen.add(threading.current_thread().name)
        return 300.0

    company.world = company.world.but(
        ims=lambda: {"pigeon": company.im.connected()},
        ledger=lambda: ledger,
        log=Witness(log, seen),
        clock=Witness(clock, seen),
        remaining=noted,
    )
    company.collect()
    assert seen == {threading.current_thread().name}


class Witness:
    """Notes in which thread something of it is asked for."""

    def __init__(self, real: object, seen: set[str]) -> None:
        self._real = real
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        self._seen.add(threading.current_thread().name)
        return getattr(self._real, name)


def test_a_platform_that_hangs_costs_the_others_nothing() -> None:
    """WeCom does not answer before everything of the pigeon post is read and kept."""
    company = Two()
    for number in range(30):
        company.add(f"g{number}", text=FULL)
    company.there("w1")
    done = threading.Event()
    company.wecom.before = lambda _: raised_after(done)

    def kept(operation: str) -> None:
        if operation == "runs.set_cursor" and not company.world.ledger.inventory.dirty("pigeon", 1):
            done.set()

    ledger = tapped(company.world.ledger, after=kept)
    company.world = company.world.but(ledger=lambda: ledger)
    counts = company.collect()["counts"]
    assert (counts["read"], counts["failed"]) == (30, 1)
    assert stored(company, "pigeon:g29").group.announcement is not None
    (alarm,) = company.world.log.named("platform_failed")
    assert alarm["platform"] == "wecom"


def raised_after(done: threading.Event) -> None:
    assert done.wait(LONG)
    raise PlatformUnavailable("wecom", "groups", "ReadTimeout")


def test_a_platform_all_of_whose_calls_fail_rests_until_the_next_tick_and_the_other_goes_on() -> None:
    company = Two()
    company.im.at_once = 4
    for number in range(120):
        company.add(f"g{number:03}")
        company.there(f"w{number:03}")
    failing = company.im.connected()._replace(
        detail=lambda _: raised(PlatformUnavailable("pigeon", "im.chat.get")), announcement=None, life=None
    )
    company.connect(pigeon=failing)
    company.collect()
    assert calls(company)["detail"] == 0, "the fake itself was not asked"
    waiting = dict(company.world.ledger.inventory.dirty("pigeon", 999))
    tried = sum(marked > MONDAY - timedelta(seconds=1) for marked in waiting.values())
    assert tried == len(waiting) == 120
    assert 50 <= company.world.ledger.runs.recent("collect", 1)[0].counts["unavailable"] <= 57
    assert stored(company, "wecom:w119").group.announcement is not None


def test_a_worker_that_breaks_the_run_breaks_it_on_its_one_thread_and_leaves_no_thread() -> None:
    company = Two()
    company.im.at_once = company.wecom.at_once = 3
    for number in range(9):
        company.add(f"g{number}")
        company.there(f"w{number}")
    company.im.before = lambda operation: raised(KeyboardInterrupt()) if operation == "life" else None
    company.connect()
    with pytest.raises(KeyboardInterrupt):
        company.collect()
    assert alone()
    assert company.world.ledger.inventory.dirty("pigeon", 99), "whatever was not kept is read again"


def test_a_table_that_is_gone_ends_the_run_with_every_worker_back() -> None:
    company = Two()
    company.im.at_once = 3
    for number in range(30):
        company.add(f"g{number}")
    company.connect()
    gone = tapped(company.world.ledger, _no_names)
    company.world = company.world.but(ledger=lambda: gone)
    with pytest.raises(StoreUnavailable):
        company.collect()
    assert alone()


def _no_names(operation: str) -> None:
    if operation == "inventory.peek" and threading.active_count() > 1:
        raise StoreUnavailable(operation)


def test_what_was_handed_out_before_the_time_was_up_is_kept_and_nothing_else_is_begun() -> None:
    company = Company()
    company.im.at_once = 4
    for number in range(40):
        company.add(f"g{number}")
    left = [300.0]

    def before(operation: str) -> None:
        if operation == "detail":
            left[0] = 20.0

    company.im.before = before
    company.world = company.world.but(
        ims=lambda: {"pigeon": company.im.connected()}, remaining=lambda: left[0]
    )
    read = company.collect()["counts"]["read"]
    assert 1 <= read <= 8
    kept = [stored(company, f"pigeon:g{number}").group.announcement for number in range(40)]
    assert sum(notice is not None for notice in kept) == read
    assert len(company.world.ledger.inventory.dirty("pigeon", 99)) == 40 - read
    assert alone()


def test_every_worker_is_told_how_long_it_may_ask() -> None:
    """Half of what is held back at a run's end is for keeping what the last of them bring."""
    company = Company(remaining=lambda: 100.0)
    company.add("g1")
    allowed: list[float] = []

    @contextmanager
    def within(seconds: float) -> Iterator[None]:
        allowed.append(seconds)
        yield

    im = company.im.connected()._replace(within=within)
    company.world = company.world.but(ims=lambda: {"pigeon": im})
    company.collect()
    assert set(allowed) == {85.0}


@pytest.mark.parametrize("at_once", [1, 2, 16])
def test_many_workers_come_to_what_one_comes_to(at_once: int) -> None:
    """The same facts, marks and counts, in whatever order the answers come back."""
    company = Company()
    company.im.at_once = at_once
    for number in range(70):
        company.add(f"g{number:02}", text=FULL if number % 3 else "", owner="zhou" if number % 2 else "wang")
        company.im.lives[f"g{number:02}"] = Life(MONDAY - timedelta(days=number), None)
    company.im.refused = {"g07", "g08"}
    company.world = company.world.but(ims=lambda: {"pigeon": company.im.connected()})
    counts = company.collect()["counts"]
    assert counts == {"calls": 209, "listed": 70, "new": 70, "people": 3, "read": 70, "unavailable": 0}
    files = [stored(company, f"pigeon:g{number:02}") for number in range(70)]
    assert [file.gone is None for file in files] == [number not in {7, 8} for number in range(70)]
    lives = [file.group.activity.value.last_human for file in files if file.group.activity]
    assert lives == [MONDAY - timedelta(days=number) for number in range(70) if number not in {7, 8}]


def test_groups_are_begun_with_in_the_order_of_their_marks() -> None:
    company = Company()
    names = [f"g{number}" for number in (5, 3, 9, 1, 7, 0, 8, 2)]
    for name in names:
        company.add(name)
    company.collect()
    for minute, name in enumerate(names):
        company.world.ledger.inventory.mark_dirty(f"pigeon:{name}", MONDAY + timedelta(minutes=minute))
    company.im.at_once = 4
    gate, begun = Gate(4), list[str]()
    real = company.im.connected()

    def detail(group: Group) -> Group:
        with gate.lock:
            begun.append(group.id)
        gate.wait(len(begun))
        return company.im.groups[group.id]

    company.world = company.world.but(ims=lambda: {"pigeon": real._replace(detail=detail)})
    company.at(11, 9, 15)
    company.collect()
    assert set(begun[:4]) == set(names[:4])
    assert set(begun) == set(names)


class Gate:
    """Holds the first so many back until all of them are there."""

    def __init__(self, size: int) -> None:
        self.lock = threading.Lock()
        self._size = size
        self._barrier = threading.Barrier(size)

    def wait(self, number: int) -> None:
        if not self._barrier.broken and number <= self._size:
            self._barrier.wait(LONG)
