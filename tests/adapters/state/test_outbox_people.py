"""The outbox and the people register: the day of all of a person's accounts, by the register in force or not at all."""

from collections.abc import Callable
from datetime import date

import pytest

from shared.core.account import Account
from shared.core.errors import Conflict
from shared.core.model import NOBODY_REGISTERED, PeopleVersion, Person
from shared.core.outbox import Nudge, State
from tests.adapters.state.stores import DAY, HOUR, NOW, TODAY, Store, frozen, lease

FANG = ("pigeon:wang", "wecom:wangfang", "slack:U1")
OTHERS = FANG[1:]


def registered(store: Store, *accounts: Account) -> PeopleVersion:
    """One person of these accounts put in force."""
    people = store.ledger.people
    return people.publish("v", [Person(accounts or FANG, "王芳")], NOW, people.version())


def hers(claim: str = "c1", to: Account = FANG[0], day: date = TODAY) -> Nudge:
    return lease(to, day, claim, also=tuple(one for one in FANG if one != to))


def sending(store: Store, people: PeopleVersion, nudge: Nudge | None = None) -> Nudge:
    nudge = nudge or hers()
    assert store.ledger.outbox.claim(nudge, people)
    nudge = frozen(nudge)
    store.ledger.outbox.freeze(nudge, people)
    return nudge


def states(store: Store, day: date = TODAY) -> list[State | None]:
    rows = (store.ledger.outbox.get(account, day) for account in FANG)
    return [row.state if row else None for row in rows]


def test_a_claim_takes_the_day_of_every_account_of_the_person(store: Store) -> None:
    nudge = hers()
    assert store.ledger.outbox.claim(nudge, registered(store))
    assert store.ledger.outbox.get(FANG[0], TODAY) == nudge
    taken = Nudge(OTHERS[0], TODAY, nudge.id, State.TAKEN, nudge.claim, nudge.lease_until)
    assert store.ledger.outbox.get(OTHERS[0], TODAY) == taken
    assert store.ledger.outbox.since(OTHERS[1], TODAY) == [taken._replace(account=OTHERS[1])]
    assert states(store, TODAY + DAY) == [None, None, None]


@pytest.mark.parametrize("account", FANG)
def test_a_day_that_one_account_has_spent_is_no_other_account_s_either(
    store: Store, account: Account
) -> None:
    people = registered(store)
    assert store.ledger.outbox.claim(lease(account, claim="before"), people)
    for to in FANG:
        assert not store.ledger.outbox.claim(hers("late", to), people)
    rows = [store.ledger.outbox.get(one, TODAY) for one in FANG]
    assert [row.claim for row in rows if row] == ["before"], "all rows or none"


def test_a_taken_day_cannot_be_claimed_by_itself(store: Store) -> None:
    people = registered(store)
    assert store.ledger.outbox.claim(hers(), people)
    assert not store.ledger.outbox.claim(lease(OTHERS[0], claim="c2"), people)
    assert states(store) == [State.LEASED, State.TAKEN, State.TAKEN]


@pytest.mark.parametrize("is_frozen", [False, True])
def test_a_released_day_is_free_for_every_account(store: Store, *, is_frozen: bool) -> None:
    people = registered(store)
    nudge = hers()
    if is_frozen:
        nudge = sending(store, people, nudge)
    else:
        store.ledger.outbox.claim(nudge, people)
    store.ledger.outbox.release(nudge)
    store.ledger.outbox.release(nudge)
    assert states(store) == [None, None, None]
    assert store.ledger.outbox.claim(hers("c2", OTHERS[0]), people)


def test_a_release_clears_away_nothing_where_a_row_is_another_message_s(store: Store) -> None:
    one, other = lease(FANG[0], claim="c1"), lease(OTHERS[0], claim="c2")
    for nudge in (one, other):
        store.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    with pytest.raises(Conflict):
        store.ledger.outbox.release(one._replace(also=(OTHERS[0],)))
    assert states(store) == [State.LEASED, State.LEASED, None]


@pytest.mark.parametrize("state", [State.SENT, State.UNDELIVERABLE, State.UNCONFIRMED])
def test_settling_spends_the_day_of_every_account(store: Store, state: State) -> None:
    people = registered(store)
    nudge = sending(store, people)
    store.ledger.outbox.settle(nudge, state)
    assert states(store) == [state, State.TAKEN, State.TAKEN]
    for to in FANG:
        assert not store.ledger.outbox.claim(hers("c2", to), people)


def test_a_taken_row_is_never_unsettled_and_never_taken_over(store: Store) -> None:
    sending(store, registered(store))
    assert list(store.ledger.outbox.unsettled(NOW + 9 * DAY)) == [(FANG[0], TODAY)]
    row = store.ledger.outbox.get(OTHERS[0], TODAY)
    assert row is not None
    with pytest.raises(Conflict):
        store.ledger.outbox.take_over(row, "c2", NOW + HOUR)


def test_a_claim_that_the_client_repeats_is_ours_although_the_register_moved_on(store: Store) -> None:
    people = registered(store)
    assert store.ledger.outbox.claim(hers(), people)
    registered(store, FANG[0])
    assert store.ledger.outbox.claim(hers(), people)
    assert states(store) == [State.LEASED, State.TAKEN, State.TAKEN]


Seen = Callable[[Store], PeopleVersion]


def _first_of_two(store: Store) -> PeopleVersion:
    seen = registered(store)
    registered(store, FANG[0])
    return seen


def _nobody_before_the_first(store: Store) -> PeopleVersion:
    registered(store)
    return NOBODY_REGISTERED


def _one_that_was_never_published(store: Store) -> PeopleVersion:
    return PeopleVersion(1, "v", NOW)


def _the_same_content_after_an_undo(store: Store) -> PeopleVersion:
    seen = registered(store)
    registered(store, FANG[0])
    registered(store)
    return seen


@pytest.fixture(
    params=[
        _first_of_two,
        _nobody_before_the_first,
        _one_that_was_never_published,
        _the_same_content_after_an_undo,
    ],
    ids=lambda seen: seen.__name__.strip("_"),
)
def stale(request: pytest.FixtureRequest, store: Store) -> PeopleVersion:
    """A register that is not in force."""
    seen: Seen = request.param
    return seen(store)


def test_nobody_is_claimed_by_a_register_that_is_not_in_force(store: Store, stale: PeopleVersion) -> None:
    assert not store.ledger.outbox.claim(hers(), stale)
    assert states(store) == [None, None, None]
    assert store.ledger.outbox.claim(hers(), store.ledger.people.version())


def test_nothing_is_frozen_by_a_register_that_is_not_in_force(store: Store, stale: PeopleVersion) -> None:
    nudge = hers()
    store.ledger.outbox.claim(nudge, store.ledger.people.version())
    with pytest.raises(Conflict):
        store.ledger.outbox.freeze(frozen(nudge), stale)
    assert store.ledger.outbox.get(FANG[0], TODAY) == nudge
    store.ledger.outbox.release(nudge)
    assert states(store) == [None, None, None]


def test_no_repeat_is_taken_over_by_a_register_that_is_not_in_force(
    store: Store, stale: PeopleVersion
) -> None:
    nudge = sending(store, store.ledger.people.version())
    with pytest.raises(Conflict):
        store.ledger.outbox.take_over(nudge, "c2", NOW + HOUR, stale)
    assert store.ledger.outbox.get(FANG[0], TODAY) == nudge
    taken = store.ledger.outbox.take_over(nudge, "c2", NOW + HOUR, store.ledger.people.version())
    assert taken == nudge._replace(claim="c2", lease_until=NOW + HOUR, attempts=nudge.attempts + 1)


def test_what_is_only_settled_needs_no_register(store: Store) -> None:
    nudge = sending(store, NOBODY_REGISTERED)
    registered(store)
    taken = store.ledger.outbox.take_over(nudge, "c2", NOW + HOUR)
    store.ledger.outbox.settle(taken, State.UNCONFIRMED)
    assert states(store) == [State.UNCONFIRMED, State.TAKEN, State.TAKEN]


def test_freezing_the_same_twice_is_one_although_the_register_moved_on(store: Store) -> None:
    people = registered(store)
    nudge = sending(store, people)
    registered(store, FANG[0])
    store.ledger.outbox.freeze(nudge, people)
    assert store.ledger.outbox.get(FANG[0], TODAY) == nudge


def test_a_person_of_twenty_accounts_is_claimed_in_one_transaction(store: Store) -> None:
    accounts = tuple(f"pigeon:ou_{number}" for number in range(20))
    people = registered(store, *accounts)
    nudge = lease(accounts[0], also=accounts[1:])
    assert store.ledger.outbox.claim(nudge, people)
    rows = [store.ledger.outbox.get(account, TODAY) for account in accounts]
    assert [row.state for row in rows if row] == [State.LEASED, *[State.TAKEN] * 19]
    store.ledger.outbox.release(nudge)
    assert not any(store.ledger.outbox.get(account, TODAY) for account in accounts)
