"""Which checks are due: once in each period, and a day begins when the night ends."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.calendar import zone
from shared.core.ladder.dueness import is_due
from shared.core.policy.values import DueEvery

SHANGHAI, BERLIN = zone("Asia/Shanghai"), zone("Europe/Berlin")
BEGINS = time(8)


def at(text: str) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("every", "judged", "now", "due"),
    [
        (DueEvery.HOUR, "2026-05-11T09:10", "2026-05-11T09:59", False),
        (DueEvery.HOUR, "2026-05-11T09:59", "2026-05-11T10:00", True),
        (DueEvery.HOUR, "2026-05-11T09:10", "2026-05-12T09:10", True),
        (DueEvery.DAY, "2026-05-11T08:00", "2026-05-12T07:59", False),
        (DueEvery.DAY, "2026-05-11T08:00", "2026-05-12T08:00", True),
        (DueEvery.DAY, "2026-05-11T07:59", "2026-05-11T08:00", True),
        (DueEvery.WEEK, "2026-05-11T08:00", "2026-05-18T07:59", False),
        (DueEvery.WEEK, "2026-05-17T23:00", "2026-05-18T08:00", True),
        (DueEvery.WEEK, "2025-12-29T09:00", "2026-01-02T09:00", False),
        (DueEvery.MONTH, "2026-05-01T08:00", "2026-06-01T07:59", False),
        (DueEvery.MONTH, "2026-05-31T23:00", "2026-06-01T08:00", True),
        (DueEvery.MONTH, "2025-05-11T09:00", "2026-05-11T09:00", True),
        (DueEvery.QUARTER, "2026-04-01T08:00", "2026-06-30T23:00", False),
        (DueEvery.QUARTER, "2026-06-30T23:00", "2026-07-01T08:00", True),
        (DueEvery.QUARTER, "2025-12-31T09:00", "2026-01-01T07:00", False),
    ],
)
def test_a_check_is_due_once_in_its_period(every: DueEvery, judged: str, now: str, *, due: bool) -> None:
    assert is_due(every, at(judged), at(now), SHANGHAI, BEGINS) is due


@pytest.mark.parametrize("every", DueEvery)
def test_what_was_never_judged_is_due(every: DueEvery) -> None:
    assert is_due(every, None, at("2026-05-11T03:00"), SHANGHAI, BEGINS)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.sampled_from(DueEvery))  # noqa: DTZ001
def test_nothing_is_due_at_the_moment_at_which_it_was_judged(moment: datetime, every: DueEvery) -> None:
    now = moment.replace(tzinfo=UTC)
    assert not is_due(every, now, now, BERLIN, BEGINS)


def test_hourly_runs_go_on_through_a_night_in_which_clocks_change() -> None:
    moment, runs = datetime(2026, 10, 24, 20, 10, tzinfo=UTC), 0
    judged = moment
    for _ in range(12):
        moment += timedelta(hours=1)
        if is_due(DueEvery.HOUR, judged, moment, BERLIN, BEGINS):
            judged, runs = moment, runs + 1
    assert runs >= 11
