"""Who said that all of their groups are on record: the newest of each account, for a year."""

from datetime import timedelta

from shared.app.ports.state import Confirmation
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store


def test_the_newest_of_any_of_somebody_s_accounts_counts(store: Store) -> None:
    said = store.ledger.confirmations
    for account, at in (
        ("pigeon:wang", NOW),
        ("wecom:wangfang", NOW + HOUR),
        ("pigeon:chen", NOW + 2 * HOUR),
    ):
        said.put(Confirmation(account, at, 3))
    assert said.latest(["pigeon:wang", "wecom:wangfang"]) == NOW + HOUR
    assert said.latest(["pigeon:nobody"]) is None


def test_saying_so_again_replaces_what_was_said(store: Store) -> None:
    said = store.ledger.confirmations
    said.put(Confirmation("pigeon:wang", NOW, 3))
    said.put(Confirmation("pigeon:wang", NOW + HOUR, 4))
    assert list(said.all()) == [Confirmation("pigeon:wang", NOW + HOUR, 4)]


def test_after_a_year_nobody_has_said_anything(store: Store) -> None:
    said = store.ledger.confirmations
    said.put(Confirmation("pigeon:wang", NOW, 3))
    store.clock.forward(timedelta(days=365) - DAY)
    assert said.latest(["pigeon:wang"]) == NOW
    store.clock.forward(DAY)
    assert said.latest(["pigeon:wang"]) is None
    assert list(said.all()) == []


def test_no_account_is_taken_for_another(store: Store) -> None:
    said = store.ledger.confirmations
    for number, account in enumerate(HOSTILE):
        said.put(Confirmation(account, NOW, number))
    assert {one.account: one.groups for one in said.all()} == {
        account: number for number, account in enumerate(HOSTILE)
    }
