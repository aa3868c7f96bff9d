"""What people said of their leave: the newest of each account, and forgotten a month after its last day."""

from datetime import date, timedelta

from shared.core.leave import Leave
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, TODAY, Store

WANG = "pigeon:wang"


def test_what_is_said_later_of_an_account_replaces_what_was_said(store: Store) -> None:
    leaves = store.ledger.leaves
    leaves.put(Leave(WANG, TODAY, TODAY + 9 * DAY, NOW))
    leaves.put(Leave(WANG, TODAY, TODAY - DAY, NOW + HOUR))
    assert list(leaves.all()) == [Leave(WANG, TODAY, TODAY - DAY, NOW + HOUR)]


def test_it_is_remembered_for_thirty_days_after_its_last_day_and_then_forgotten(store: Store) -> None:
    leaves = store.ledger.leaves
    leaves.put(Leave(WANG, TODAY, date(2026, 10, 20), NOW))
    store.clock.at = NOW.replace(month=11, day=19)
    assert len(list(leaves.all())) == 1
    store.clock.forward(2 * DAY)
    assert list(leaves.all()) == []


def test_one_that_was_taken_back_on_its_first_day_is_forgotten_as_well(store: Store) -> None:
    leaves = store.ledger.leaves
    leaves.put(Leave(WANG, TODAY, TODAY - DAY, NOW))
    store.clock.forward(timedelta(days=32))
    assert list(leaves.all()) == []


def test_no_account_is_taken_for_another(store: Store) -> None:
    leaves = store.ledger.leaves
    for number, account in enumerate(HOSTILE):
        leaves.put(Leave(account, TODAY, TODAY + number * DAY, NOW))
    assert {one.account: (one.until - TODAY).days for one in leaves.all()} == {
        account: number for number, account in enumerate(HOSTILE)
    }
