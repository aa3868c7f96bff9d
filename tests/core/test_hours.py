"""The clock on the wall: nights across changes of the clocks, and when a message may leave."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.calendar import work_calendar, zone
from shared.core.calendar.hours import (
    RestHours,
    WorkHours,
    WorkTime,
    instant,
    may_send,
    next_slot,
    period,
    periods_ending,
)
from shared.core.calendar.workdays import Week

SHANGHAI, BERLIN = zone("Asia/Shanghai"), zone("Europe/Berlin")
REST = RestHours()
WORK = WorkTime(SHANGHAI, work_calendar())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "zone_name", "start", "night", "end"),
    [
        (date(2026, 4, 16), "Asia/Shanghai", "2026-04-16T00:00Z", "2026-04-16T14:00Z", "2026-04-17T00:00Z"),
        (date(2026, 3, 28), "Europe/Berlin", "2026-03-28T07:00Z", "2026-03-28T21:00Z", "2026-03-29T06:00Z"),
        (date(2026, 10, 24), "Europe/Berlin", "2026-10-24T06:00Z", "2026-10-24T20:00Z", "2026-10-25T07:00Z"),
        (date(2026, 3, 7), "America/New_York", "2026-03-07T13:00Z", "2026-03-08T03:00Z", "2026-03-08T12:00Z"),
        (date(2026, 7, 1), "Asia/Kathmandu", "2026-07-01T02:15Z", "2026-07-01T16:15Z", "2026-07-02T02:15Z"),
    ],
)
def test_a_period_lies_between_the_ends_of_two_rests(
    day: date, zone_name: str, start: str, night: str, end: str
) -> None:
    found = period(day, REST, zone(zone_name))
    assert (found.day, found.start, found.night, found.end) == (day, utc(start), utc(night), utc(end))


def test_rest_that_begins_after_midnight_lies_in_the_next_days_first_hours() -> None:
    found = period(date(2026, 4, 16), RestHours(time(0), time(6)), SHANGHAI)
    assert (found.start, found.night, found.end) == (
        utc("2026-04-16T06:00+08:00"), utc("2026-04-17T00:00+08:00"), utc("2026-04-17T06:00+08:00"),
    )  # fmt: skip


def test_rest_that_ends_when_it_begins_is_none() -> None:
    found = period(date(2026, 4, 16), RestHours(time(8), time(8)), SHANGHAI)
    assert found.night == found.end


def test_a_time_that_the_clocks_skip_is_the_moment_of_the_skip() -> None:
    assert instant(date(2026, 3, 29), time(2, 30), BERLIN) == utc("2026-03-29T01:00Z")
    assert instant(date(2026, 3, 29), time(2), BERLIN) == utc("2026-03-29T01:00Z")
    assert instant(date(2026, 3, 29), time(3), BERLIN) == utc("2026-03-29T01:00Z")
    assert instant(date(2026, 3, 29), time(1, 59), BERLIN) == utc("2026-03-29T00:59Z")


def test_a_time_that_the_clocks_show_twice_is_the_first_of_both() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), BERLIN) == utc("2026-10-25T00:30Z")


def test_a_day_that_a_zone_left_out_has_no_length() -> None:
    left_out = period(date(2011, 12, 30), RestHours(time(22), time(0)), zone("Pacific/Apia"))
    assert left_out.start == left_out.night == left_out.end


@given(
    st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Casablanca"]
    ),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
)
@settings(max_examples=200)
def test_periods_follow_one_another_without_gap_or_overlap(
    name: str, day: date, start: time, end: time
) -> None:
    rest = RestHours(start, end)
    first, second = (period(each, rest, zone(name)) for each in (day, day + timedelta(days=1)))
    assert first.start <= first.night <= first.end == second.start
    assert first.start < first.end


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2026-04-16T08:00+08:00", "2026-04-17T08:00+08:00", [16]),
        ("2026-04-16T07:59:59+08:00", "2026-04-17T08:00+08:00", [15, 16]),
        ("2026-04-16T08:00+08:00", "2026-04-17T07:59:59+08:00", []),
        ("2026-04-14T09:00+08:00", "2026-04-17T09:00+08:00", [14, 15, 16]),
        ("2026-04-16T09:00+08:00", "2026-04-16T09:00+08:00", []),
    ],
)
def test_periods_are_looked_at_by_their_end_the_later_bound_included(
    since: str, until: str, days: list[int]
) -> None:
    found = periods_ending(utc(since), utc(until), REST, SHANGHAI)
    assert [one.day.day for one in found] == days


@pytest.mark.parametrize(
    ("wall", "first", "again"),
    [
        ("08:59:59", False, False),
        ("09:00:00", True, True),
        ("11:59:59", True, True),
        ("12:00:00", False, False),
        ("13:29:59", False, False),
        ("13:30:00", True, True),
        ("16:44:59", True, True),
        ("16:45:00", False, True),
        ("17:59:59", False, True),
        ("18:00:00", False, False),
        ("02:00:00", False, False),
    ],
)
def test_messages_leave_in_work_hours_and_new_ones_not_in_the_last_75_minutes(
    wall: str, *, first: bool, again: bool
) -> None:
    now = utc(f"2026-04-16T{wall}+08:00")
    assert may_send(now, WORK) is first
    assert may_send(now, WORK, first=False) is again


def test_hours_are_the_readers_own() -> None:
    morning_in_shanghai = utc("2026-04-16T10:20+08:00")
    assert may_send(morning_in_shanghai, WORK)
    assert not may_send(morning_in_shanghai, WorkTime(BERLIN, work_calendar()))


@pytest.mark.parametrize(
    ("day", "sends"),
    [
        ("2026-04-18", False),  # a Saturday
        ("2026-05-09", True),  # a Saturday worked instead
        ("2026-10-01", False),
        ("2026-10-08", False),  # the first work day after the holiday
        ("2026-10-09", True),
        ("2026-10-10", True),  # worked instead
        ("2026-04-07", False),  # after three days of 清明
        ("2026-04-13", True),  # after a weekend
        ("2027-03-12", True),  # no data: a usual weekday
        ("2027-03-13", False),
    ],
)
def test_nothing_leaves_on_days_off_and_on_the_first_day_after_a_long_holiday(
    day: str, *, sends: bool
) -> None:
    now = utc(f"{day}T10:30+08:00")
    assert may_send(now, WORK) is sends
    assert may_send(now, WORK, first=False) is sends


def test_nothing_leaves_on_a_provisional_day_off() -> None:
    waiting = WorkTime(SHANGHAI, work_calendar(provisional_off=[date(2026, 4, 16)]))
    assert not may_send(utc("2026-04-16T10:30+08:00"), waiting)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-04-16T00:00+08:00", "2026-04-16T10:20+08:00"),
        ("2026-04-16T10:20+08:00", "2026-04-16T10:20+08:00"),
        ("2026-04-16T10:20:00.000001+08:00", "2026-04-16T14:40+08:00"),
        ("2026-04-16T14:40:01+08:00", "2026-04-17T10:20+08:00"),
        ("2026-04-17T15:00+08:00", "2026-04-20T10:20+08:00"),
        ("2026-09-30T15:00+08:00", "2026-10-09T10:20+08:00"),
        ("2026-05-08T15:00+08:00", "2026-05-09T10:20+08:00"),
        ("2026-02-13T15:00+08:00", "2026-02-14T10:20+08:00"),
        ("2026-02-14T15:00+08:00", "2026-02-25T10:20+08:00"),
    ],
)
def test_the_next_slot_is_on_a_day_that_is_sent_on(now: str, slot: str) -> None:
    assert next_slot(utc(now), WORK) == utc(slot)


def test_a_slot_is_given_in_the_readers_zone_and_keeps_its_wall_clock_across_a_change() -> None:
    slot = next_slot(utc("2026-03-27T15:00Z"), WorkTime(BERLIN, work_calendar()))
    assert slot.isoformat() == "2026-03-30T10:20:00+02:00"


@given(st.integers(0, 2 * 365 * 86_400), st.sampled_from(Week))
@settings(max_examples=200)
def test_whatever_the_time_the_next_slot_is_one_at_which_a_first_message_may_leave(
    seconds: int, week: Week
) -> None:
    now = utc("2026-01-01T00:00Z") + timedelta(seconds=seconds)
    work = WorkTime(SHANGHAI, work_calendar(week, anchor=date(2026, 1, 10)))
    slot = next_slot(now, work)
    assert slot >= now
    assert may_send(slot, work)


def test_hours_without_a_slot_are_refused_rather_than_searched_for_ever() -> None:
    with pytest.raises(ValueError, match="no slot"):
        next_slot(utc("2026-04-16T10:20+08:00"), WORK._replace(hours=WorkHours(slots=())))
