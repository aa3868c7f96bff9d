"""What DingTalk does not show or do for us (`shared.core.claims`)."""

from collections.abc import Mapping

from shared.core.claims import CONNECTS, Because, Limit
from shared.core.lang import both

LIMITS: Mapping[str, Limit] = {
    CONNECTS: Limit(
        Because.NOT_YET,
        both(
            "还没有接入，只认群台账里登记的内容。",
            "There is no connection yet: only what registers file is known.",
        ),
    ),
}
