"""暂不方便: no reason is asked for, and none is shown."""

from shared.app.inbound.deeds.asked import RECORDING, answered
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.handover import Reply
from shared.core.lang import both


def act(given: Given) -> Result:
    return answered(given, Reply.DECLINED)


ANSWERING = Answering(
    Deed(
        "not_now", both("暂不方便", "Not now"), RECORDING, checks=frozenset({"offered_group", "shared_group"})
    ),
    act,
)
