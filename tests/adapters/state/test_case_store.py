"""Cases: every write names what it has seen, and hints find what falls due."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from shared.core.case import Case, CaseKey, Step
from shared.core.errors import Conflict
from shared.core.judgement import Level
from shared.core.recipient import Role
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store, case, due_case


def test_a_case_comes_back_as_it_was_saved(store: Store) -> None:
    full = due_case(
        level=Level.ADVICE,
        delivered={Step.TOLD: NOW - DAY, Step.REMINDED: NOW},
        shown_to="pigeon:ou_1",
        request="r1",
        resolved=NOW,
    )
    saved = store.ledger.cases.save(full)
    assert saved == full._replace(version=1)
    assert store.ledger.cases.get(full.key) == saved


def test_a_bare_case_comes_back_bare(store: Store) -> None:
    saved = store.ledger.cases.save(case(evidence={}, evidence_key=()))
    assert store.ledger.cases.get(saved.key) == saved


def test_a_case_that_nobody_saved_is_absent(store: Store) -> None:
    assert store.ledger.cases.get(CaseKey("pigeon:oc_1", "group_name")) is None


@pytest.mark.parametrize("seen", [0, 1, 3], ids=["as new", "stale", "ahead"])
def test_a_write_that_has_not_seen_the_last_one_changes_nothing(store: Store, seen: int) -> None:
    first = store.ledger.cases.save(case())
    second = store.ledger.cases.save(first._replace(step=Step.REMINDED))
    with pytest.raises(Conflict):
        store.ledger.cases.save(second._replace(step=Step.ROLLED_UP, version=seen))
    assert store.ledger.cases.get(second.key) == second


def test_a_case_that_was_forgotten_is_not_brought_back_by_a_late_write(store: Store) -> None:
    saved = store.ledger.cases.save(case())
    store.ledger.inventory.forget_group(saved.key.group)
    with pytest.raises(Conflict):
        store.ledger.cases.save(saved._replace(step=Step.TOLD))
    assert store.ledger.cases.get(saved.key) is None


def test_the_same_write_come_twice_is_one(store: Store) -> None:
    saved = store.ledger.cases.save(due_case())
    assert store.ledger.cases.save(due_case()) == saved
    assert store.ledger.cases.get(saved.key) == saved


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"due": NOW + timedelta(microseconds=1)}, False),
        ({"due": None}, False),
        ({"to": None}, False),
        ({"to": "pigeon:ou_2"}, False),
        ({"request": "r1"}, False),
        ({"resolved": NOW}, False),
    ],
    ids=["due", "not yet", "no date", "nobody", "somebody else", "waits for a decision", "resolved"],
)
def test_hints_find_what_is_to_be_told_now(
    store: Store, changes: Mapping[str, Any], *, is_found: bool
) -> None:
    saved = store.ledger.cases.save(due_case())
    store.ledger.cases.save(saved._replace(**changes))
    assert store.ledger.cases.due_to("pigeon:ou_1", NOW) == ([saved.key] if is_found else [])
    assert ("pigeon:ou_1" in store.ledger.cases.due_accounts(NOW)) is is_found


def test_people_are_named_once_and_their_cases_oldest_first(store: Store) -> None:
    for number in range(12):
        person = f"pigeon:ou_{number % 3}"
        due = NOW - number * HOUR
        store.ledger.cases.save(due_case(person, due, key=CaseKey(f"pigeon:oc_{number}", "group_name")))
    store.ledger.cases.save(due_case("pigeon:ou_9", NOW + HOUR, key=CaseKey("pigeon:oc_99", "group_name")))
    assert sorted(store.ledger.cases.due_accounts(NOW)) == ["pigeon:ou_0", "pigeon:ou_1", "pigeon:ou_2"]
    groups = [key.group for key in store.ledger.cases.due_to("pigeon:ou_0", NOW)]
    assert groups == ["pigeon:oc_9", "pigeon:oc_6", "pigeon:oc_3", "pigeon:oc_0"]
    assert sorted(store.ledger.cases.due_accounts(NOW - 10 * HOUR)) == ["pigeon:ou_1", "pigeon:ou_2"]


def test_what_is_due_at_once_comes_in_one_order(store: Store) -> None:
    keys = [CaseKey("pigeon:b", "a_check"), CaseKey("pigeon:a", "b_check"), CaseKey("pigeon:a", "a_check")]
    for key in keys:
        store.ledger.cases.save(due_case(key=key))
    assert store.ledger.cases.due_to("pigeon:ou_1", NOW) == [keys[2], keys[0], keys[1]]


@pytest.mark.parametrize("id_", HOSTILE)
def test_hints_bring_ids_back_as_they_are(store: Store, id_: str) -> None:
    saved = store.ledger.cases.save(due_case(f"pigeon:{id_}", key=CaseKey(f"pigeon:{id_}", "group_name")))
    assert list(store.ledger.cases.due_accounts(NOW)) == [f"pigeon:{id_}"]
    assert store.ledger.cases.due_to(f"pigeon:{id_}", NOW) == [saved.key]


def test_a_resolved_case_is_kept_for_half_a_year_and_can_then_begin_anew(store: Store) -> None:
    resolved = store.ledger.cases.save(case(resolved=NOW))
    store.clock.at = NOW + 179 * DAY
    assert store.ledger.cases.get(resolved.key) == resolved
    store.clock.at = NOW + 181 * DAY
    assert store.ledger.cases.get(resolved.key) is None
    anew: Case = store.ledger.cases.save(case(opened=store.clock.at, role=Role.ADMIN))
    assert anew.version == 1
    assert store.ledger.cases.get(resolved.key) == anew
