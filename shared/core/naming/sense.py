"""What a name says: which department or project, and what for."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from shared.core.naming.reading import Reading, fold, key, shown, trimmed
from shared.core.naming.vocabulary import Vocabulary, is_like_place, place_in, says_use


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
    """The first department or project that a part names, else one that several parts name together (e-learning)."""
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
    if (
        (place and _has_real_word(after, words))
        or (len(after) > 1 and _ends_in_use(after, words))
        or _is_use(after, words)
    ):
        return Sense(place, exact is not None, worth_keeping(before, words), after)
    if _is_use(before, words):
        return Sense(place, exact is not None, (), before)
    tags = tuple(tag for tag in reading.tags if tag not in words.known and _is_use((tag,), words))
    return Sense(place, exact is not None, worth_keeping(before, words), tags)


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


def _is_use(parts: Sequence[str], words: Vocabulary) -> bool:
    """Whether one of `parts` has a word of use in it, other than in the name of a department."""
    for part in parts:  # a generator would be a third of what a wrong name costs
        text = fold(part)
        if says_use(text, words) and not is_like_place(text):
            return True
    return False


def _has_real_word(parts: Sequence[str], words: Vocabulary) -> bool:
    """Whether the last part says anything: beside a place, that is the use."""
    return len(parts) > 0 and len(parts[-1]) > 1 and not words.says_nothing(fold(parts[-1]))


def _ends_in_use(parts: Sequence[str], words: Vocabulary) -> bool:
    """Whether the last part stands where a use would, and says anything but another department."""
    return _has_real_word(parts, words) and not is_like_place(fold(parts[-1]))


def _filled(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, parts)) if "" in parts else parts


def worth_keeping(parts: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """`parts` without those that are stop words; numbers stay."""
    if not parts:
        return ()
    return tuple(part for part in parts if not words.says_nothing(fold(part)) or part.isdecimal())
