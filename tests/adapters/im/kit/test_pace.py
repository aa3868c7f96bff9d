"""Waiting keeps within the limits, whatever the rhythm of the calls and whatever the clock does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.kit.pace import Bound, Limit, Pace, Window
from tests.adapters.im.kit.clock import Clock

CHATS = Limit("chats.list", (Bound(50, 1.0), Bound(1000, 60.0)))
NOTICE = Limit("announcement.get", (Bound(20, 1.0),))
PER_PERSON = 5


def to(person: str) -> tuple[Limit, ...]:
    """Of a message: everybody's limit, and that of whoever gets it, which is nobody else's to share."""
    return (
        Limit("send", CHATS.bounds),
        Limit(f"person:{person}", (Bound(PER_PERSON, 1.0),), is_company_s=False),
    )


def _pace(clock: Clock, share: float = 0.5) -> Pace:
    return Pace(share, clock.now, clock.sleep)


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
    ("limit", "calls", "waited"),
    [(CHATS, 25, 0), (CHATS, 26, 1), (CHATS, 500, 19), (CHATS, 501, 60), (NOTICE, 10, 0), (NOTICE, 11, 1)],
)
def test_half_of_the_limits_is_ours(limit: Limit, calls: int, waited: float) -> None:
    clock = Clock()
    pace = _pace(clock)
    for _ in range(calls):
        pace.wait([limit])
    assert sum(clock.waits) == pytest.approx(waited)


def test_one_person_gets_no_more_than_five_a_second_and_nobody_else_waits_for_that() -> None:
    clock = Clock()
    pace = _pace(clock)
    for _ in range(PER_PERSON):
        pace.wait(to("ou_1"))
    pace.wait(to("ou_2"))
    assert clock.waits == []
    pace.wait(to("ou_1"))
    assert clock.waits == [1.0]


def test_people_of_long_ago_are_forgotten() -> None:
    clock = Clock()
    pace = _pace(clock)
    for number in range(1000):
        pace.wait(to(f"ou_{number}"))
        clock.pass_(0.02)
    assert pace.remembered() <= 251


def test_a_lower_limit_that_the_vendor_names_is_kept_from_then_on() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait([CHATS])
    pace.hold_back("chats.list", 1.0, Bound(10, 1.0))
    for _ in range(11):
        pace.wait([CHATS])
    assert clock.waits == [1.0, 1.0, 1.0]  # the pause, then five a second


def test_a_lower_limit_for_the_minute_leaves_that_for_the_second_as_it_is() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait([CHATS])
    pace.hold_back("chats.list", 30.0, Bound(20, 60.0))
    for _ in range(10):
        pace.wait([CHATS])
    assert clock.waits == [30.0, 30.0]


def test_a_limit_of_nothing_still_lets_one_call_through() -> None:
    clock = Clock()
    pace = _pace(clock, share=0.01)
    pace.wait([NOTICE])
    pace.wait([NOTICE])
    assert clock.waits == [1.0]


def test_a_clock_that_is_set_back_does_not_lengthen_a_pause() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait([CHATS])
    pace.hold_back("chats.list", 4.0)
    clock.pass_(-86_400)
    assert pace.pause("chats.list") == 4.0


def test_without_a_share_nothing_is_spaced_and_a_pause_is_still_kept() -> None:
    clock = Clock()
    pace = Pace(None, clock.now, clock.sleep)
    for _ in range(1000):
        pace.wait(to("ou_1"))
    assert clock.waits == []
    pace.hold_back("send", 0.5, Bound(1, 1.0))
    pace.wait(to("ou_1"))
    assert clock.waits == [0.5]


def test_a_refusal_that_names_no_time_holds_back_for_a_second_and_none_for_more_than_an_hour() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.hold_back("chats.list", None)
    assert pace.pause("chats.list") == 1.0
    pace.hold_back("chats.list", 1e9)
    assert pace.pause("chats.list") == 3600.0


def test_what_the_vendor_narrowed_is_remembered_however_many_others_come() -> None:
    clock = Clock()
    pace = _pace(clock)
    pace.wait([CHATS])
    pace.hold_back("chats.list", 0.0, Bound(2, 1.0))
    clock.pass_(100)
    for number in range(1000):
        pace.wait(to(f"ou_{number}"))
        clock.pass_(0.02)
    clock.waits.clear()
    for _ in range(2):
        pace.wait([CHATS])
    assert clock.waits == [1.0]
