"""What follows a decision at once; of a group that is not kept any more nothing does."""

from shared.app.nudge.follow_up import follow_up
from tests.app.business import NOTICE, in_business


def test_of_a_group_that_is_erased_meanwhile_nothing_follows() -> None:
    company = in_business(NOTICE)
    follow_up("pigeon:gone", company.world.ports)
    assert company.world.ledger.inventory.get("pigeon:gone") is None
