"""What a name says: which department or project, and what for."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from shared.core.naming.reading import Reading, fold, key, shown, trimmed
from shared.core.naming.vocabulary import Vocabulary, place_in, says_use


class Place(NamedTuple):
    """A department or project, by its proper name, and the run of parts that names it."""

    name: str
    start: int
    end: int


class Sense(NamedTuple):
    """What a name says, whether or not its format is met."""

    place: str | None = None
    """The department or project, by its proper name."""
    exact: bool = False
    """Whether whole parts name it, so that nothing has to be cut out."""
    before: tuple[str, ...] = ()
    """What stands in front of the place and is worth keeping (集团)."""
    use: tuple[str, ...] = ()
    """The parts that say the use; empty: none does."""


_Apart: TypeAlias = tuple[str | None, tuple[str, ...], tuple[str, ...]]
"""The place, what stands before it and what after; without a place all of it is after."""


def find_place(parts: Sequence[str], words: Vocabulary) -> Place | None:
    """The department or project that a part names, or several parts together do (e-learning); one on the left
    before one that is the last part."""
    known = words.known
    for at, part in enumerate(parts):
        name = known.get(part) or known.get(key(part))
        if name:
            return Place(name, at, at + 1)
    return _spread(parts, words) if words.widest > 1 < len(parts) else None


def _spread(parts: Sequence[str], words: Vocabulary) -> Place | None:
    """A department or project whose name has separators or spaces of its own."""
    keys = [key(part) for part in parts]
    for start in range(len(keys) - 1):
        for end in range(start + 2, min(start + words.widest, len(keys)) + 1):
            name = words.known.get("".join(keys[start:end]))
            if name:
                return Place(name, start, end)
    return None


def sense(reading: Reading, exact: Place | None, words: Vocabulary) -> Sense:
    """What `reading` says; `exact` is the place that whole untagged parts name, if they do."""
    place, before, after = _taken_apart(reading, exact, words)
    if _is_use(after, words, in_context=place is not None or len(after) > 1):
        return Sense(place, exact is not None, _worth_keeping(before, words), after)
    if before and _is_use(before, words, in_context=False):
        return Sense(place, exact is not None, (), before)
    tags = tuple(
        tag for tag in reading.tags if tag not in words.known and _is_use((tag,), words, in_context=False)
    )
    return Sense(place, exact is not None, _worth_keeping(before, words), tags)


def _taken_apart(reading: Reading, exact: Place | None, words: Vocabulary) -> _Apart:
    parts = reading.untagged
    if exact:
        return exact.name, _filled(parts[: exact.start]), _filled(parts[exact.end :])
    tag = find_place(reading.tags, words) if reading.tags else None
    if tag:
        return tag.name, (), _filled(parts)
    for at, part in enumerate(parts):
        text = fold(part)
        span = place_in(text, words)
        if span:
            rest = _rest(part, text, span, words)
            place = words.known[key(text[slice(*span)])]
            return place, _filled(parts[:at]), _filled((rest, *parts[at + 1 :]))
    return None, (), _filled(parts)


def _rest(part: str, text: str, span: tuple[int, int], words: Vocabulary) -> str:
    """`part` without the span of its folded form `text`; whole where the span cannot be cut off cleanly."""
    start, end = span
    if words.says_nothing(text[:start] + text[end:]):
        return ""
    if len(text) != len(part) or (start > 0 and end < len(part)):
        return part
    return shown(trimmed(part[:start] + part[end:]).removeprefix("的"))


def _is_use(parts: Sequence[str], words: Vocabulary, *, in_context: bool) -> bool:
    """Whether one of `parts` says a use; where the name says or leaves room for a place, any real word does."""
    if in_context and parts and len(parts[-1]) > 1 and not words.says_nothing(fold(parts[-1])):
        return True
    return any(says_use(fold(part), words) for part in parts)


def _filled(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, parts)) if "" in parts else parts


def _worth_keeping(parts: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    return tuple(part for part in parts if not words.says_nothing(fold(part))) if parts else ()
