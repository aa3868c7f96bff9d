"""WeChat: no company's app can read a group there or write to anybody, so its groups are what their owners file."""

from shared.adapters.im.kit.vendor import Vendor
from shared.core.lang import both

WECHAT = Vendor("wechat", both("微信", "WeChat"), ("微信", "wechat", "weixin"), can_send=False)
