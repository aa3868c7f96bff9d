"""Names proposed to one reader for several groups: no two the same, and none that says less than the name it would replace."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.core.naming.reading import clean, fold, key, read
from shared.core.naming.regions import regions_of

_NUMBER = re.compile(
    r"\d+|[a-z](?=[组班队座栋])|[零一二两三四五六七八九十百]+(?=[期组群区店部号班队批届楼年月线厂])"
)


class Offer(NamedTuple):
    """A name that could be proposed."""

    present: str
    proposed: str


def fit(offers: Sequence[Offer], taken: Iterable[str] = ()) -> tuple[bool, ...]:
    """Of each whether it may be proposed beside the others; `taken`: names that other groups of the reader have.

    Where two would be the same, neither is: nobody knows which of the groups it suits.
    """
    proposed = Counter(_folded(offer.proposed) for offer in offers)
    present = Counter(_folded(name) for name in (*taken, *(offer.present for offer in offers)))
    return tuple(_is_fit(offer, proposed, present) for offer in offers)


def _is_fit(offer: Offer, proposed: Counter[str], present: Counter[str]) -> bool:
    name = _folded(offer.proposed)
    others = present[name] - (name == _folded(offer.present))
    return proposed[name] == 1 and others == 0 and not lost(offer)


def lost(offer: Offer) -> frozenset[str]:
    """The regions and numbers of the present name that the proposed one does not say; its count of members is none."""
    return _told(offer.present) - _told(offer.proposed)


def _told(name: str) -> frozenset[str]:
    text = fold(read(name).text)
    return frozenset((*regions_of(text), *_NUMBER.findall(text)))


def _folded(name: str) -> str:
    return key(clean(name))
