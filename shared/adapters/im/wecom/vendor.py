"""WeCom, as far as files name it; there is no connection to it yet."""

from shared.adapters.im.kit.vendor import Ids, Vendor
from shared.core.lang import both

WECOM = Vendor(
    "wecom",
    both("企业微信", "WeCom"),
    ("企业微信", "企微", "wecom", "wework", "wxwork"),
    ids=Ids(("userid",), by_administrator=True, ignores_case=True),
)
