"""Feishu, and Lark, which is the same at another address."""

from functools import partial
from typing import TYPE_CHECKING

from shared.adapters.im.vendor import Access, Field, Vendor

if TYPE_CHECKING:
    from shared.app.ports.im import IM, Hook

_CREDENTIALS = "the app's page Credentials & Basic Info (凭证与基础信息)"
_SECRET = (Field("app_id", _CREDENTIALS), Field("app_secret", _CREDENTIALS))


def _connect(id_: str, access: Access) -> "IM":
    from shared.adapters.im.feishu.connect import connect
    from shared.adapters.im.feishu.settings import FeishuSettings, is_loopback

    settings = FeishuSettings(
        access.base_url,
        access.secret["app_id"],
        access.secret["app_secret"],
        id_,
        None if is_loopback(access.base_url) else access.share,
    )
    return connect(settings, access.http, access.now, access.sleep)


def _hook(id_: str) -> "Hook":
    from shared.adapters.im.feishu.hook import hook

    return hook(id_)


def _vendor(id_: str) -> Vendor:
    return Vendor(id_, _SECRET, partial(_connect, id_), partial(_hook, id_))


FEISHU, LARK = _vendor("feishu"), _vendor("lark")
