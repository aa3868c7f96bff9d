"""The same promises on real deployed workers: races, kills, lost replies and late ticks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from local.company.found import GROUPS
from local.im.clock import Clock
from local.im.connection import parameters
from local.im.faults import Fault
from local.platforms import PLATFORMS
from local.stack.process import Emulator
from shared.core.outbox import State
from tests.conftest import StackMaker
from tests.faults.seeds import KILLS, ROUNDS, parts
from tests.faults.stage import MONDAY, Stage, staged
from tests.support_simulated import simulated

pytestmark = pytest.mark.xdist_group("workers")
RACES = 10
"""In each round: one owner is one race."""
SEND = PLATFORMS[0].send


StageMaker = Callable[[str], Stage]


@pytest.fixture(scope="module")
def new_stage(new_stack: StackMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StageMaker]:
    """Another stack and another company, by a name of its own."""
    with ExitStack() as opened:

        def make(name: str) -> Stage:
            clock = tmp_path_factory.mktemp("clock") / "offset"
            clock.write_text("0", "ascii")
            running = opened.enter_context(simulated(PLATFORMS[0], Clock(clock), groups=GROUPS))
            urls = parameters([running.simulator])["PlatformUrls"]
            stack = new_stack(name, Mode="nudge", PlatformUrls=urls, ClockFile=str(clock))
            return opened.enter_context(staged(stack, running.simulator))

        yield make


@pytest.fixture(scope="module")
def stage(new_stage: StageMaker) -> Stage:
    return new_stage("races")


@pytest.fixture(autouse=True)
def monday_morning(stage: Stage) -> None:
    stage.simulator.faults.clear()
    stage.set_clock(MONDAY)


@pytest.mark.parametrize("rounds", parts(max(1, ROUNDS // 2), 5), ids=str)
@pytest.mark.parametrize("workers", [2, 4])
def test_workers_that_race_for_the_same_owners_send_one_message_to_each(
    stage: Stage, new_stage: StageMaker, workers: int, rounds: range
) -> None:
    if rounds.start:  # one company has owners for so many rounds and no more
        stage = new_stage(f"races-{workers}-{rounds.start}")
    for _ in rounds:
        owners = stage.due(RACES)
        stage.race(workers)
        stage.set_clock(stage.clock.at + timedelta(minutes=15))
        stage.tick()  # what a worker left when its claim was taken is settled by the next one
        assert {owner: stage.messages(owner) for owner in owners} == dict.fromkeys(owners, 1)
        assert {stage.state(owner) for owner in owners} == {State.SENT}


def test_the_same_tick_delivered_twice_at_once_runs_once(stage: Stage) -> None:
    (owner,) = stage.due(1)
    done = stage.at_once(2)
    assert stage.messages(owner) == 1
    assert sum(one["counts"].get("sent", 0) for one in done if "counts" in one) == 1


def test_a_lost_reply_is_settled_by_the_next_tick_without_a_second_message(stage: Stage) -> None:
    (owner,) = stage.due(1)
    stage.simulator.faults.order(Fault("lost_reply", api=SEND, match=owner))
    stage.tick()
    assert stage.state(owner) is State.SENDING
    stage.set_clock(MONDAY + timedelta(minutes=15))
    stage.tick()
    assert stage.messages(owner) == 1
    assert stage.state(owner) is State.SENT


def test_a_reply_lost_past_the_platform_s_window_is_unconfirmed_and_comes_back_the_next_day(
    stage: Stage,
) -> None:
    (owner,) = stage.due(1)
    stage.simulator.faults.order(Fault("lost_reply", api=SEND, match=owner))
    stage.tick()
    stage.set_clock(MONDAY + timedelta(minutes=70))
    stage.tick()
    assert stage.state(owner) is State.UNCONFIRMED
    assert stage.messages(owner) == 1
    stage.set_clock(MONDAY + timedelta(days=1))
    stage.tick()
    assert stage.messages(owner) == 2
    assert stage.state(owner) is State.SENT


def test_a_late_tick_at_two_in_the_morning_sends_nothing(stage: Stage) -> None:
    (owner,) = stage.due(1)
    stage.set_clock(MONDAY.replace(hour=18))
    stage.tick()
    assert stage.messages(owner) == 0
    stage.set_clock(MONDAY + timedelta(days=1))
    stage.tick()
    assert stage.messages(owner) == 1


@pytest.mark.parametrize(
    "fault",
    [Fault("hang", api=SEND, seconds=2), Fault("latency", api=SEND, seconds=2)],
    ids=["before the message arrived", "and the message arrived after all"],
)
def test_a_worker_killed_while_it_sends_is_followed_by_one_that_settles_it(
    stage: Stage, local_aws: Emulator, fault: Fault
) -> None:
    for _ in range(KILLS):
        stage.set_clock(MONDAY)
        (owner,) = stage.due(1)
        stage.simulator.faults.order(fault)
        stage.killed_tick(local_aws.pid)
        assert stage.state(owner) is State.SENDING
        stage.set_clock(MONDAY + timedelta(minutes=15))
        stage.tick()
        assert stage.messages(owner) == 1
        assert stage.state(owner) is State.SENT


def test_a_throttled_send_gives_the_day_back(stage: Stage) -> None:
    (owner,) = stage.due(1)
    stage.simulator.faults.order(Fault("rate_limit", api=SEND, match=owner, times=-1))
    stage.tick()
    assert stage.state(owner) is None
    stage.simulator.faults.clear()
    stage.tick()
    assert stage.messages(owner) == 1
