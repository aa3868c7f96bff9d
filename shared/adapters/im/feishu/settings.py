"""What a Feishu connection is made of; the address may be Lark's, or a simulator's on loopback."""

from typing import NamedTuple
from urllib.parse import urlsplit

from shared.adapters.im.feishu.guesses import GUESSES, Guesses
from shared.core.errors import ConfigError, Fault
from shared.core.lang import Bilingual, both

NAMES = {"feishu": both("飞书", "Feishu"), "lark": both("Lark", "Lark")}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class FeishuSettings(NamedTuple):
    base_url: str
    app_id: str
    app_secret: str
    id: str = "feishu"
    """Of the platform: `feishu` or `lark`; every group's key begins with it."""
    share: float | None = 0.5
    """Of the vendor's limits, which are the whole company's: the rest is for its other apps and our other functions.
    None: calls are not spaced, only what the vendor refuses is waited for (a simulator)."""
    guesses: Guesses = GUESSES

    @property
    def name(self) -> Bilingual:
        return NAMES.get(self.id, both(self.id, self.id))

    def __repr__(self) -> str:
        return f"FeishuSettings({self.id}, {self.base_url}, {self.app_id})"


def is_loopback(base_url: str) -> bool:
    parts = urlsplit(base_url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def checked(settings: FeishuSettings) -> FeishuSettings:
    """The settings, without a slash at the address's end. Raises ConfigError where they cannot work or are not safe."""
    faults = []
    if urlsplit(settings.base_url).scheme != "https" and not is_loopback(settings.base_url):
        faults.append(_fault("the address is not https", "Write https://open.feishu.cn, or Lark's"))
    if not settings.app_id or not settings.app_secret:
        faults.append(_fault("app_id or app_secret is empty", "Copy both from the app's credentials page"))
    if settings.share is not None and not 0 < settings.share <= 1:
        faults.append(_fault("the share of the limits is not in (0, 1]", "Write 0.5, the default"))
    if faults:
        raise ConfigError(*faults)
    return settings._replace(base_url=settings.base_url.rstrip("/"))


def _fault(reason: str, remedy: str) -> Fault:
    return Fault("settings of feishu", None, reason, remedy)
