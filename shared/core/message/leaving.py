"""A message that would leave, as a program reads it: the same record of one that is foreseen and of a dry run's."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from shared.core.account import Account
from shared.core.card import Card
from shared.core.case import CaseKey
from shared.core.display import harmless, harmless_lines
from shared.core.recipient import Recipient


def record(
    card: Card,
    reader: Recipient,
    *,
    person: Account | None,
    at: datetime,
    shown: Iterable[CaseKey],
    left_out: int,
) -> dict[str, Any]:
    """JSON-ready, its keys in a fixed order (docs/preview.md). `at` is when it would leave, in the reader's zone."""
    return {
        "person": person,
        "name": None if reader.name is None else harmless(reader.name),
        "account": reader.account,
        "at": at.isoformat(),
        "lang": card.lang.value,
        "heading": harmless(card.heading),
        "text": plain(card),
        "buttons": list(dict.fromkeys(button.deed for block in card.blocks for button in block.buttons)),
        "shown": [key._asdict() for key in shown],
        "left_out": left_out,
        "why_this_person": reader.role.value,
    }


def plain(card: Card) -> str:
    """What stands below the heading, as its reader sees it: one paragraph after the other, no markup, no buttons."""
    return "\n".join(filter(None, _paragraphs(card)))


def _paragraphs(card: Card) -> Iterator[str]:
    yield harmless_lines(card.intro)
    for block in card.blocks:
        yield harmless(block.title)
        for text in (block.body, block.draft or "", block.note):
            yield harmless_lines(text)
    yield harmless_lines(card.rest)
    yield harmless_lines(card.ask)
    yield harmless_lines(card.footer)
