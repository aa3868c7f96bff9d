"""The platforms that can be connected: one line each, imported only when one is used."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from shared.app.ports.im import IM, Hook

if TYPE_CHECKING:
    from shared.adapters.http import Http


class Access(NamedTuple):
    """What any platform is connected with."""

    base_url: str
    secret: Mapping[str, str]
    """The platform's part of the secret, in its own names."""
    http: "Http"
    now: Callable[[], datetime]
    """Aware UTC."""
    sleep: Callable[[float], None] = time.sleep
    share: float | None = 0.5
    """Of the platform's limits, that our calls keep within; not applied to a simulator on loopback."""


def _feishu(id_: str) -> Callable[[Access], IM]:
    def connect(access: Access) -> IM:
        from shared.adapters.im.feishu.connect import connect as connect_feishu
        from shared.adapters.im.feishu.settings import FeishuSettings, is_loopback

        secret = access.secret
        settings = FeishuSettings(
            access.base_url,
            secret.get("app_id", ""),
            secret.get("app_secret", ""),
            id_,
            None if is_loopback(access.base_url) else access.share,
        )
        return connect_feishu(settings, access.http, access.now, access.sleep)

    return connect


def _feishu_hook(id_: str) -> Callable[[], Hook]:
    def read() -> Hook:
        from shared.adapters.im.feishu.hook import hook

        return hook(id_)

    return read


CONNECT: Mapping[str, Callable[[Access], IM]] = MappingProxyType(
    {
        "feishu": _feishu("feishu"),
        "lark": _feishu("lark"),
    }
)
"""Platform → its connection. Raises ConfigError where the address or the secret cannot work."""
HOOKS: Mapping[str, Callable[[], Hook]] = MappingProxyType(
    {
        "feishu": _feishu_hook("feishu"),
        "lark": _feishu_hook("lark"),
    }
)
"""Platform → how its webhooks are read."""
