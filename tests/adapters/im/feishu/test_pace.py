"""Waiting keeps within the limits, whatever the rhythm of the calls and whatever the clock does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.http import Answer
from shared.adapters.im.feishu.pace import PER_PERSON, Pace, Window
from shared.adapters.im.feishu.wire import CHATS, NOTICE, SEND, Api, call, json_bytes, read
from tests.adapters.im.feishu.stage import Clock


def _pace(clock: Clock, share: float = 0.5) -> Pace:
    return Pace(share, clock.now, clock.sleep)


def _too_often(pace: Pace, api: Api, **headers: str) -> None:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    pace.note(api, read(Answer(429, names, json_bytes({"code": 99991400}))))


@given(st.lists(st.floats(0, 2), min_size=10, max_size=200), st.integers(1, 8), st.floats(0.5, 5))
def test_no_stretch_of_the_window_holds_more_calls_than_its_cap(
    gaps: list[float], cap: int, seconds: float
) -> None:
    window, now, made = Window(cap, seconds), 0.0, list[float]()
    for gap in gaps:
        now += gap
        now += window.wait(now)
        window.count(now)
        made.append(now)
    assert all(made[at + cap] - made[at] >= seconds - 1e-6 for at in range(len(made) - cap))


@given(st.lists(st.floats(-1e9, 1e9), max_size=50))
def test_a_clock_that_jumps_never_makes_a_wait_longer_than_the_window(moments: list[float]) -> None:
    window = Window(1, 60)
    for now in moments:
        assert 0 <= window.wait(now) <= 60
        window.count(now)


@pytest.mark.parametrize(
    ("api", "calls", "waited"),
    [(CHATS, 25, 0), (CHATS, 26, 1), (CHATS, 500, 19), (CHATS, 501, 60), (NOTICE, 10, 0), (NOTICE, 11, 1)],
)
def test_half_of_the_limits_is_ours(api: Api, calls: int, waited: float) -> None:
    clock = Clock()
    pace = _pace(clock)
    for _ in range(calls):
        pace.wait(call(api, *["oc"] * api.path.count("{}")))
    assert sum(clock.waits) == pytest.approx(waited)


def test_one_person_gets_no_more_than_five_a_second_and_nobody_else_waits_for_that() -> None:
    clock = Clock()
    pace = _pace(clock)
    for _ in range(PER_PERSON):
        pace.wait(call(SEND, person="ou_1"))
    pace.wait(call(SEND, person="ou_2"))
    assert clock.waits == []
    pace.wait(call(SEND, person="ou_1"))
    assert clock.waits == [1.0]


def test_people_of_long_ago_are_forgotten() -> None:
    clock = Clock()
    pace = _pace(clock)
    for number in range(1000):
        pace.wait(call(SEND, person=f"ou_{number}"))
        clock.pass_(0.02)
    assert len(pace._people) <= 251


def test_a_lower_limit_that_the_vendor_names_is_kept_from_then_on() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait(call(CHATS))
    _too_often(pace, CHATS, x_ogw_ratelimit_limit="10", x_ogw_ratelimit_reset="1")
    for _ in range(11):
        pace.wait(call(CHATS))
    assert clock.waits == [1.0, 1.0, 1.0]  # the pause, then five a second


def test_a_lower_limit_for_the_minute_is_told_by_a_longer_reset() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait(call(CHATS))
    _too_often(pace, CHATS, x_ogw_ratelimit_limit="20", x_ogw_ratelimit_reset="30")
    for _ in range(10):
        pace.wait(call(CHATS))
    assert clock.waits == [30.0, 30.0]


def test_a_limit_of_nothing_still_lets_one_call_through() -> None:
    clock = Clock()
    pace = _pace(clock, share=0.01)
    pace.wait(call(NOTICE, "oc"))
    pace.wait(call(NOTICE, "oc"))
    assert clock.waits == [1.0]


def test_a_clock_that_is_set_back_does_not_lengthen_a_pause() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait(call(CHATS))
    _too_often(pace, CHATS, x_ogw_ratelimit_reset="4")
    clock.pass_(-86_400)
    assert pace.pause(CHATS) == 4.0


def test_without_a_share_nothing_is_spaced_and_a_pause_is_still_kept() -> None:
    clock = Clock()
    pace = Pace(None, clock.now, clock.sleep)
    for _ in range(1000):
        pace.wait(call(SEND, person="ou_1"))
    assert clock.waits == []
    _too_often(pace, SEND, x_ogw_ratelimit_limit="1", x_ogw_ratelimit_reset="0.5")
    pace.wait(call(SEND, person="ou_1"))
    assert clock.waits == [0.5]
