"""The handouts themselves: a text to paste, and two pages of one file each that load nothing."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from shared.core.handouts import words
from shared.core.handouts.basis import Basis
from shared.core.handouts.paper import CSS
from shared.core.lang import Bilingual
from shared.core.reports.html_parts import Html, el, lines


def announcement(basis: Basis) -> str:
    """For the company's own announcement: plain text in lines."""
    return "\n".join((*(_said(one, basis) for one in words.ANNOUNCEMENT), *_foot(basis))) + "\n"


def poster(basis: Basis) -> Iterator[str]:
    steps = (el("li", _said(step, basis)) for step in words.POSTER_STEPS)
    foot = (_said(words.POSTER_FOOT, basis), *_foot(basis))
    yield from _page(
        _said(words.POSTER_TITLE, basis),
        basis,
        el("p", _said(words.POSTER_LEAD, basis), class_="lead"),
        el("ol", steps),
        el("footer", (el("p", line) for line in foot)),
        kind="poster",
    )


def for_heads(basis: Basis) -> Iterator[str]:
    """What heads of department read before the pilot begins."""
    parts = (
        el("section", el("h2", _said(title, basis)), el("ul", (el("li", _said(one, basis)) for one in lines)))
        for title, lines in words.HEADS
    )
    yield from _page(
        _said(words.HEADS_TITLE, basis),
        basis,
        el("p", _said(words.HEADS_LEAD, basis), class_="lead"),
        *parts,
        el("footer", (el("p", line) for line in _foot(basis))),
        kind="heads",
    )


def _said(said: Bilingual, basis: Basis) -> str:
    return said[basis.lang].format_map(basis.fields())


def _foot(basis: Basis) -> Iterator[str]:
    yield words.ADDRESS[basis.lang] + basis.address
    yield _said(words.ASK, basis)
    if basis.notice:
        yield words.LINK[basis.lang] + basis.notice


def _page(title: str, basis: Basis, *body: Html, kind: str) -> Iterator[str]:
    lang = basis.lang.value
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(CSS.encode()).digest()).decode()}'"
    yield f'<!doctype html>\n<html lang="{lang}">\n'
    yield el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title.replace("\n", "")),
        el("style", Html(CSS)),
    )
    yield "\n" + el("body", el("h1", lines(title)), *body, class_=kind) + "\n</html>\n"
