"""DingTalk, as far as files name it; there is no connection to it yet."""

from shared.adapters.im.kit.vendor import Ids, Vendor
from shared.core.lang import both

DINGTALK = Vendor(
    "dingtalk",
    both("钉钉", "DingTalk"),
    ("钉钉", "dingtalk", "dingding"),
    ids=Ids(("userid",), by_administrator=True),
)
