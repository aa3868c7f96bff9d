"""Writes the one message that a person gets on a day: all that its reader sees is made here, sent or only foreseen."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from shared.core.card import Block, Button, Card
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.checks.base import Check, Telling
from shared.core.checks.catalogue import CHECKS
from shared.core.display import is_confidential, shown_name
from shared.core.filed import Filing
from shared.core.findings.survey import Digest, Item, Row
from shared.core.judgement import Judgement, Level
from shared.core.ladder.steps import ask_by
from shared.core.lang import Lang, both
from shared.core.message.basis import ask_again, basis
from shared.core.message.names import NAMES, beside_each_other
from shared.core.message.voice import Voice
from shared.core.message.wording import footer, greeting, render, why
from shared.core.outbox import MOST_ITEMS
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene

_MANY = both("您的工作群有 {count} 件小事，方便时看看", "{count} small things about your work groups")
_REMINDED = both(
    "之前提过一次，怕您忙漏了，再说一声；之后不再提醒。",
    "We mentioned this before; this is the only reminder. ",
)
_REST = both(
    "另有 {count} 项，改天再请您看，今天不用管。",
    "{count} more will wait for another day; nothing to do about that today.",
)
_LEVELS = tuple(Level)


class Told(NamedTuple):
    """One case that is due, with the judgement that was made of facts read just now."""

    file: GroupFile
    check: Check
    case: Case
    judgement: Judgement
    role: Role

    @property
    def item(self) -> Item:
        """What the writer needs of it."""
        row = Row(self.file.group, self.check, self.judgement)
        return Item(row, self.role, is_reminder=self.case.step is Step.REMINDED)


def in_order(due: Sequence[Told]) -> list[Told]:
    """Duties before advice, then by when they fell due; no more than one message can show."""
    return sorted(due, key=lambda told: urgency(told.case))[:MOST_ITEMS]


def urgency(case: Case) -> tuple[int, datetime, CaseKey]:
    """What a case that is due is sorted by."""
    return _LEVELS.index(case.level), case.due or case.opened, case.key


def card_of(
    items: Sequence[Item], reader: Recipient, scene: Scene, voice: Voice, *, nudge: str, day: date
) -> Card:
    """The card that shows all items, in that order, at the scene's moment. `day` is the reader's.

    Raises ValueError where there is nothing to show.
    """
    if not items:
        msg = "a card without a finding would be a message about nothing"
        raise ValueError(msg)
    scene = proposing(items, scene)
    blocks = tuple(block_of(item, reader, scene, voice, day) for item in items)
    single = len(blocks) == 1
    return Card(
        nudge=nudge,
        day=day.isoformat(),
        lang=voice.lang,
        heading=blocks[0].title if single else heading_of_many(len(blocks), voice.lang),
        intro=_intro(items, reader, voice.lang),
        blocks=tuple(block._replace(title="") for block in blocks) if single else blocks,
        footer=footer(_clauses(items, voice), voice.lang),
    )


def proposing(items: Iterable[Item], scene: Scene) -> Scene:
    """The scene in which names are proposed for these beside each other."""
    rows = [item.row for item in items]
    renamed = (row.group for row in rows if row.check.id == NAMES)
    return beside_each_other(renamed, scene, (row.group for row in rows))


def heading_of_many(count: int, lang: Lang) -> str:
    return _MANY[lang].format(count=count)


def asking(card: Card, lapsed: Sequence[Filing]) -> Card:
    """The card with one line about what was filed of groups of its reader and wants to be confirmed; where nothing does, as
    it was. Where the card leads to a page, that is where it is confirmed."""
    if not lapsed:
        return card
    return card._replace(ask=ask_again(lapsed, card.lang, on_page=card.link is not None))


def leaving_out(card: Card, count: int) -> Card:
    """The card with one line about how many more there are; where there are none, as it was."""
    return card._replace(rest=_REST[card.lang].format(count=count)) if count else card


def foreseen(digest: Digest, scene: Scene, voice: Voice) -> Card:
    """The card of a message that is only planned, as it would read when it would be sent if nobody left until then; its
    nudge is empty.
    """
    at = digest.send_at
    then = scene._replace(now=at.astimezone(UTC), today=scene.local_day())
    card = card_of(digest.items, digest.recipient, then, voice, nudge="", day=at.date())
    return leaving_out(card, digest.left_out)


def _intro(items: Sequence[Item], reader: Recipient, lang: Lang) -> str:
    because = why({item.role for item in items}, lang)
    gap = " " if lang is Lang.EN and because else ""
    return greeting(reader.name, lang) + gap + because


def block_of(
    item: Item, reader: Recipient, scene: Scene, voice: Voice, day: date, *, by: date | None = None
) -> Block:
    """One item as its reader sees it on this day of theirs; `by`: the date that it asks for; None: as if sent now."""
    group, check, _ = item.row
    case = CaseKey(group.key, check.id).id
    if is_confidential(group):  # a draft or a body could say what its name may not
        title = f"{shown_name(group)} · {check.title[voice.lang]}"
        return Block(case, title, "", buttons=_buttons(case, check, voice))
    by = by or ask_by(scene.now, voice.pace_of(check), voice.work_of(reader))
    text = render(item.row, Telling(scene, voice.lang, by=by, read_on=day), voice.wording.get(check.id))
    reminder = _REMINDED[voice.lang] if item.is_reminder else ""
    body = reminder + basis(group, check, item.role, voice.lang) + text.body
    return Block(case, text.title, body, text.draft, _buttons(case, check, voice))


def _buttons(case: str, check: Check, voice: Voice) -> tuple[Button, ...]:
    """The same for duties and for advice: whoever acted on either may want to see that it was noticed."""
    return tuple(
        Button(deed.id, deed.label[voice.lang], case)
        for deed in voice.deeds
        if deed.answers(check.id, is_question=check.is_question)
    )


def _clauses(items: Sequence[Item], voice: Voice) -> list[str]:
    """In the order of the manual, which is that of the checks."""
    shown = {item.row.check.id for item in items}
    return [voice.clause_of(check) for check in CHECKS if check.id in shown]


def answered(card: Card, case: str, note: str, *, is_final: bool = True) -> Card:
    """The card with a note on one case; what is not final can be answered again, so its buttons stay."""
    return card._replace(
        blocks=tuple(
            block._replace(buttons=() if is_final else block.buttons, note=note)
            if block.case == case
            else block
            for block in card.blocks
        )
    )
