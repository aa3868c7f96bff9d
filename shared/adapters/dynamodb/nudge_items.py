"""A message of the outbox as an item; each answer is an attribute of its own, so that nobody writes over another's."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, day_of, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.card import Block, Button, Card, Link
from shared.core.case import CaseKey, Step
from shared.core.lang import Lang
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State

ANSWER = "answer:"
"""An attribute's name begins so; the case's id follows."""
NOTED = "noted:"
"""Is there where the answer of the case that follows is final."""


def nudge_item(nudge: Nudge) -> dict[str, Any]:
    """Everything but the answers."""
    values = nudge._asdict()
    del values["answers"]
    midnight = datetime.combine(nudge.day, time.min, UTC)
    entry = None if nudge.state in SETTLED else keys.open_nudge(nudge.lease_until, nudge.account, nudge.day)
    return {
        **values,
        "also": packed(nudge.also) if nudge.also else None,
        "shown": packed(nudge.shown) if nudge.shown else None,
        "beyond": packed(nudge.beyond) if nudge.beyond else None,
        "body": nudge.body or None,
        "card": packed(nudge.card) if nudge.card else None,
        "ttl": epoch(midnight + retention.NUDGE),
        "G1PK": entry.pk if entry else None,
        "G1SK": entry.sk if entry else None,
    }


def nudge_of(item: Item) -> Nudge:
    answers = {
        name.removeprefix(ANSWER): answer_of(text) for name, text in item.items() if name.startswith(ANSWER)
    }
    return filled(Nudge, {**item, "answers": answers}, _CONVERT)


def spent(item: Item) -> Nudge:
    """What stands in for a row that cannot be read: its day is taken, and so is whatever is near it, since nobody knows
    when it was sent.
    """
    account, day = item["PK"].removeprefix(keys.OUTBOX), day_of(item["SK"])
    noon = datetime.combine(day, time(12), UTC)
    end = noon + timedelta(days=1)  # till then it is that day somewhere on earth
    return Nudge(account, day, "", State.UNCONFIRMED, "", noon, attempts=1, attempted=end)


def answer_of(text: str) -> Answer:
    deed, at, *rest = unpacked(text)
    return Answer(deed, moment_of(at), *rest)


def _shown(text: str) -> tuple[Shown, ...]:
    return tuple(
        Shown(CaseKey(*key), Step(step), tuple(evidence_key)) for key, step, evidence_key in unpacked(text)
    )


def _card(text: str) -> Card:
    card = Card(*unpacked(text))
    return card._replace(
        lang=Lang(card.lang),
        blocks=tuple(map(_block, card.blocks)),
        link=Link(*card.link) if card.link else None,
    )


def _block(values: Any) -> Block:
    block = Block(*values)
    return block._replace(buttons=tuple(Button(*button) for button in block.buttons))


_CONVERT: Convert = {
    "day": day_of,
    "state": State,
    "lease_until": moment_of,
    "attempted": moment_of,
    "also": lambda text: tuple(unpacked(text)),
    "shown": _shown,
    "beyond": _shown,
    "card": _card,
    "settled": moment_of,
}
