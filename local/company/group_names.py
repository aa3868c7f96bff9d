"""Names the company's groups in every shape that real names have, each with what the manual says of it."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from local.company import group_words as words
from local.company.dice import Dice, deal
from local.company.vocabulary import PROJECTS, UNITS, UnitWords

T = TypeVar("T")

QUOTAS = (
    ("project", 38),
    ("fullwidth", 14),
    ("bracketed", 10),
    ("alias", 14),
    ("stop_use", 4),
    ("english_alias", 6),
    ("three_part", 4),
    ("spaced", 16),
    ("joined", 14),
    ("campaign", 18),
    ("project_joined", 10),
    ("cheer", 14),
    ("default", 10),
    ("flagged", 6),
    ("wechat", 6),
    ("traditional", 5),
    ("english_free", 5),
    ("emoji", 5),
)
"""In 300 names; the rest are `department`, the plain 部门-用途."""
SPECIAL = 1 + len(words.NOTICE) + len(words.ON_CALL) + len(words.EXTERNAL)

_EXPECT = {
    **dict.fromkeys(("spaced", "joined", "campaign", "project_joined"), "advice"),
    **dict.fromkeys(("cheer", "default"), "duty"),
    **dict.fromkeys(("flagged", "wechat", "traditional", "english_free", "emoji", "external"), "open"),
}
"""What the manual says of a shape; `ok` where it is not named here."""


class Named(NamedTuple):
    name: str
    shape: str
    expect: str
    unit: str
    project: str | None
    use: str
    kind: str = "project"


class _Deck:
    """Departments with a use, and projects with a use, each pair dealt once before any comes again."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self._pairs = dice.shuffled([(unit, use) for unit in UNITS for use in unit.uses])
        self._ventures = dice.shuffled([(project, use) for project in PROJECTS for use in project.uses])
        self._drawn: dict[str, int] = {}

    def count(self, what: str) -> int:
        """How often this was drawn before."""
        seen = self._drawn.get(what, 0)
        self._drawn[what] = seen + 1
        return seen

    def unit_use(self) -> tuple[UnitWords, str]:
        return self._pairs[self.count("unit") % len(self._pairs)]

    def project_use(self) -> tuple[str, str, str]:
        """(unit, project, use)"""
        project, use = self._ventures[self.count("project") % len(self._ventures)]
        return project.unit, project.name, use

    def next_of(self, items: Sequence[T], what: str) -> T:
        return items[self.count(what) % len(items)]


def name_groups(dice: Dice, count: int) -> list[Named]:
    """The special groups first, then `count` in all, no two alike (also on a disk that ignores case)."""
    deck = _Deck(dice)
    shapes = deal(dice, QUOTAS, "department", count - SPECIAL)
    taken: set[str] = set()
    return [_unlike(named, taken) for named in (*_specials(), *(_named(shape, deck) for shape in shapes))]


def _specials() -> list[Named]:
    unit, name = words.ALL_STAFF
    groups = [Named(name, "special", "ok", unit, None, "全员通知", "all_staff")]
    for kind, table in (("notice", words.NOTICE), ("on_call", words.ON_CALL), ("external", words.EXTERNAL)):
        for unit, name in table:
            shape = "external" if kind == "external" else "special"
            groups.append(Named(name, shape, _EXPECT.get(shape, "ok"), unit, None, _use_in(name), kind))
    return groups


def _named(shape: str, deck: _Deck) -> Named:
    expect = _EXPECT.get(shape, "ok")
    if shape in {"project", "project_joined"}:
        unit, project, use = deck.project_use()
        return Named(f"{project}{'-' if expect == 'ok' else ' '}{use}群", shape, expect, unit, project, use)
    if shape in _PLACED:
        unit, name = deck.next_of(_PLACED[shape], shape)
        return Named(name, shape, expect, unit, None, _use_in(name))
    unit_words, use = deck.unit_use()
    return Named(_built(shape, unit_words, use, deck), shape, expect, unit_words.name, None, use)


_PLACED = {
    "campaign": words.CAMPAIGNS,
    "traditional": words.TRADITIONAL,
    "english_free": words.ENGLISH_FREE,
    "english_alias": words.ENGLISH_ALIASED,
}
"""Whole names, with the department that has such a group."""
_UNPLACED = {"cheer": words.CHEERS, "default": words.DEFAULTS}
"""Whole names that hide what the group is for."""


def _built(shape: str, unit: UnitWords, use: str, deck: _Deck) -> str:
    if shape in _UNPLACED:
        return deck.next_of(_UNPLACED[shape], shape)
    use += deck.dice.pick(words.SUFFIXES)
    pattern = deck.next_of(words.PATTERNS[shape], shape)
    return pattern.format(unit=unit.name, alias=deck.dice.pick(unit.aliases), use=use)


def _use_in(name: str) -> str:
    """What is left of a name without its department and the word for group."""
    _, hyphen, right = name.partition("-")
    return (right if hyphen else name.removeprefix("A&B ")).removesuffix("群").removesuffix("组")


def _unlike(named: Named, taken: set[str]) -> Named:
    """The same name with a number, where somebody had the idea before."""
    number, name = 1, named.name
    while (folded := normalize("NFKC", name).casefold()) in taken:
        number += 1
        name = f"{named.name}{number}"
    taken.add(folded)
    return named._replace(name=name)
