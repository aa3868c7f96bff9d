"""The words of one company, compiled once a run: its departments and projects, and what says a use or nothing."""

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from shared.core.model import Company
from shared.core.naming.reading import clean, fold, key, split
from shared.core.naming.words import PLACE_TOKENS, PLACE_WORDS, STOP_WORDS, USE_TOKENS, USE_WORDS

Matcher: TypeAlias = Callable[[str], re.Match[str] | None]
"""A bound method of a compiled pattern, for folded text."""

_SUFFIXES = ("项目组", "项目", "project")
"""What a project's name may or may not end with."""
_NOT_NAMES = frozenset({"", *_SUFFIXES})
_PLACE_ENDS = (*sorted(PLACE_WORDS), "部", "部门")
_NO_PLACE_ENDS = ("全部", "内部", "外部", "干部", "俱乐部", "支部")
_GROUP_ENDS = "群聊的大小0123456789"
_HAS_PLACE = re.compile("|".join(sorted(PLACE_WORDS))).search
_GOES_ON_TO_DEPARTMENT = re.compile("[一二三四五六七八九十0-9]{0,2}(?:部|中心|大区|分公司|事业|科|处)").match
"""`市场一部` is not `市场`."""
_OF_A_PROJECT = "项目(?<=[^\\W\\d_]项目)"
"""`星火项目` says something, `项目` does not."""
_TOKENS = re.compile("[a-z]+").findall
_UNSPACED = "\u2e80"
"""From here on scripts put no spaces between words."""


class Vocabulary(NamedTuple):
    """Everything that names are judged by. All matching is on text from `reading.fold`."""

    known: Mapping[str, str]
    """Departments and projects with their aliases, and departments only seen: key → the name proper."""
    inside: Mapping[str, tuple[str, ...]]
    """Their spellings by the first two characters, to be found in a name that has no separators."""
    initials: frozenset[str]
    """Their first characters."""
    widest: int
    """Over how many parts a name's own separators and spaces can spread a department or project."""
    has_lists: bool
    """Whether the company showed departments or projects at all."""
    seen_departments: frozenset[str]
    """Departments that only people or groups name: they can prove a name right, never wrong."""
    use_words: Matcher
    """Finds a Chinese word of use, wherever it stands."""
    use_tokens: frozenset[str]
    """English words of use, in the singular."""
    says_nothing: Matcher
    """Matches what is made of stop words, digits and punctuation only."""
    lower_case_platforms: frozenset[str]
    """Platforms whose names hold no capitals and no spaces."""
    example: str | None
    """The company's first department, to show the format with."""


def vocabulary(
    company: Company,
    *,
    stop_words: Iterable[str] = (),
    use_words: Iterable[str] = (),
    seen: Iterable[str] = (),
    platforms: Iterable[str] = (),
    lower_case_platforms: Iterable[str] = (),
) -> Vocabulary:
    """Compile the company's lists; `seen` are departments that groups were filed under, `platforms` what people call
    those: a group that is named after where it is says nothing by that."""
    listed = tuple(_listed(company))
    unlisted = frozenset(_unlisted(company, seen, listed))
    spelled = (*listed, *((name, proper(name)) for name in sorted(unlisted)))
    stems = tuple(_stems(company))
    known = _by_key((*spelled, *((stem + end, name) for stem, name in stems for end in ("", *_SUFFIXES))))
    findable = _spellings((*spelled, *(stem for stem in stems if len(stem[0]) > 2)))
    inside = {word for word in findable if key(word) in known}
    more_stops, more_uses = set(_folded(stop_words)), set(_folded(use_words))
    stops = (STOP_WORDS.union(_of_platforms(platforms)) - more_uses) | more_stops
    uses = (USE_WORDS - stops) | more_uses
    tokens = (USE_TOKENS - stops) | {word for word in more_uses if _TOKENS(word) == [word]}
    return Vocabulary(
        known=known,
        inside=_by_head(inside),
        initials=frozenset(word[0] for word in inside),
        widest=max((_width(spelling) for spelling, _ in spelled), default=1),
        has_lists=bool(company.departments or company.projects),
        seen_departments=unlisted,
        use_words=_use_pattern(frozenset(uses - tokens)),
        use_tokens=frozenset(tokens),
        says_nothing=_nothing_pattern(frozenset(stops)),
        lower_case_platforms=frozenset(lower_case_platforms),
        example=(proper(company.departments[0].name) or None) if company.departments else None,
    )


def proper(name: str) -> str:
    """A department's or project's name as a proposal shows it: tidy, without brackets; empty: nothing is left."""
    return "-".join(filter(None, split(clean(name))))


def including(department: str, words: Vocabulary) -> Vocabulary:
    """`words` and one department more; costs little, whatever the size of the company."""
    name = proper(department)
    if not key(name) or key(name) in words.known:
        return words
    known = {department: name, key(name): name}
    inside: dict[str, tuple[str, ...]] = {}
    for spelling in (fold(name), key(name)):
        head = spelling[:2]
        inside[head] = (spelling, *inside.get(head, ()), *words.inside.get(head, ()))
    return words._replace(
        known=ChainMap(known, words.known),  # type: ignore[arg-type] # typed for writing, which nobody does
        inside=ChainMap(inside, words.inside),  # type: ignore[arg-type] # same
        initials=words.initials.union(fold(name)[:1], key(name)[:1]),
        widest=max(words.widest, _width(name)),
    )


def place_in(text: str, words: Vocabulary) -> tuple[int, int] | None:
    """Where in folded `text` the first department or project stands, as start and end.

    A spelling of two characters is believed only where the text begins with it.
    """
    if words.initials.isdisjoint(text):
        return None
    for at in range(len(text) - 1):
        for word in words.inside.get(text[at : at + 2], ()):
            end = at + len(word)
            if text.startswith(word, at) and (len(word) > 2 or at == 0) and _is_whole(text, at, end):
                return at, end
    return None


def says_use(text: str, words: Vocabulary) -> bool:
    """Whether folded `text` has a word of use in it: Chinese anywhere, English as a whole word."""
    if words.use_words(text):
        return True
    for token in _TOKENS(text):
        if token in words.use_tokens or token.removesuffix("s") in words.use_tokens:
            return True
    return False


def says_place(text: str) -> bool:
    """Whether folded `text` mentions something like a department, though no list has it."""
    return _HAS_PLACE(text) is not None or is_like_place(text) or not PLACE_TOKENS.isdisjoint(_TOKENS(text))


def is_like_place(text: str) -> bool:
    """Whether folded `text` is what a department may be called, so that words of use in it are part of that."""
    stem = text.rstrip(_GROUP_ENDS).removesuffix("交流")
    return stem.endswith(_PLACE_ENDS) and not stem.endswith(_NO_PLACE_ENDS)


def _width(spelling: str) -> int:
    return len(split(clean(spelling).replace(" ", "-")))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether neither a Latin word nor the name of another department goes on across the ends."""
    return not (_runs_on(text, start) or _runs_on(text, end) or _GOES_ON_TO_DEPARTMENT(text, end))


def _runs_on(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before < _UNSPACED and after < _UNSPACED and before.isalpha() and after.isalpha()


def _by_head(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first two characters, longest first: thousands of projects cost a name nothing."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[:2], []).append(word)
    return {head: tuple(same) for head, same in found.items()}


@lru_cache(maxsize=8)
def _use_pattern(words: frozenset[str]) -> Matcher:
    """Made once for each set of words: a run that sets the scene anew has the same ones."""
    return re.compile(f"{_alternation(words)}|{_OF_A_PROJECT}").search


@lru_cache(maxsize=8)
def _nothing_pattern(words: frozenset[str]) -> Matcher:
    return re.compile(rf"(?>[\W\d_]+|{_alternation(words)})*+").fullmatch


def _alternation(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first; those that end in Latin letters as whole words."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return (
        "|".join(re.escape(word) + "(?![a-z])" * ("a" <= word[-1] <= "z") for word in longest_first) or "(?!)"
    )


def _of_platforms(names: Iterable[str]) -> Iterator[str]:
    """Latin ones are product names as well: a group called after one may be about it."""
    for name in map(fold, names):
        if not name.isascii():
            yield from (name, f"{name}群")


def _folded(words: Iterable[str]) -> Iterator[str]:
    return (fold(clean(word)) for word in words)


def _listed(company: Company) -> Iterator[tuple[str, str]]:
    """Every spelling of the lists with the name proper. The first owner of a spelling keeps it."""
    for entries in (company.departments, company.projects):
        yield from ((entry.name, proper(entry.name)) for entry in entries)
        yield from ((alias, proper(entry.name)) for entry in entries for alias in entry.aliases)


def _stems(company: Company) -> Iterator[tuple[str, str]]:
    """The projects' spellings without what a project's name may or may not end with."""
    for project in company.projects:
        for spelling in map(clean, (project.name, *project.aliases)):
            end = next((end for end in _SUFFIXES if fold(spelling).endswith(end)), "")
            yield spelling[: len(spelling) - len(end)].rstrip(" "), proper(project.name)


def _unlisted(company: Company, seen: Iterable[str], listed: Iterable[tuple[str, str]]) -> Iterator[str]:
    keys = {key(clean(spelling)) for spelling, _ in listed}
    names = (
        {profile.department for profile in company.profiles.values()}
        | {person.department for person in company.people.values()}
        | set(seen)
    )
    return (name for name in names if name and key(clean(name)) not in keys)


def _by_key(spelled: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By key, and by the spelling itself, which spares the common good name the making of a key."""
    known: dict[str, str] = {}
    for spelling, name in spelled:
        if name:
            known.setdefault(key(clean(spelling)), name)
            known.setdefault(spelling, name)
    return {spelling: name for spelling, name in known.items() if spelling not in _NOT_NAMES}


def _spellings(spelled: Iterable[tuple[str, str]]) -> Iterator[str]:
    for spelling, _ in spelled:
        text = proper(spelling)
        yield from (word for word in {fold(text), key(text)} if len(word) > 1)
