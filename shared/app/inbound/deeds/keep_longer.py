"""再留 90 天 or longer: as `keep`, for as long as whoever looks after the group chooses on a page."""

from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.app.inbound.deeds.keep import kept
from shared.core.deed import Choice, Deed
from shared.core.lang import both

_CHOICES = tuple(Choice(str(days), both(f"再留 {days} 天", f"Keep {days} days")) for days in (90, 180))


def act(given: Given) -> Result:
    return kept(given, int(given.choice))


ANSWERING = Answering(
    Deed(
        "keep_longer",
        both("再留久一点", "Keep it longer"),
        both("收到，正在登记，结果会显示在页面上", "Thank you; the result will show on the page"),
        checks=frozenset({"inactive_group"}),
        choices=_CHOICES,
    ),
    act,
)
