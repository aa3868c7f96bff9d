"""Every deed, in the order of the buttons: one line each."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.app.inbound.deeds import done, explain, give_over, keep, not_now, still_mine, take_over
from shared.app.inbound.deeds.base import Answering

ANSWERS: tuple[Answering, ...] = (
    done.ANSWERING,
    keep.ANSWERING,
    explain.ANSWERING,
    take_over.ANSWERING,
    not_now.ANSWERING,
    give_over.ANSWERING,
    still_mine.ANSWERING,
)
ANSWERS_BY_ID: Mapping[str, Answering] = MappingProxyType({one.deed.id: one for one in ANSWERS})
DEEDS = tuple(one.deed for one in ANSWERS)
