"""Writes HTML: every value is escaped, and a template that asks for what is not there is a bug that a test finds."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters.web.compiled import Compiled
from shared.adapters.web.static_files import address
from shared.adapters.web.words import WORDS
from shared.core.lang import Lang, day

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Compiled(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = address
    return made


def html(template: str, lang: Lang, **values: Any) -> str:
    """`w.word` is a text of the pages; `w("word", name=…)` one that something is filled into."""
    return (
        environment()
        .get_template(template)
        .render(lang=lang, w=_Words(lang), said_on=_said_on(lang), **values)
    )


class _Words:
    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def __getattr__(self, name: str) -> str:
        try:
            return WORDS[name][self._lang]
        except KeyError:
            raise AttributeError(name) from None

    def __call__(self, word: str, /, **fields: object) -> str:
        return WORDS[word][self._lang].format(**fields)


def _said_on(lang: Lang) -> Any:
    def said(when: date, today: date) -> str:
        return day(when, lang, today)

    return said
