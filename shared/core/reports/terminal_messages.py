"""The messages that people would get, as the terminal shows them: the first few in full, the rest counted."""

from collections.abc import Iterator

from shared.core.card import Block
from shared.core.display import harmless, harmless_lines
from shared.core.findings.survey import Digest
from shared.core.reports.columns import clip, wrap
from shared.core.reports.ink import Pen
from shared.core.reports.overview import CARDS, one_line, recipient_words, shown
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


def _samples(digests: tuple[Digest, ...]) -> list[Digest]:
    """A few that are about different things, in their order."""
    leading: dict[str, Digest] = {}
    for digest in digests:
        leading.setdefault(digest.items[0].row.check.id, digest)
    return list(leading.values())[:MESSAGES]


def _message(page: Page, digest: Digest) -> Iterator[str]:
    lang, ink, card = page.lang, page.ink, page.survey.write(digest)
    yield f"  {ink.bold(clip(recipient_words(digest.recipient)[lang], page.width - 2))}"
    yield f"  {ink.dim(say('send_at', lang, when=moment(digest.send_at, lang)))}"
    yield from _quoted(page, one_line(card.heading), ink.bold)
    yield from _quoted(page, harmless_lines(card.intro), ink.plain)
    for number, block in enumerate(card.blocks[:ITEMS]):
        if number or block.title:
            yield "  │"
        yield from _block(page, shown(block))
    if len(card.blocks) > ITEMS:
        yield "  │"
        yield from _quoted(page, "… " + say("more_in_message", lang, n=len(card.blocks) - ITEMS), ink.dim)
    yield "  │"
    yield from _quoted(page, harmless(card.footer), ink.dim)


def _block(page: Page, block: Block) -> Iterator[str]:
    ink = page.ink
    if block.title:
        yield from _quoted(page, block.title, ink.bold)
    if block.body:
        yield from _quoted(page, block.body, ink.plain)
    if block.draft:
        yield from _quoted(page, block.draft, ink.dim, margin="  ")
    if block.buttons:
        yield from _quoted(page, " ".join(f"[{button.label}]" for button in block.buttons), ink.plain)


def _quoted(page: Page, text: str, pen: Pen, margin: str = "") -> Iterator[str]:
    for line in wrap(text, min(page.width, _WIDEST) - 4 - len(margin)):
        yield f"  │ {margin}{pen(line)}"
