"""Feishu, and Lark, which is the same at another address."""

from functools import partial
from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Access, Door, Field, Ids, Vendor
from shared.core.lang import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.app.ports.im import IM, Hook
    from shared.core.claims import Limit

_CREDENTIALS = "the app's page Credentials & Basic Info (凭证与基础信息)"
_SECRET = (Field("app_id", _CREDENTIALS), Field("app_secret", _CREDENTIALS))
_SEALED = "the app's page Events & Callbacks, Encryption Strategy (事件与回调，加密策略)"
_CHOSEN = r"[ -~]{1,512}"
"""The administrator may have made it up."""
_KEYS = (
    Field("encrypt_key", _SEALED, _CHOSEN, is_needed=False),
    Field("verification_token", _SEALED, _CHOSEN, is_needed=False),
)


def _connect(vendor: Vendor, access: Access) -> "IM":
    from shared.adapters.im.feishu.connect import connect
    from shared.adapters.im.feishu.settings import FeishuSettings

    secret = access.secret
    settings = FeishuSettings(
        vendor.id,
        vendor.name,
        access.hosts["api"],
        access.hosts["accounts"],
        secret["app_id"],
        secret["app_secret"],
        access.share,
    )
    return connect(settings, access.http, access.now, access.sleep)


def _hook(id_: str) -> "Hook":
    from shared.adapters.im.feishu.hook import hook

    return hook(id_)


def _limits() -> "Mapping[str, Limit]":
    from shared.adapters.im.feishu.limits import LIMITS

    return LIMITS


def _connected(vendor: Vendor) -> Vendor:
    """With what Feishu and Lark have in common."""
    return vendor._replace(
        ids=Ids(("open_id",)),
        secret=_SECRET,
        connect=partial(_connect, vendor),
        doors=(Door("events", _KEYS, partial(_hook, vendor.id)),),
    )


FEISHU = _connected(
    Vendor(
        "feishu",
        both("飞书", "Feishu"),
        ("飞书", "feishu"),
        _limits,
        apps=both("工作台", "Workplace"),
        hosts={"api": "https://open.feishu.cn", "accounts": "https://accounts.feishu.cn"},
    )
)
LARK = _connected(
    Vendor(
        "lark",
        both("Lark", "Lark"),
        ("lark", "larksuite"),
        _limits,
        apps=both("工作台", "Workplace"),
        hosts={"api": "https://open.larksuite.com", "accounts": "https://accounts.larksuite.com"},
    )
)
