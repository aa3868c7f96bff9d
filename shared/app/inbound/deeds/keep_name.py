"""保留原名: advice about a name is not given again for half a year; where the name is a duty, somebody looks at it first."""

from shared.app.inbound.deeds import explain
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.app.inbound.deeds.keep import set_aside
from shared.core.deed import Deed
from shared.core.lang import both

DAYS = 180
_KEPT = both("好的，保留原名，{until} 之前不再提醒。", "The name stays as it is: no reminder before {until}.")


def act(given: Given) -> Result:
    from shared.core.judgement import Level

    case = given.case(given.file())
    if case is not None and case.is_open and case.level is Level.DUTY:
        return explain.act(given)
    return set_aside(given, DAYS, "保留原名", _KEPT)


ANSWERING = Answering(
    Deed(
        "keep_name",
        both("保留原名", "Keep the name"),
        both("收到，正在登记，结果会显示在这条消息上", "Thank you; the result will show here"),
        checks=frozenset({"group_name"}),
    ),
    act,
)
