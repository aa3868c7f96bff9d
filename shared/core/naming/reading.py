"""Reads a group's name as a person would: without what cannot be seen, decoration, brackets and a member count."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, is_normalized, normalize

from shared.core.naming.words import PLACEHOLDERS, SIMPLIFIED

LONGEST = 400
"""Characters that are looked at. No platform shows more; a longer name is an attack or an accident."""

_INVISIBLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u08e2\\u115f\\u1160\\u17b4\\u17b5"
    "\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ud800-\\uf8ff\\ufe00-\\ufe0f\\ufeff"
    "\\uffa0\\ufff0-\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U0010ffff]+"
)
"""Controls, format characters, fillers, variation selectors, private use, lone surrogates."""

_VANISHING = frozenset(
    "\u037a\u115f\u1160\u3164\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e"
    "\uff9e\uff9f\uffa0"
)
"""What `str.isalnum` takes for letters and NFKC leaves nothing of."""
_SEPARATORS = "-‐‒–—―−⸺⸻_"
_SEPARATOR_RUN = re.compile(f" *[{_SEPARATORS}][{_SEPARATORS} ]*")
_COUNT = re.compile(r"[(\[【](?!(?:19|20)\d\d\D)\d{1,6} ?人?[)\]】]$")
_NOISE = re.compile(r"(?!(?<=\d)\.(?=\d))[^\w+#]|_")
"""What a look-up does not see; the dot of a version number and `C++`, `C#` are seen."""
_TRADITIONAL = re.compile("[" + "".join(map(chr, SIMPLIFIED)) + "]")

BRACKETS = {
    "[": "]", "(": ")", "{": "}", "<": ">", "【": "】", "〔": "〕", "〖": "〗", "《": "》", "〈": "〉", "「": "」",
    "『": "』", "«": "»",
}  # fmt: skip
_OPENERS = {closer: opener for opener, closer in BRACKETS.items()}
_DEEPEST = 4


class Reading(NamedTuple):
    """A name taken apart. Empty parts are kept: `市场部-` has two."""

    text: str
    """The name without what cannot be seen and without a count: what identifies it."""
    parts: tuple[str, ...]
    """Split at separators, each without surrounding brackets and decoration."""
    tags: tuple[str, ...] = ()
    """What stands in brackets in front of the first part: `重要` of `【重要】市场部-推广`."""
    untagged: tuple[str, ...] = ()
    """The parts without those tags; equal to `parts` where there is none."""


def read(name: str) -> Reading:
    if is_plain(name):
        parts = tuple(name.split("-"))
        if not PLACEHOLDERS.isdisjoint(parts):
            parts = tuple(part if part not in PLACEHOLDERS else "" for part in parts)
        return Reading(name, parts, (), parts)
    text = tidy(name)
    raw = _SEPARATOR_RUN.split(text)
    parts = tuple(map(shown, raw))
    tags, first = _tags(raw[0])
    return Reading(text, parts, tags, (shown(first), *parts[1:]) if tags else parts)


def is_plain(name: str) -> bool:
    """Whether there is nothing to mend, which is so for most names and costs a tenth of mending it."""
    return (
        name.replace("-", "").isalnum()
        and "--" not in name
        and len(name) <= LONGEST
        and is_normalized("NFKC", name)
        and _VANISHING.isdisjoint(name)
    )


def draws(text: str) -> bool:
    """The cheap half of `says_something`: True for letters and digits alone, False where it takes a closer look."""
    return text.isalnum() and text not in PLACEHOLDERS and _VANISHING.isdisjoint(text)


def tidy(name: str) -> str:
    """`name` made clean, and without a member count at its end."""
    text = clean(name)
    if text[-1:].isalnum():
        return text
    bare = _right_trimmed(text)
    count = _COUNT.search(bare) if bare[-1:] in _OPENERS else None
    return bare[: count.start()].rstrip(" ") if count else text


def clean(text: str) -> str:
    """`text` in NFKC, on one line, without what cannot be seen."""
    text = " ".join(text[:LONGEST].split())
    if text.isascii() and text.isprintable():
        return text
    return " ".join(normalize("NFKC", _INVISIBLE.sub("", text)).split())


def split(text: str) -> tuple[str, ...]:
    return tuple(map(shown, _SEPARATOR_RUN.split(text)))


def shown(part: str) -> str:
    """The part without decoration, surrounding brackets and brackets whose other half is in another part."""
    if part.isalnum():
        return "" if part in PLACEHOLDERS else part
    part = trimmed(part)
    for _ in range(_DEEPEST):
        inner = _opened(part)
        if inner == part:
            break
        part = trimmed(inner)
    return part if says_something(part) else ""


def trimmed(text: str) -> str:
    """`text` without decoration at its edges: everything but letters, digits, marks on them and brackets."""
    return _right_trimmed(_left_trimmed(text))


def key(text: str) -> str:
    """What two spellings of one name share: case, spaces, separators, brackets and traditional forms do not count.

    `text` must be in NFKC.
    """
    folded = fold(text)
    return folded if folded.isalnum() else _NOISE.sub("", folded)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii() and _TRADITIONAL.search(folded):
        return folded.translate(SIMPLIFIED)
    return folded


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it, and it is not a placeholder that nobody filled in."""
    return (text[:1].isalnum() or any(map(str.isalnum, text))) and text not in PLACEHOLDERS


def _left_trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in BRACKETS):
        start += 1
    return text[start:]


def _right_trimmed(text: str) -> str:
    end = len(text)
    while end and not _may_end(text[end - 1]):
        end -= 1
    return text[:end]


def _may_end(char: str) -> bool:
    return char.isalnum() or char in _OPENERS or char in "+#%" or category(char) in {"Mn", "Mc"}


def _opened(part: str) -> str:
    closer = BRACKETS.get(part[:1])
    if closer is not None:
        end = _closing(part)
        if end == len(part) - 1:
            return part[1:-1]
        return part[1:] if end < 0 else part
    opener = _OPENERS.get(part[-1:])
    return part[:-1] if opener is not None and opener not in part else part


def _closing(text: str) -> int:
    """Where the bracket that opens `text` closes; -1: nowhere."""
    opener, closer = text[0], BRACKETS[text[0]]
    end = text.find(closer)
    if text.find(opener, 1, end) < 0:
        return end
    depth = 0
    for at, char in enumerate(text):
        depth += (char == opener) - (char == closer)
        if depth == 0:
            return at
    return -1


def _tags(text: str) -> tuple[tuple[str, ...], str]:
    """Bracketed words in front of a first part that goes on behind them, and what it goes on with."""
    tags: list[str] = []
    text = _left_trimmed(text)
    while text[:1] in BRACKETS and len(tags) < _DEEPEST:
        end = _closing(text)
        rest = _left_trimmed(text[end + 1 :])
        if end < 0 or not rest:
            break
        tags.append(shown(text[: end + 1]))
        text = rest
    return tuple(tags), text
