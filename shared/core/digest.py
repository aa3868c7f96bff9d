"""One message a person and day: what would stand in it, and when it would go out at the earliest."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from shared.core.checks.base import Check, Level, Outcome, Telling
from shared.core.hours import WorkTime
from shared.core.ladder import CaseFacts, Pace, ask_by, first_due
from shared.core.lang import Lang
from shared.core.recipients import recipient
from shared.core.scene import Scene
from shared.core.survey import Digest, Item, Recipient, Row
from shared.core.wording import Overrides, footer, greeting, render

MOST_ITEMS = 50
"""Cases that one message may show: what one transaction can record (DESIGN section 6)."""


class Voice(NamedTuple):
    """How the company speaks and paces itself; everything here comes from its policy."""

    lang: Lang
    work_of: Callable[[Recipient], WorkTime]
    pace_of: Callable[[Check], Pace]
    clause_of: Callable[[Check], str]
    """The clause's number, as the company numbers it."""
    wording: Mapping[str, Overrides]
    """By check: what the company says in its own words."""


def digests(rows: Iterable[Row], scene: Scene, voice: Voice) -> tuple[Digest, ...]:
    """What each person would get if every check were switched on now: one message for each day on which
    something of theirs falls due. Those with most duties come first.
    """
    days: dict[tuple[Recipient, date], list[tuple[Row, datetime]]] = {}
    for row in _latest(rows):
        reader = recipient(row.group, scene)
        due = _due(row, scene, voice, voice.work_of(reader))
        days.setdefault((reader, due.date()), []).append((row, due))
    made = [_digest(reader, found, scene, voice) for (reader, _), found in days.items()]
    return tuple(sorted(made, key=lambda digest: (-_duties(digest), -len(digest.items))))


def _latest(rows: Iterable[Row]) -> list[Row]:
    """The violations; of a check that found several in one group, the last: a digest speaks of today."""
    found = {(row.group.key, row.check.id): row for row in rows if row.judgement.outcome is Outcome.VIOLATION}
    return list(found.values())


def _digest(reader: Recipient, found: list[tuple[Row, datetime]], scene: Scene, voice: Voice) -> Digest:
    due = min(due for _, due in found)
    rows = [row for row, _ in found]
    ordered = sorted(rows, key=lambda row: row.judgement.level is not Level.DUTY)[:MOST_ITEMS]
    items = tuple(_item(row, due, reader, scene, voice) for row in ordered)
    return Digest(
        recipient=reader,
        send_at=due,
        greeting=greeting(reader.name, voice.lang),
        items=items,
        footer=footer((item.clause for item in items), voice.lang),
    )


def _due(row: Row, scene: Scene, voice: Voice, work: WorkTime) -> datetime:
    created = row.group.created.value if row.group.created else None
    case = CaseFacts(row.group.key, opened=scene.now, created=created)
    return first_due(case, voice.pace_of(row.check), work)


def _item(row: Row, due: datetime, reader: Recipient, scene: Scene, voice: Voice) -> Item:
    by = ask_by(due, voice.pace_of(row.check), voice.work_of(reader))
    telling = Telling(scene, voice.lang, reader.name, by=by, read_on=due.date())
    return Item(
        row=row,
        text=render(row, telling, voice.wording.get(row.check.id)),
        clause=voice.clause_of(row.check),
    )


def _duties(digest: Digest) -> int:
    return sum(item.row.judgement.level is Level.DUTY for item in digest.items)
