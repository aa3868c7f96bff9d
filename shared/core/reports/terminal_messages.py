"""The messages that people would get, as the terminal shows them: the first few in full, the rest counted."""

from collections.abc import Iterator

from shared.core.display import harmless, harmless_lines
from shared.core.findings.survey import Digest, Item
from shared.core.reports.columns import clip, wrap
from shared.core.reports.ink import Pen
from shared.core.reports.overview import CARDS, opening, recipient_words, told
from shared.core.reports.terminal_page import Page, heading
from shared.core.reports.words import moment, say

MESSAGES, ITEMS = 3, 3
"""How many are shown: messages, and findings of one message."""
_WIDEST = 92
"""Longer lines of running text are hard to read."""


def messages(page: Page) -> Iterator[str]:
    digests, lang = page.survey.digests, page.lang
    if not digests:
        yield from heading(page, "cards")
        yield "  " + say("no_messages", lang)
        return
    items = sum(len(digest.items) for digest in digests)
    yield from heading(page, "messages", say("messages_meaning", lang, n=items), n=len(digests))
    for number, digest in enumerate(_samples(digests)):
        yield from ("",) if number else ()
        yield from _message(page, digest)
    rest = len(digests) - len(_samples(digests))
    if rest:
        yield ""
        yield "  " + page.ink.dim("… " + say("more_messages", lang, n=rest, cards=CARDS))
    if page.survey.hint:
        yield ""
        yield from _message(page, page.survey.hint)


def _samples(digests: tuple[Digest, ...]) -> list[Digest]:
    """A few that are about different things, in their order."""
    leading: dict[str, Digest] = {}
    for digest in digests:
        leading.setdefault(digest.items[0].row.check.id, digest)
    return list(leading.values())[:MESSAGES]


def _message(page: Page, digest: Digest) -> Iterator[str]:
    lang, ink = page.lang, page.ink
    yield f"  {ink.bold(clip(recipient_words(digest.recipient)[lang], page.width - 2))}"
    yield f"  {ink.dim(say('send_at', lang, when=moment(digest.send_at, lang)))}"
    first = harmless_lines(opening(digest))
    yield from _quoted(page, first, ink.plain) if first else ()
    for number, item in enumerate(digest.items[:ITEMS]):
        if number or first:
            yield "  │"
        yield from _item(page, item)
    if len(digest.items) > ITEMS:
        yield "  │"
        yield from _quoted(page, "… " + say("more_in_message", lang, n=len(digest.items) - ITEMS), ink.dim)
    yield "  │"
    yield from _quoted(page, harmless(digest.footer), ink.dim)


def _item(page: Page, item: Item) -> Iterator[str]:
    text, ink = told(item), page.ink
    yield from _quoted(page, text.title, ink.bold)
    if text.body:
        yield from _quoted(page, text.body, ink.plain)
    if text.draft:
        yield from _quoted(page, text.draft, ink.dim, margin="  ")
    if text.buttons:
        yield from _quoted(page, " ".join(f"[{label}]" for label in text.buttons), ink.plain)


def _quoted(page: Page, text: str, pen: Pen, margin: str = "") -> Iterator[str]:
    for line in wrap(text, min(page.width, _WIDEST) - 4 - len(margin)):
        yield f"  │ {margin}{pen(line)}"
