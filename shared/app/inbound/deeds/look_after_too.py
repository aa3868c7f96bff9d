"""一起管: from now on they look after the group beside its owner."""

from shared.app.inbound.deeds.asked import RECORDING, answered
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.handover import Reply
from shared.core.lang import both


def act(given: Given) -> Result:
    return answered(given, Reply.ACCEPTED)


ANSWERING = Answering(
    Deed("look_after_too", both("一起管", "Together"), RECORDING, checks=frozenset({"shared_group"})),
    act,
)
