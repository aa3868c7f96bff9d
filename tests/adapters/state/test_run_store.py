"""Runs, leases and cursors."""

from shared.core.run import Run
from tests.adapters.state.stores import DAY, HOUR, NOW, Store

NAME = "collect:pigeon"


def test_a_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    first = store.ledger.runs.lease(NAME, now=NOW, until=NOW + HOUR)
    assert first
    assert store.again().runs.lease(NAME, now=NOW + HOUR / 2, until=NOW + HOUR) is None
    assert store.ledger.runs.lease("another", now=NOW, until=NOW + HOUR)
    second = store.ledger.runs.lease(NAME, now=NOW + HOUR, until=NOW + 2 * HOUR)
    assert second not in {None, first}


def test_a_lease_that_is_given_back_is_free(store: Store) -> None:
    token = store.ledger.runs.lease(NAME, now=NOW, until=NOW + HOUR)
    assert token
    store.ledger.runs.unlease(NAME, token)
    store.ledger.runs.unlease(NAME, token)
    assert store.ledger.runs.lease(NAME, now=NOW, until=NOW + HOUR)


def test_nobody_gives_back_what_is_somebody_else_s_by_now(store: Store) -> None:
    late = store.ledger.runs.lease(NAME, now=NOW, until=NOW + HOUR)
    assert late
    assert store.ledger.runs.lease(NAME, now=NOW + HOUR, until=NOW + 3 * HOUR)
    store.ledger.runs.unlease(NAME, late)
    assert store.ledger.runs.lease(NAME, now=NOW + 2 * HOUR, until=NOW + 3 * HOUR) is None


def test_runs_come_newest_first_and_each_once(store: Store) -> None:
    runs = [Run(f"r{number}", "nudge", NOW + number * HOUR, None) for number in range(5)]
    for run in runs:
        store.ledger.runs.record(run)
    ended = runs[4]._replace(ended=NOW, counts={"sent": 2}, notes={"stopped": ["a", None]}, dry=True)
    store.ledger.runs.record(ended)
    store.ledger.runs.record(Run("other", "inspect", NOW, NOW))
    assert store.ledger.runs.recent("nudge", 3) == [ended, runs[3], runs[2]]
    assert len(store.ledger.runs.recent("nudge", 99)) == 5
    assert store.ledger.runs.recent("hooks", 3) == []


def test_runs_are_kept_for_half_a_year(store: Store) -> None:
    store.ledger.runs.record(Run("r", "nudge", NOW, None))
    store.clock.at = NOW + 181 * DAY
    assert store.ledger.runs.recent("nudge", 3) == []


def test_a_cursor_is_what_was_set_last(store: Store) -> None:
    assert store.ledger.runs.cursor(NAME) is None
    for value in ("7", "", "第八 #$~\x00"):
        store.ledger.runs.set_cursor(NAME, value)
        assert store.ledger.runs.cursor(NAME) == value
    store.ledger.runs.set_cursor(NAME, None)
    store.ledger.runs.set_cursor(NAME, None)
    assert store.ledger.runs.cursor(NAME) is None
