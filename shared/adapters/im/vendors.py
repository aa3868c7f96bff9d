"""The vendors, one line each: the only list of the platforms that we know."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.adapters.im.dingtalk.vendor import DINGTALK
from shared.adapters.im.feishu.vendor import FEISHU, LARK
from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.slack.vendor import SLACK
from shared.adapters.im.wechat.vendor import WECHAT
from shared.adapters.im.wecom.vendor import WECOM

VENDORS: tuple[Vendor, ...] = (
    WECOM,
    DINGTALK,
    FEISHU,
    LARK,
    SLACK,
    WECHAT,
)
VENDORS_BY_ID: Mapping[str, Vendor] = MappingProxyType({vendor.id: vendor for vendor in VENDORS})
WRITTEN: Mapping[str, str] = MappingProxyType(
    {word: vendor.id for vendor in VENDORS for word in vendor.written}
)
"""How a platform may be written, in lower case → its id."""
