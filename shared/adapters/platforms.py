"""The platforms that we know: what people call and write them, and what their names can hold. The only list of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from shared.app.ports.world import Platform
from shared.core.lang import both


class Known(NamedTuple):
    platform: Platform
    written: tuple[str, ...]
    """How it is written in a sheet, in lower case."""


KNOWN = (
    Known(Platform("wecom", both("企业微信", "WeCom")), ("企业微信", "企微", "wecom", "wework", "wxwork")),
    Known(Platform("dingtalk", both("钉钉", "DingTalk")), ("钉钉", "dingtalk", "dingding")),
    Known(Platform("feishu", both("飞书", "Feishu")), ("飞书", "feishu")),
    Known(Platform("lark", both("Lark", "Lark")), ("lark", "larksuite")),
    Known(Platform("slack", both("Slack", "Slack"), lower_case_names=True), ("slack",)),
    Known(Platform("wechat", both("微信", "WeChat"), can_send=False), ("微信", "wechat", "weixin")),
)
PLATFORMS = tuple(one.platform for one in KNOWN)
WRITTEN: Mapping[str, tuple[str, ...]] = MappingProxyType({one.platform.id: one.written for one in KNOWN})
"""By id."""
