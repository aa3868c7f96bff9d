"""What a Feishu connection is made of; the address may be Lark's, or a simulator's on loopback."""

from typing import NamedTuple

from shared.adapters.im.feishu.guesses import GUESSES, Guesses
from shared.core.lang import Bilingual


class FeishuSettings(NamedTuple):
    id: str
    """Of the platform: `feishu` or `lark`; every group's key begins with it."""
    name: Bilingual
    base_url: str
    accounts_url: str
    """Where people are asked who they are."""
    app_id: str
    app_secret: str
    share: float | None = 0.5
    """Of the vendor's limits, which are the whole company's: the rest is for its other apps and our other functions.
    None: calls are not spaced, only what the vendor refuses is waited for (a simulator)."""
    guesses: Guesses = GUESSES

    def __repr__(self) -> str:
        return f"FeishuSettings({self.id}, {self.base_url}, {self.app_id})"
