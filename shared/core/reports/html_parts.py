"""Builds markup that cannot be broken into: text is escaped unless it is already markup, and names are isolated."""

from collections.abc import Iterable
from html import escape

from shared.core.display import clean, harmless
from shared.core.lang import Bilingual, Lang
from shared.core.reports.words import say_both

_VOID = frozenset({"br", "input", "link", "meta"})
Attribute = str | int | bool | None


class Html(str):
    """Text that is markup already; made by `el` and its friends only."""

    __slots__ = ()


def el(tag: str, *children: str | Iterable[str], **attributes: Attribute) -> Html:
    """One element. `class_` is class, `data_v` is data-v; True is a bare attribute, None and False are none."""
    start = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    return Html(start if tag in _VOID else f"{start}{_inside(children)}</{tag}>")


def _inside(children: Iterable[str | Iterable[str]]) -> str:
    return "".join(_markup(child) if isinstance(child, str) else _inside(child) for child in children)


def _markup(text: str) -> str:
    return text if isinstance(text, Html) else escape(clean(text))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(clean(str(value)))}"'


def joined(parts: Iterable[str]) -> Html:
    return Html("".join(_markup(part) for part in parts))


def name(text: str) -> Html:
    """A name from outside: its direction of writing cannot leak into its surroundings."""
    return el("bdi", harmless(text))


def lines(text: str) -> Html:
    """Text with its line breaks, isolated as `name` is."""
    broken = (_markup(harmless(line)) for line in text.split("\n"))
    return el("bdi", Html(el("br").join(broken)))


def bilingual(words: Bilingual) -> Html:
    """The same in every language, of which the page shows one at a time."""
    if len(set(words.values())) == 1:
        return el("span", next(iter(words.values())))
    return joined(el("span", words[lang], class_="t", lang=lang.value) for lang in Lang)


def said(key: str, **fields: object) -> Html:
    """A sentence of strings.py in every language."""
    return bilingual(say_both(key, **fields))


def head_row(columns: Iterable[str], numeric: str | None = None) -> Html:
    """A table's head; columns are keys of strings.py, `numeric` the one with numbers."""
    cells = [
        el("th", said(column), scope="col", class_="num" if column == numeric else None) for column in columns
    ]
    return el("thead", el("tr", cells))
