"""The same schedule is the same story on every store, so that a failure on one can be looked at on another."""

from tests.fakes.ledger import fake_ledger
from tests.faults.hands import Handing
from tests.faults.hands_schedule import hands_schedule
from tests.faults.harness import Play
from tests.faults.schedule import schedule
from tests.faults.seeds import TRACED
from tests.faults.tables import in_process


def test_the_fake_and_dynamodb_tell_the_same_story_of_the_same_schedule() -> None:
    store = in_process()
    for seed in range(TRACED):
        in_memory, on_dynamodb = Play(schedule(seed), fake_ledger).run(), Play(schedule(seed), store).run()
        assert in_memory.trace == on_dynamodb.trace, f"seed {seed}"
        assert in_memory.arrived() == on_dynamodb.arrived(), f"seed {seed}"


def test_so_do_they_where_groups_change_hands() -> None:
    store = in_process()
    for seed in range(TRACED // 10):
        in_memory, on_dynamodb = (Handing(hands_schedule(seed), one).run() for one in (fake_ledger, store))
        assert in_memory.trace == on_dynamodb.trace, f"seed {seed}"
        assert in_memory.arrived() == on_dynamodb.arrived(), f"seed {seed}"
        assert in_memory.book.pages == on_dynamodb.book.pages, f"seed {seed}"
