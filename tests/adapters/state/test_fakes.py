"""The fakes' own tricks: taps on every operation, and hints that lag."""

import pytest

from shared.app.ports.state import Ledger
from shared.core.errors import StoreUnavailable
from shared.core.model import NOBODY_REGISTERED
from shared.core.outbox import State
from tests.adapters.state.stores import NOW, TODAY, due_case, frozen, lease, memory_store
from tests.fakes.ledger import fake_ledger
from tests.fakes.tapped import tapped
from tests.fakes.world import FakeClock


def test_taps_hear_of_every_operation_before_and_after_it() -> None:
    heard: list[str] = []
    ledger = tapped(
        memory_store().ledger,
        before=lambda name: heard.append(f"before {name}"),
        after=lambda name: heard.append(f"after {name}"),
    )
    ledger.cases.save(due_case())
    assert list(ledger.cases.due_accounts(NOW)) == ["pigeon:ou_1"]
    assert heard == [
        "before cases.save",
        "after cases.save",
        "before cases.due_accounts",
        "after cases.due_accounts",
    ]


def test_what_fails_before_has_no_effect_and_what_fails_after_has_it() -> None:
    def fail(name: str) -> None:
        raise StoreUnavailable(name)

    ledger = memory_store().ledger
    with pytest.raises(StoreUnavailable):
        tapped(ledger, before=fail).outbox.claim(lease(), NOBODY_REGISTERED)
    assert ledger.outbox.get("pigeon:ou_1", TODAY) is None
    with pytest.raises(StoreUnavailable):
        tapped(ledger, after=fail).outbox.claim(lease(), NOBODY_REGISTERED)
    assert ledger.outbox.get("pigeon:ou_1", TODAY) == lease()


def test_another_worker_can_come_in_at_any_operation() -> None:
    ledger = memory_store().ledger

    def first(name: str) -> None:
        ledger.outbox.claim(lease(claim="faster"), NOBODY_REGISTERED)

    assert not tapped(ledger, before=first).outbox.claim(lease(claim="slower"), NOBODY_REGISTERED)


def lagging(behind: int) -> Ledger:
    ledger = fake_ledger(FakeClock(NOW), lag=lambda: behind)
    saved = ledger.cases.save(due_case())
    ledger.cases.save(saved._replace(to="pigeon:ou_2"))
    ledger.outbox.claim(lease(lease_until=NOW), NOBODY_REGISTERED)
    ledger.outbox.freeze(frozen(lease(lease_until=NOW)), NOBODY_REGISTERED)
    ledger.outbox.settle(frozen(lease(lease_until=NOW)), State.SENT)
    return ledger


@pytest.mark.parametrize(
    ("behind", "people", "unsettled"),
    [
        (0, ["pigeon:ou_2"], []),
        (1, ["pigeon:ou_1"], [("pigeon:ou_1", TODAY)]),
        (2, [], [("pigeon:ou_1", TODAY)]),
        (9, [], []),
    ],
)
def test_hints_show_what_was_so_many_writes_ago_and_reads_show_what_is(
    behind: int, people: list[str], unsettled: list[object]
) -> None:
    ledger = lagging(behind)
    assert list(ledger.cases.due_accounts(NOW)) == people
    assert [bool(ledger.cases.due_to(person, NOW)) for person in people] == [True] * len(people)
    assert list(ledger.outbox.unsettled(NOW)) == unsettled
    case = ledger.cases.get(due_case().key)
    assert case is not None
    assert case.to == "pigeon:ou_2"
