"""接手: the group is theirs from now on, as far as it is for anybody to say."""

from shared.app.inbound.deeds.asked import RECORDING, answered
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.handover import Reply
from shared.core.lang import both


def act(given: Given) -> Result:
    return answered(given, Reply.ACCEPTED)


ANSWERING = Answering(
    Deed("take_over", both("接手", "Take over"), RECORDING, checks=frozenset({"offered_group"})),
    act,
)
