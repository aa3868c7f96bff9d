"""The outbox: one holder at a time, one end, and cases told in the same breath."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shared.core.card import Block, Button, Card, Link
from shared.core.case import Case, CaseKey, Step
from shared.core.errors import Conflict
from shared.core.lang import Lang
from shared.core.model import NOBODY_REGISTERED
from shared.core.outbox import Answer, Nudge, Shown, State
from tests.adapters.state.stores import (
    DAY,
    HOSTILE,
    HOUR,
    NOW,
    TODAY,
    Store,
    due_case,
    frozen,
    lease,
    told,
)

PERSON = "pigeon:ou_1"
CARD = Card(
    nudge="n1",
    day="2026-10-12",
    lang=Lang.ZH,
    heading="今日 1 件",
    intro="",
    blocks=(
        Block(
            "c1",
            "标题",
            "正文",
            None,
            (Button("done", "已处理", "c1"), Button("explain", "说明", "c1")),
        ),
        Block("c2", "标题", "", "草稿", (), "已收到"),
    ),
    footer="f",
    link=Link("https://example.com/pages/items?m=n1", "全部 3 项"),
)


def sending(store: Store, *cases: Case, **changes: Any) -> Nudge:
    """A message on its way, as its worker holds it."""
    nudge = lease(**changes)
    assert store.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    nudge = frozen(nudge, *cases)
    store.ledger.outbox.freeze(nudge, NOBODY_REGISTERED)
    return nudge


def stored(store: Store, day: date = TODAY) -> Nudge | None:
    return store.ledger.outbox.get(PERSON, day)


def test_a_day_is_claimed_once(store: Store) -> None:
    assert store.ledger.outbox.claim(lease(claim="c1"), NOBODY_REGISTERED)
    assert not store.ledger.outbox.claim(lease(claim="c2"), NOBODY_REGISTERED)
    assert stored(store) == lease(claim="c1")


def test_a_claim_that_the_client_repeats_is_still_ours(store: Store) -> None:
    assert store.ledger.outbox.claim(lease(), NOBODY_REGISTERED)
    assert store.ledger.outbox.claim(lease(), NOBODY_REGISTERED)


def test_days_and_people_are_apart(store: Store) -> None:
    for day in (TODAY, TODAY - DAY, TODAY + DAY):
        assert store.ledger.outbox.claim(lease(day=day, claim=str(day)), NOBODY_REGISTERED)
    assert store.ledger.outbox.claim(lease("pigeon:ou_2"), NOBODY_REGISTERED)
    since = store.ledger.outbox.since(PERSON, TODAY)
    assert [nudge.day for nudge in since] == [TODAY, TODAY + DAY]
    assert store.ledger.outbox.since("pigeon:nobody", TODAY) == []


def test_what_is_frozen_comes_back_byte_for_byte(store: Store) -> None:
    nudge = lease()
    store.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    nudge = frozen(nudge, due_case(), due_case(check="missing_owner"))
    beyond = frozen(nudge, due_case(check="group_name")).shown
    nudge = nudge._replace(card=CARD, beyond=beyond)
    store.ledger.outbox.freeze(nudge, NOBODY_REGISTERED)
    assert stored(store) == nudge


@pytest.mark.parametrize(
    "before",
    [
        lambda _: None,
        lambda store: store.ledger.outbox.claim(lease(claim="other"), NOBODY_REGISTERED),
        lambda store: sending(store, claim="c1", id="another"),
        lambda store: store.ledger.outbox.settle(sending(store), State.SENT),
    ],
    ids=["nothing", "somebody else's", "frozen otherwise", "settled"],
)
def test_only_the_holder_of_a_lease_freezes(store: Store, before: Callable[[Store], object]) -> None:
    before(store)
    as_it_was = stored(store)
    with pytest.raises(Conflict):
        store.ledger.outbox.freeze(frozen(lease()), NOBODY_REGISTERED)
    assert stored(store) == as_it_was


def test_freezing_the_same_twice_is_one(store: Store) -> None:
    nudge = sending(store)
    store.ledger.outbox.freeze(nudge, NOBODY_REGISTERED)
    assert stored(store) == nudge


def test_who_takes_over_holds_it_and_the_one_before_does_not(store: Store) -> None:
    before = sending(store)
    taken = store.ledger.outbox.take_over(before, "c2", NOW + 2 * HOUR)
    assert taken == before._replace(claim="c2", lease_until=NOW + 2 * HOUR, attempts=2)
    assert stored(store) == taken
    with pytest.raises(Conflict):
        store.ledger.outbox.freeze(before, NOBODY_REGISTERED)
    with pytest.raises(Conflict):
        store.ledger.outbox.release(before)
    with pytest.raises(Conflict):
        store.ledger.outbox.settle(before, State.SENT)
    with pytest.raises(Conflict):
        store.ledger.outbox.take_over(before, "c3", NOW + 2 * HOUR)
    assert stored(store) == taken


def test_a_takeover_that_the_client_repeats_counts_once(store: Store) -> None:
    before = sending(store)
    taken = store.ledger.outbox.take_over(before, "c2", NOW + 2 * HOUR)
    assert store.ledger.outbox.take_over(before, "c2", NOW + 2 * HOUR) == taken


def test_nothing_that_is_settled_or_gone_is_taken_over(store: Store) -> None:
    nudge = sending(store)
    store.ledger.outbox.settle(nudge, State.UNCONFIRMED)
    settled = stored(store)
    assert settled is not None
    for seen in (nudge, settled, nudge._replace(day=TODAY + DAY)):
        with pytest.raises(Conflict):
            store.ledger.outbox.take_over(seen, "c2", NOW)
    assert stored(store) == settled


@pytest.mark.parametrize(
    "prepare", [lambda store: store.ledger.outbox.claim(lease(), NOBODY_REGISTERED), sending]
)
def test_a_released_day_is_free_again(store: Store, prepare: Callable[[Store], object]) -> None:
    prepare(store)
    store.ledger.outbox.release(lease())
    store.ledger.outbox.release(lease())
    assert stored(store) is None
    assert list(store.ledger.outbox.unsettled(NOW + DAY)) == []
    assert store.ledger.outbox.claim(lease(claim="c2"), NOBODY_REGISTERED)
    with pytest.raises(Conflict):
        store.ledger.outbox.release(lease())


@pytest.mark.parametrize("state", [State.SENT, State.UNDELIVERABLE, State.UNCONFIRMED])
def test_settling_spends_the_day_and_keeps_no_request(store: Store, state: State) -> None:
    nudge = sending(store)
    store.ledger.outbox.settle(nudge._replace(handle="om_1", settled=NOW), state)
    assert stored(store) == nudge._replace(state=state, handle="om_1", settled=NOW, body=b"")
    assert not store.ledger.outbox.claim(lease(claim="c2"), NOBODY_REGISTERED)
    with pytest.raises(Conflict):
        store.ledger.outbox.release(nudge)


def test_settling_tells_the_shown_cases(store: Store) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = sending(store, one)
    store.ledger.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    assert store.ledger.cases.get(one.key) == told(one, nudge)._replace(version=2)
    assert store.ledger.cases.due_to(PERSON, NOW) == []
    assert store.ledger.cases.due_to(PERSON, NOW + 5 * DAY) == [one.key]


def test_a_case_with_new_evidence_is_not_told_and_the_others_are(store: Store) -> None:
    cases = [store.ledger.cases.save(due_case(key=CaseKey(f"pigeon:{n}", "group_name"))) for n in range(3)]
    nudge = sending(store, *cases)
    renewed = store.ledger.cases.save(cases[1]._replace(evidence_key=("other",)))
    ends = [(shown, told(one, nudge)) for shown, one in zip(nudge.shown, cases, strict=True)]
    store.ledger.outbox.settle(nudge, State.SENT, ends)
    assert [store.ledger.cases.get(one.key) for one in cases] == [
        told(cases[0], nudge)._replace(version=2),
        renewed,
        told(cases[2], nudge)._replace(version=2),
    ]


def test_what_the_inspection_wrote_meanwhile_stays(store: Store) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = sending(store, one)
    store.ledger.cases.save(one._replace(request="r1", evidence={"problem": "said anew"}))
    store.ledger.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    case = store.ledger.cases.get(one.key)
    assert case is not None
    assert (case.request, case.evidence, case.version) == ("r1", {"problem": "said anew"}, 3)
    assert case.delivered == {Step.TOLD: NOW}
    assert store.ledger.cases.due_to(PERSON, NOW + 9 * DAY) == []


def test_an_inspection_that_did_not_see_the_delivery_decides_anew(store: Store) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = sending(store, one)
    store.ledger.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    with pytest.raises(Conflict):
        store.ledger.cases.save(one._replace(level=one.level))


def test_a_case_that_is_gone_keeps_nothing_from_being_settled(store: Store) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = sending(store, one)
    store.ledger.inventory.forget_group(one.key.group)
    store.ledger.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    assert store.ledger.cases.get(one.key) is None
    settled = stored(store)
    assert settled is not None
    assert settled.state is State.SENT


def test_fifty_cases_are_told_in_one_transaction(store: Store) -> None:
    cases = [store.ledger.cases.save(due_case(key=CaseKey(f"pigeon:{n}", "group_name"))) for n in range(50)]
    nudge = sending(store, *cases)
    ends = [(shown, told(one, nudge)) for shown, one in zip(nudge.shown, cases, strict=True)]
    store.ledger.outbox.settle(nudge, State.SENT, ends)
    assert {case.version for one in cases if (case := store.ledger.cases.get(one.key))} == {2}


@pytest.mark.parametrize("by_whom", ["another claim", "nobody", "not sending"])
def test_who_does_not_hold_a_sending_message_settles_nothing(store: Store, by_whom: str) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = lease() if by_whom == "not sending" else frozen(lease(), one)
    if by_whom == "not sending":
        store.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    elif by_whom == "another claim":
        sending(store, one, claim="c2")
    before = stored(store)
    with pytest.raises(Conflict):
        store.ledger.outbox.settle(
            nudge, State.SENT, [(Shown(one.key, Step.TOLD, one.evidence_key), told(one, nudge))]
        )
    assert stored(store) == before
    assert store.ledger.cases.get(one.key) == one


def test_settling_twice_tells_once_and_the_first_end_stands(store: Store) -> None:
    one = store.ledger.cases.save(due_case())
    nudge = sending(store, one)
    ends = [(nudge.shown[0], told(one, nudge))]
    store.ledger.outbox.settle(nudge, State.SENT, ends)
    store.ledger.outbox.settle(nudge, State.SENT, ends)
    with pytest.raises(Conflict):
        store.ledger.outbox.settle(nudge, State.UNCONFIRMED)
    assert store.ledger.cases.get(one.key) == told(one, nudge)._replace(version=2)


def test_leases_that_ran_out_are_found_and_nothing_else(store: Store) -> None:
    leased = [lease(f"pigeon:ou_{n}", lease_until=NOW + n * HOUR) for n in range(4)]
    for nudge in leased:
        store.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    store.ledger.outbox.freeze(frozen(leased[1]), NOBODY_REGISTERED)
    store.ledger.outbox.freeze(frozen(leased[2]), NOBODY_REGISTERED)
    store.ledger.outbox.settle(frozen(leased[2]), State.SENT)
    found = store.ledger.outbox.unsettled(NOW + 2 * HOUR)
    assert sorted(found) == [("pigeon:ou_0", TODAY), ("pigeon:ou_1", TODAY)]
    store.ledger.outbox.take_over(frozen(leased[1]), "c2", NOW + 9 * HOUR)
    assert sorted(store.ledger.outbox.unsettled(NOW + 2 * HOUR)) == [("pigeon:ou_0", TODAY)]


@pytest.mark.parametrize("id_", HOSTILE)
def test_unsettled_messages_bring_ids_back_as_they_are(store: Store, id_: str) -> None:
    store.ledger.outbox.claim(lease(f"pigeon:{id_}"), NOBODY_REGISTERED)
    assert list(store.ledger.outbox.unsettled(NOW + HOUR)) == [(f"pigeon:{id_}", TODAY)]


def test_an_answer_that_is_open_is_followed_by_others_and_a_final_one_by_none(store: Store) -> None:
    sending(store)
    steps = [
        ("c1", Answer("done", NOW, "还没有看到变化", "p1", is_final=False), True),
        ("c1", Answer("done", NOW, "已核实", "p2"), True),
        ("c1", Answer("done", NOW, "已核实", "p2"), True),
        ("c1", Answer("explain", NOW, is_final=False), False),
        ("c1", Answer("explain", NOW, "另一句"), False),
        ("", Answer("explain", NOW, "", is_final=False), True),
        ("a#b :claim", Answer("explain", NOW, "好"), True),
    ]
    for case_id, answer, is_noted in steps:
        assert store.ledger.outbox.answer(PERSON, TODAY, case_id, answer) is is_noted
    nudge = stored(store)
    assert nudge is not None
    assert nudge.answers == {
        "c1": Answer("done", NOW, "已核实", "p2"),
        "": Answer("explain", NOW, is_final=False),
        "a#b :claim": Answer("explain", NOW, "好"),
    }


def test_an_answer_to_no_message_is_none(store: Store) -> None:
    assert not store.ledger.outbox.answer(PERSON, TODAY, "c1", Answer("done", NOW))
    assert stored(store) is None


def test_an_answer_that_comes_before_the_send_is_known_to_be_done_is_kept(store: Store) -> None:
    nudge = sending(store)
    answers = {"c1": Answer("done", NOW, "x")}
    store.ledger.outbox.answer(PERSON, TODAY, "c1", answers["c1"])
    store.ledger.outbox.freeze(nudge, NOBODY_REGISTERED)
    taken = store.ledger.outbox.take_over(nudge, "c2", NOW + HOUR)
    store.ledger.outbox.settle(taken, State.SENT)
    assert stored(store) == taken._replace(state=State.SENT, body=b"", answers=answers)


def test_a_message_is_kept_for_a_month(store: Store) -> None:
    sending(store)
    store.clock.at = NOW + 29 * DAY
    assert stored(store) is not None
    store.clock.at = NOW + 31 * DAY
    assert stored(store) is None
    assert store.ledger.outbox.since(PERSON, TODAY) == []
