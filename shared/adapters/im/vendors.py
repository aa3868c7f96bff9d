"""The vendors that can be connected: one line each."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.adapters.im.feishu.vendor import FEISHU, LARK
from shared.adapters.im.vendor import Vendor

VENDORS = (
    FEISHU,
    LARK,
)
VENDORS_BY_ID: Mapping[str, Vendor] = MappingProxyType({vendor.id: vendor for vendor in VENDORS})
