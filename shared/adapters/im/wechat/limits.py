"""What WeChat does not show or do (`shared.core.claims`)."""

from collections.abc import Mapping

from shared.core.claims import CONNECTS, Because, Limit
from shared.core.lang import both

LIMITS: Mapping[str, Limit] = {
    CONNECTS: Limit(
        Because.NEVER,
        both(
            "微信没有供企业读取个人群或给个人发消息的接口，群只以群主登记的为准。",
            "WeChat has no API by which a company could read such a group or write to anybody: its groups are what owners file.",
        ),
    ),
}
