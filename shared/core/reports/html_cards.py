"""The messages on the page, drawn as the cards that their readers would find in the chat app."""

from collections.abc import Iterator

from shared.core.card import Block, Button, Card
from shared.core.display import harmless, harmless_lines, shorten
from shared.core.findings.survey import Digest, Survey
from shared.core.lang import Lang
from shared.core.recipient import Recipient
from shared.core.reports.html_parts import Html, bilingual, el, lines, name, said
from shared.core.reports.overview import CARDS, one_line, shown
from shared.core.reports.words import moment, say, term

ITEMS = 50
"""Findings of one card."""


def cards(survey: Survey) -> Iterator[Html]:
    if not survey.digests:
        yield el("p", said("no_messages"), class_="none")
        return
    yield el("p", said("cards_note"), " ", said("cards_lang"), class_="note")
    yield Html('<div class="cards">')
    for digest in survey.digests[:CARDS]:
        yield _card(digest, survey.write(digest))
    yield Html("</div>")
    if len(survey.digests) > CARDS:
        yield el("p", said("capped_cards", cap=CARDS, n=len(survey.digests) - CARDS), class_="note")


def _card(digest: Digest, card: Card) -> Html:
    sent_at = {each: say("send_at", each, when=moment(digest.send_at, each)) for each in Lang}
    time = el("time", bilingual(sent_at), datetime=digest.send_at.isoformat())
    return el(
        "article",
        el("header", el("h3", _reader(digest.recipient)), el("p", time)),
        _message(card),
        class_="card",
    )


def _reader(recipient: Recipient) -> list[Html]:
    role = bilingual(term("role", recipient.role))
    who = shorten(harmless(recipient.name or recipient.account or ""))
    return [name(who), el("small", role)] if who else [role]


def _message(card: Card) -> Html:
    rest = len(card.blocks) - ITEMS
    return el(
        "div",
        el("h4", name(one_line(card.heading))),
        el("p", lines(harmless_lines(card.intro))),
        [_block(shown(block)) for block in card.blocks[:ITEMS]],
        el("p", said("more_in_message", n=rest), class_="soft") if rest > 0 else "",
        el("p", lines(harmless_lines(card.footer)), class_="foot"),
        class_="im",
        lang=card.lang.value,
    )


def _block(block: Block) -> Html:
    return el(
        "section",
        el("h5", name(block.title)) if block.title else "",
        el("p", lines(block.body)) if block.body else "",
        _draft(block.draft) if block.draft else "",
        _buttons(block.buttons) if block.buttons else "",
    )


def _draft(draft: str) -> Html:
    return el("div", el("p", said("draft"), class_="tag"), el("p", lines(draft)), class_="draft")


def _buttons(buttons: tuple[Button, ...]) -> Html:
    """Drawn, not real: there is nothing to press on a preview."""
    return el(
        "div",
        el("p", said("buttons"), class_="unseen"),
        el("ul", [el("li", name(button.label)) for button in buttons]),
        class_="buttons",
    )
