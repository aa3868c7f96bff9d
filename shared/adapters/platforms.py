"""The platforms that we know, as far as the core must: what people call them and what their names can hold."""

from shared.app.ports.world import Platform
from shared.core.lang import both

PLATFORMS = (
    Platform("wecom", both("企业微信", "WeCom")),
    Platform("dingtalk", both("钉钉", "DingTalk")),
    Platform("feishu", both("飞书", "Feishu")),
    Platform("lark", both("Lark", "Lark")),
    Platform("slack", both("Slack", "Slack"), lower_case_names=True),
    Platform("wechat", both("微信", "WeChat"), can_send=False),
)
