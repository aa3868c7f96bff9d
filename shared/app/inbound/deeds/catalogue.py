"""Every deed, in the order of the buttons: one line each."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.app.inbound.deeds import (
    done,
    explain,
    give_over,
    keep,
    keep_longer,
    keep_name,
    look_after_too,
    none_to_file,
    not_now,
    still_mine,
    take_over,
)
from shared.app.inbound.deeds.base import Answering

ANSWERS: tuple[Answering, ...] = (
    done.ANSWERING,
    keep.ANSWERING,
    keep_longer.ANSWERING,
    keep_name.ANSWERING,
    explain.ANSWERING,
    take_over.ANSWERING,
    look_after_too.ANSWERING,
    not_now.ANSWERING,
    give_over.ANSWERING,
    still_mine.ANSWERING,
    none_to_file.ANSWERING,
)
ANSWERS_BY_ID: Mapping[str, Answering] = MappingProxyType({one.deed.id: one for one in ANSWERS})
DEEDS = tuple(one.deed for one in ANSWERS if one.deed.is_for_cards)
"""Those that a card can offer."""
