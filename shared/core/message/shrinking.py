"""Makes a card smaller until its platform shows all of it. What it leaves out stands on its page, if it has one."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from shared.core.card import Block, Card, Link
from shared.core.lang import Bilingual, both
from shared.core.message.writer import heading_of_many

_ALL = both("全部 {count} 项", "All {count} items")
_MINE = both("我的群", "My groups")
_GO = both("去处理", "Open")


class Cut(Enum):
    """What each item of a card still has."""

    NOTHING = 0
    """Everything."""
    DEEDS = 1
    """The first of its answers."""
    ALL_DEEDS = 2
    """What is said of it, and no answers."""
    BODY = 3
    """Its title alone."""


class Size(NamedTuple):
    items: int
    """Of those that are due the first so many."""
    cut: Cut = Cut.NOTHING


def size_of(items: int, fits: Callable[[Size], bool], *, has_page: bool) -> Size | None:
    """The largest that fits, of so many items that are due; None: not even one of them does.

    Only what a page has may be cut; without one there are fewer items, whole.
    """
    cuts = (Cut.NOTHING, Cut.DEEDS, Cut.ALL_DEEDS) if has_page else (Cut.NOTHING,)
    for cut_ in cuts:
        if items and fits(Size(items, cut_)):
            return Size(items, cut_)
    fewer = _most(items, lambda some: fits(Size(some, cuts[-1])))
    if fewer:
        return Size(fewer, cuts[-1])
    least = Size(1, Cut.BODY)
    return least if items and has_page and fits(least) else None


def _most(items: int, fits: Callable[[int], bool]) -> int:
    low, high = 0, items
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def cut(card: Card, what: Cut) -> Card:
    return card._replace(blocks=tuple(_block(block, what) for block in card.blocks))


def _block(block: Block, what: Cut) -> Block:
    if what is Cut.NOTHING:
        return block
    if what is Cut.DEEDS:
        return block._replace(buttons=block.buttons[:1])
    if what is Cut.ALL_DEEDS:
        return block._replace(buttons=())
    return block._replace(buttons=(), body="", draft=None)


def leading(card: Card, address: str, whole: int, own: Bilingual | None = None) -> Card:
    """The card with a link to its page, which shows so many items: all of its own, and those that it has no room for.

    `own`: what the link says where there is one item that has words for it.
    """
    if whole > 1:
        label = _ALL[card.lang].format(count=whole)
    elif own is not None:
        label = own[card.lang]
    else:
        label = (_MINE if card.blocks[0].buttons else _GO)[card.lang]
    is_many = len(card.blocks) > 1
    heading = heading_of_many(whole, card.lang) if is_many else card.heading
    return card._replace(heading=heading, link=Link(address, label))
