"""The words by which companies say whether somebody works for them: in facts folders and people sheets."""

import unicodedata
from collections.abc import Mapping

from shared.core.model import Employment

EMPLOYMENT: Mapping[Employment, tuple[str, ...]] = {
    Employment.ACTIVE: ("active", "employed", "在职", "在岗", "正式", "试用期", "实习"),
    Employment.LEFT: (
        "left", "resigned", "terminated", "dismissed", "retired", "离职", "已离职", "辞职", "退休",
    ),
    Employment.DISABLED: ("disabled", "suspended", "停用", "已停用", "禁用"),
}  # fmt: skip
_EMPLOYMENT = {word: employment for employment, words in EMPLOYMENT.items() for word in words}


def employment_of(text: str) -> Employment | None:
    """None for a word that nobody knows."""
    return _EMPLOYMENT.get(unicodedata.normalize("NFKC", text).strip().casefold())
