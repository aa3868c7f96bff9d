"""是，由对方负责: whoever was filed as the owner says that somebody else is by now."""

from shared.app.inbound.deeds.asked import RECORDING, answered
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.handover import Reply
from shared.core.lang import both


def act(given: Given) -> Result:
    return answered(given, Reply.ACCEPTED)


ANSWERING = Answering(
    Deed("give_over", both("是，由对方负责", "Yes, theirs"), RECORDING, checks=frozenset({"claimed_group"})),
    act,
)
