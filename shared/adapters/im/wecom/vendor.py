"""WeCom, as far as files name it; there is no connection to it yet."""

from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Ids, Vendor
from shared.core.lang import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.core.claims import Limit


def _limits() -> "Mapping[str, Limit]":
    from shared.adapters.im.wecom.limits import LIMITS

    return LIMITS


WECOM = Vendor(
    "wecom",
    both("企业微信", "WeCom"),
    ("企业微信", "企微", "wecom", "wework", "wxwork"),
    _limits,
    ids=Ids(("userid",), by_administrator=True, ignores_case=True),
)
