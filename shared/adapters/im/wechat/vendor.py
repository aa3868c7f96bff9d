"""WeChat: no company's app can read a group there or write to anybody, so its groups are what their owners file."""

from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Vendor
from shared.core.lang import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.core.claims import Limit


def _limits() -> "Mapping[str, Limit]":
    from shared.adapters.im.wechat.limits import LIMITS

    return LIMITS


WECHAT = Vendor(
    "wechat",
    both("微信", "WeChat"),
    ("微信", "wechat", "weixin"),
    _limits,
    can_send=False,
    hands_over=both(
        "微信群只能由群主本人转让：群聊信息 › 群管理 › 群主管理权转让。",
        "Only the owner can hand a WeChat group over: Chat Info › Manage Group › Transfer Group Ownership.",
    ),
)
