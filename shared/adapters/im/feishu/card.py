"""A card in Feishu's own form (Card JSON 2.0). Whatever comes from outside stands in plain text or is escaped."""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.adapters.im.feishu.guesses import Guesses
from shared.core.card import Block, Button, Card, Link
from shared.core.display import harmless, harmless_lines

Element = dict[str, Any]

_MARKED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""ASCII's punctuation: every character that Feishu's markdown could read as markup, a mention, a tag or a link."""
_GREY = "grey"


def rendered(card: Card, guesses: Guesses) -> Element:
    asks = any(block.buttons or (card.link and not block.note) for block in card.blocks)
    return {
        "schema": "2.0",
        "config": {"update_multi": True, "enable_forward": guesses.can_forward},
        "header": {"title": _plain(harmless(card.heading)), "template": "wathet" if asks else _GREY},
        "body": {"elements": list(_elements(card))},
    }


def escaped(said: str) -> str:
    """As text within markdown: one harmless line, with entities for all that could be markup."""
    return "".join(f"&#{ord(char)};" if char in _MARKED else char for char in harmless(said))


def parts_of(shown: object) -> int:
    """How many components the vendor counts: whatever has a tag. What a button sends back has none."""
    if isinstance(shown, dict):
        return ("tag" in shown) + sum(map(parts_of, shown.values()))
    return sum(map(parts_of, shown)) if isinstance(shown, list) else 0


def _elements(card: Card) -> Iterator[Element]:
    if card.intro:
        yield _line(card.intro)
    for number, block in enumerate(card.blocks):
        if number or (card.intro and len(card.blocks) > 1):  # a greeting and what it leads to are one thing
            yield {"tag": "hr"}
        yield from _block(block, card, card.link if len(card.blocks) == 1 else None)
    if card.link and len(card.blocks) > 1:
        yield {"tag": "hr"}
        is_first = not any(block.buttons for block in card.blocks)
        yield _side_by_side([_column([_leading(card.link, is_first=is_first)])])
    for said in filter(None, (card.rest, card.ask)):
        yield {"tag": "hr"}
        yield _line(said)
    if card.footer:
        yield {"tag": "hr"}
        yield _line(card.footer, size="notation", color=_GREY)


def _block(block: Block, card: Card, link: Link | None) -> Iterator[Element]:
    """`link`: stands beside the answers."""
    if harmless(block.title):
        yield {"tag": "markdown", "content": f"**{escaped(block.title)}**"}
    if block.body:
        yield _line(block.body)
    if block.draft:
        yield _side_by_side([_column([_line(block.draft)], background=_GREY)])
    if block.note:
        yield _line(block.note, size="notation", color=_GREY)
    # beside a note only where the answer can be given again
    row = [_button(button, card, is_first=not number) for number, button in enumerate(block.buttons)]
    if link:
        row.append(_leading(link, is_first=not (row or block.note)))
    if row:
        yield _side_by_side(_column([one]) for one in row)


def _button(button: Button, card: Card, *, is_first: bool) -> Element:
    """What it sends back is ours alone: ids, and nothing that anybody wrote."""
    value = {"nudge": card.nudge, "day": card.day, "case": button.case, "deed": button.deed}
    return {
        "tag": "button",
        "type": "primary" if is_first else "default",
        "text": _plain(harmless(button.label)),
        "behaviors": [{"type": "callback", "value": value}],
    }


def _leading(link: Link, *, is_first: bool) -> Element:
    return {
        "tag": "button",
        "type": "primary" if is_first else "default",
        "text": _plain(harmless(link.label)),
        "behaviors": [{"type": "open_url", "default_url": link.address}],
    }


def _side_by_side(columns: Iterable[Element]) -> Element:
    return {"tag": "column_set", "flex_mode": "flow", "columns": list(columns)}


def _column(elements: list[Element], *, background: str = "") -> Element:
    if not background:
        return {"tag": "column", "width": "auto", "elements": elements}
    return {
        "tag": "column",
        "width": "weighted",
        "weight": 1,
        "background_style": background,
        "padding": "8px",
        "elements": elements,
    }


def _line(said: str, *, size: str = "normal", color: str = "default") -> Element:
    return {"tag": "div", "text": _plain(harmless_lines(said)) | {"text_size": size, "text_color": color}}


def _plain(said: str) -> Element:
    return {"tag": "plain_text", "content": said}
