"""Checks' states, waivers and requests, the audit trail, budgets, seen events and the policy in force."""

from datetime import date, timedelta

import pytest

from shared.app.ports.state import Part, PublishedPolicy
from shared.core.check_state import CheckState, Stop
from shared.core.errors import Conflict
from shared.core.model import Waiver
from shared.core.request import Decision, Request, Verdict, decided
from shared.core.run import Entry
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, TODAY, Store, group_file

GROUP = "pigeon:oc_1"


def waivers(store: Store) -> tuple[Waiver, ...]:
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    file = store.ledger.inventory.get(GROUP)
    assert file is not None
    return file.group.waivers


def test_a_check_s_state_comes_back_as_it_was_saved(store: Store) -> None:
    full = CheckState(
        "group_name",
        baseline_at=NOW,
        baseline_found=1,
        baseline_judged=2,
        released_at=NOW,
        released_by="李雷",
        right=27,
        reviewed=30,
        armed_since=NOW,
        stopped=Stop("violations", NOW, "r1", 60, 50),
        judged_at=NOW,
        judged=300,
        found=12,
    )
    saved = [store.ledger.checks.save(full), store.ledger.checks.save(CheckState("*"))]
    assert [state.version for state in saved] == [1, 1]
    assert store.ledger.checks.all() == {state.check: state for state in saved}


def test_a_state_that_has_not_seen_the_last_write_changes_nothing(store: Store) -> None:
    first = store.ledger.checks.save(CheckState("group_name"))
    second = store.ledger.checks.save(first._replace(found=1))
    assert store.ledger.checks.save(first._replace(found=1)) == second
    for seen in (0, 1, 3):
        with pytest.raises(Conflict):
            store.ledger.checks.save(second._replace(found=2, version=seen))
    assert store.ledger.checks.all() == {"group_name": second}


def test_a_group_has_one_waiver_for_each_check_and_one_for_all(store: Store) -> None:
    kept = [
        Waiver(None, "合规", "ops", TODAY),
        Waiver("group_name", "甲", "pigeon:ou_1", date(2027, 1, 1)),
        Waiver("missing_owner", "乙", "ops", None),
    ]
    for waiver in (kept[2], kept[0]._replace(reason="x"), kept[1], kept[0]):
        store.ledger.waivers.put(GROUP, waiver)
    assert waivers(store) == tuple(kept)
    assert store.ledger.waivers.remove(GROUP, None)
    assert not store.ledger.waivers.remove(GROUP, None)
    assert not store.ledger.waivers.remove("pigeon:oc_2", "group_name")
    assert waivers(store) == tuple(kept[1:])


def ask(number: int) -> Request:
    return Request(f"r{number}", GROUP, "group_name", "pigeon:ou_1", NOW - number * HOUR, TODAY)


def test_requests_wait_oldest_first_until_they_are_decided(store: Store) -> None:
    requests = [ask(number) for number in range(3)]
    assert [store.ledger.waivers.ask(request) for request in requests] == [True, True, True]
    assert store.ledger.waivers.pending() == requests[::-1]
    store.ledger.waivers.decide(requests[1], Decision(Verdict.GRANTED, "ops", NOW))
    assert store.ledger.waivers.pending() == [requests[2], requests[0]]
    decided = requests[1]._replace(decided=NOW, verdict=Verdict.GRANTED, decided_by="ops", version=1)
    assert store.ledger.waivers.request("r1") == decided
    assert store.ledger.waivers.request("r9") is None


def test_a_request_is_opened_and_decided_once(store: Store) -> None:
    assert store.ledger.waivers.ask(ask(1))
    assert not store.ledger.waivers.ask(ask(1)._replace(by="pigeon:ou_2"))
    store.ledger.waivers.decide(ask(1), Decision(Verdict.REFUSED, "ops", NOW))
    store.ledger.waivers.decide(ask(1), Decision(Verdict.REFUSED, "ops", NOW))
    assert not store.ledger.waivers.ask(ask(1))
    for request in (ask(1), ask(2)):
        with pytest.raises(Conflict):
            store.ledger.waivers.decide(request, Decision(Verdict.GRANTED, "ops", NOW))
    found = store.ledger.waivers.request("r1")
    assert found is not None
    assert (found.verdict, found.by) == (Verdict.REFUSED, "pigeon:ou_1")


def test_everything_of_a_request_comes_back_to_whoever_asked_newest_first(store: Store) -> None:
    former = ask(2)._replace(promised=TODAY, text="专项群，<b>年底</b>结束")
    for request in (former, ask(1)._replace(former="r2"), ask(3)._replace(by="post:ou_1")):
        store.ledger.waivers.ask(request)
    reasoned = Decision(Verdict.GRANTED, "pigeon:ou_9", NOW, "到年底", date(2027, 1, 1))
    store.ledger.waivers.decide(former, reasoned)
    assert store.ledger.waivers.asked_by(["pigeon:ou_1"]) == [
        ask(1)._replace(former="r2"),
        decided(former, reasoned),
    ]
    assert [one.id for one in store.ledger.waivers.asked_by(["post:ou_1", "pigeon:ou_1"])] == [
        "r1",
        "r2",
        "r3",
    ]
    assert store.ledger.waivers.asked_by(["pigeon:ou_2"]) == []


def test_a_decided_request_is_kept_for_half_a_year(store: Store) -> None:
    for number in (1, 2):
        store.ledger.waivers.ask(ask(number))
    store.ledger.waivers.decide(ask(1), Decision(Verdict.REFUSED, "ops", NOW))
    store.clock.at = NOW + 181 * DAY
    assert store.ledger.waivers.request("r1") is None
    assert store.ledger.waivers.pending() == [ask(2)]


def test_the_trail_of_a_subject_comes_newest_first(store: Store) -> None:
    entries = [
        Entry(NOW + number * HOUR, "nudge_sent", GROUP, "product", {"n": number}) for number in range(4)
    ]
    for entry in (*entries, entries[3], entries[0]._replace(subject="pigeon:oc_10")):
        store.ledger.audit.write(entry)
    assert store.ledger.audit.of(GROUP, 3) == [entries[3], entries[2], entries[1]]
    assert len(store.ledger.audit.of(GROUP, 99)) == 4
    store.clock.at = NOW + 3 * 366 * DAY
    assert store.ledger.audit.of(GROUP, 99) == []


def test_things_that_happen_at_once_are_all_in_the_trail(store: Store) -> None:
    entries = [Entry(NOW, what, GROUP, by) for what in ("opened", "told", "群") for by in ("a", "b")]
    for entry in entries:
        store.ledger.audit.write(entry)
    assert sorted(store.ledger.audit.of(GROUP, 9), key=entries.index) == entries


def test_a_budget_gives_what_is_left_and_no_more(store: Store) -> None:
    steps = [(6, True), (5, False), (4, True), (1, False), (0, True)]
    for units, is_given in steps:
        assert store.ledger.budgets.take("pigeon.month.2026-10", units, 10, NOW) is is_given
    assert store.ledger.budgets.take("pigeon.month.2026-11", 10, 10, NOW)
    assert not store.ledger.budgets.take("small", 11, 10, NOW)
    assert store.ledger.budgets.take("small", 10, 10, NOW)


def test_a_budget_s_name_begins_anew_after_its_time(store: Store) -> None:
    assert store.ledger.budgets.take("b", 10, 10, NOW)
    assert not store.ledger.budgets.take("b", 1, 10, NOW + 39 * DAY)
    assert store.ledger.budgets.take("b", 9, 10, NOW + 41 * DAY)
    assert not store.ledger.budgets.take("b", 9, 10, NOW + 42 * DAY)


@pytest.mark.parametrize("event", HOSTILE)
def test_an_event_is_new_once_in_a_day(store: Store, event: str) -> None:
    seen = store.ledger.seen
    moments = [NOW, NOW, NOW + timedelta(hours=23), NOW + timedelta(hours=25), NOW + timedelta(hours=26)]
    assert [seen.first(event, now) for now in moments] == [True, False, False, True, False]
    assert seen.first(f"{event}#", NOW)


def test_the_policy_in_force_is_the_one_published_last(store: Store) -> None:
    shelf = store.ledger.policy
    assert shelf.current() is None
    shelf.publish("v1", '{"群": 1}'.encode(), NOW, None)
    shelf.publish("v1", '{"群": 1}'.encode(), NOW, None)
    shelf.publish("v2", b"{}" * 300_000, NOW, "v1")
    assert shelf.current() == PublishedPolicy("v2", b"{}" * 300_000, NOW)
    for replaces in (None, "v1", "v3"):
        with pytest.raises(Conflict):
            shelf.publish("v4", b"{}", NOW, replaces)
    assert store.again().policy.current() == PublishedPolicy("v2", b"{}" * 300_000, NOW)
