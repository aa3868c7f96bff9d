"""还是我负责: two people say that the group is theirs, and the responsible department finds out."""

from shared.app.inbound.deeds.asked import RECORDING, answered
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.handover import Reply
from shared.core.lang import both


def act(given: Given) -> Result:
    return answered(given, Reply.DECLINED)


ANSWERING = Answering(
    Deed("still_mine", both("还是我负责", "Still mine"), RECORDING, checks=frozenset({"claimed_group"})),
    act,
)
