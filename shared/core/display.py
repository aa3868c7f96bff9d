"""How names and texts from outside are shown to people: made harmless, shortened, and confidential ones as an id."""

import re
import unicodedata

from shared.core.model import Group, Kind

NAME_LENGTH = 40
"""Characters of a name that are shown, the … included."""

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor moves
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # titles, links, other strings
    r"|\x1b[ -/]*[0-~]"
)
_SPACES = re.compile(r"\s+")
_LOOKS_EMPTY = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and symbols that draw nothing: a name of these would look like no name."""
_MAX_MARKS = 3
"""Accents kept on one letter; more would climb over the neighbouring lines."""


def harmless(text: str) -> str:
    """One line of plain text: no controls, terminal escapes, direction overrides, zero-width or half characters."""
    return _SPACES.sub(" ", clean(text)).strip()


def clean(text: str) -> str:
    """As `harmless`, but every space and line break stays a space: for text that is put between other text."""
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in _ESCAPES.sub("", text):
        shown, is_mark = _shown(char)
        marks = marks + 1 if is_mark else 0
        if marks <= _MAX_MARKS:
            kept.append(shown)
    return "".join(kept)


def harmless_lines(text: str) -> str:
    """As `harmless`, but line breaks stay: for drafts and bodies that have lines."""
    return "\n".join(harmless(line) for line in text.splitlines())


def shorten(text: str, length: int = NAME_LENGTH) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def shown_name(group: Group) -> str:
    """The group's name as anybody may see it; its id where it is confidential, not observed or looks empty."""
    if group.name is None or is_confidential(group):
        return shorten(harmless(group.id))
    return shorten(harmless(group.name.value)) or shorten(harmless(group.id))


def is_confidential(group: Group) -> bool:
    return group.kind is not None and group.kind.value is Kind.CONFIDENTIAL


def _shown(char: str) -> tuple[str, bool]:
    """What stands for one character, and whether it is a mark on the one before."""
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd", False
    if char.isspace() or char in _LOOKS_EMPTY or category in {"Zl", "Zp"}:
        return " ", False
    if category in {"Cc", "Cf"}:
        return "", False
    return char, category in {"Mn", "Me"}
