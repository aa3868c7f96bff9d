"""The languages the product speaks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias


class Lang(StrEnum):
    ZH = "zh-CN"
    EN = "en"


Bilingual: TypeAlias = Mapping[Lang, str]
"""The same thing said in every language."""


def both(zh: str, en: str) -> Bilingual:
    """One thing, said twice."""
    return {Lang.ZH: zh, Lang.EN: en}
