"""Says what the reports say: one table of sentences in both languages, numbers and moments in words."""

from collections.abc import Mapping
from datetime import datetime

from shared.core.display import harmless, shorten
from shared.core.lang import Bilingual, Lang
from shared.core.reports.strings import STRINGS
from shared.core.reports.terms import TERMS

_WEEKDAYS: Mapping[Lang, tuple[str, ...]] = {
    Lang.ZH: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    Lang.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


class Num(int):
    """A whole number that knows English plurals: `{n:group}`, `{n:person|people}`; with no noun only the number."""

    def __format__(self, noun: str) -> str:
        if not noun:
            return f"{int(self):,}"
        one, _, many = noun.partition("|")
        return f"{int(self):,} {one if self == 1 else many or one + 's'}"


def say(key: str, lang: Lang, **fields: object) -> str:
    """The sentence `key` of strings.py; fields from outside are made harmless and are never templates."""
    return STRINGS[key][lang].format(**{name: _field(value) for name, value in fields.items()})


def say_both(key: str, **fields: object) -> Bilingual:
    return {lang: say(key, lang, **fields) for lang in Lang}


def _field(value: object) -> object:
    return Num(value) if isinstance(value, int) else harmless(str(value))


def term(kind: str, name: str) -> Bilingual:
    """A word of the model in both languages; an unheard-of one stands for itself."""
    known = TERMS.get(f"{kind}.{name}")
    return known if known is not None else dict.fromkeys(Lang, shorten(harmless(name)))


def moment(when: datetime, lang: Lang) -> str:
    """Date, weekday, time and distance from UTC, so that it cannot be misread in another zone."""
    day = _WEEKDAYS[lang][when.weekday()]
    return f"{when.date().isoformat()} {day} {when:%H:%M} ({_offset(when)})"


def _offset(when: datetime) -> str:
    distance = when.utcoffset()
    minutes = int(distance.total_seconds() // 60) if distance is not None else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")
