"""DingTalk, as far as files name it; there is no connection to it yet."""

from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Ids, Vendor
from shared.core.lang import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.core.claims import Limit


def _limits() -> "Mapping[str, Limit]":
    from shared.adapters.im.dingtalk.limits import LIMITS

    return LIMITS


DINGTALK = Vendor(
    "dingtalk",
    both("钉钉", "DingTalk"),
    ("钉钉", "dingtalk", "dingding"),
    _limits,
    ids=Ids(("userid",), by_administrator=True),
)
