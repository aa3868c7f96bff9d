"""The messages on the page, drawn as the cards that their readers would find in the chat app."""

from collections.abc import Iterator

from shared.core.display import harmless, harmless_lines, shorten
from shared.core.findings.survey import Digest, Item, Survey
from shared.core.lang import Lang
from shared.core.recipient import Recipient
from shared.core.reports.html_parts import Html, bilingual, el, lines, name, said
from shared.core.reports.overview import CARDS, opening, told
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
        yield _card(digest, survey.lang)
    if survey.hint:
        yield _card(survey.hint, survey.lang)
    yield Html("</div>")
    if len(survey.digests) > CARDS:
        yield el("p", said("capped_cards", cap=CARDS, n=len(survey.digests) - CARDS), class_="note")


def _card(digest: Digest, lang: Lang) -> Html:
    sent_at = {each: say("send_at", each, when=moment(digest.send_at, each)) for each in Lang}
    time = el("time", bilingual(sent_at), datetime=digest.send_at.isoformat())
    return el(
        "article",
        el("header", el("h3", _reader(digest.recipient)), el("p", time)),
        _message(digest, lang),
        class_="card",
    )


def _reader(recipient: Recipient) -> list[Html]:
    role = bilingual(term("role", recipient.role))
    who = shorten(harmless(recipient.name or recipient.account or ""))
    return [name(who), el("small", role)] if who else [role]


def _message(digest: Digest, lang: Lang) -> Html:
    rest = len(digest.items) - ITEMS
    return el(
        "div",
        el("p", lines(harmless_lines(opening(digest)))) if digest.greeting else "",
        [_item(item) for item in digest.items[:ITEMS]],
        el("p", said("more_in_message", n=rest), class_="soft") if rest > 0 else "",
        el("p", lines(harmless_lines(digest.footer)), class_="foot"),
        class_="im",
        lang=lang.value,
    )


def _item(item: Item) -> Html:
    text = told(item)
    return el(
        "section",
        el("h4", name(text.title)),
        el("p", lines(text.body)) if text.body else "",
        _draft(text.draft) if text.draft else "",
        _buttons(text.buttons) if text.buttons else "",
    )


def _draft(draft: str) -> Html:
    return el("div", el("p", said("draft"), class_="tag"), el("p", lines(draft)), class_="draft")


def _buttons(labels: tuple[str, ...]) -> Html:
    """Drawn, not real: there is nothing to press on a preview."""
    return el(
        "div",
        el("p", said("buttons"), class_="unseen"),
        el("ul", [el("li", name(label)) for label in labels]),
        class_="buttons",
    )
