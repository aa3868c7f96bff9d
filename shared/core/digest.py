"""One message a person and day: what would stand in it, and when it would go out at the earliest."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from shared.core.checks.base import Check, Level, Outcome, Telling
from shared.core.hours import WorkTime, next_slot
from shared.core.ladder import CaseFacts, Pace, ask_by, first_due
from shared.core.lang import Lang
from shared.core.mass_posting.hint import sender_hint
from shared.core.recipients import recipient
from shared.core.scene import Scene
from shared.core.survey import Digest, Item, Recipient, Role, Row
from shared.core.wording import Overrides, footer, greeting, render, why

MOST_ITEMS = 50
"""Cases that one message may show: what one transaction can record (DESIGN section 6)."""


class Voice(NamedTuple):
    """How the company speaks and paces itself; everything here comes from its policy."""

    lang: Lang
    work_of: Callable[[Recipient], WorkTime]
    pace_of: Callable[[Check], Pace]
    effective_from: Callable[[Check], date | None]
    """The first day on which a check's findings count; None: they count already."""
    clause_of: Callable[[Check], str]
    """The clause's number, as the company numbers it."""
    wording: Mapping[str, Overrides]
    """By check: what the company says in its own words."""


class _Due(NamedTuple):
    row: Row
    reader: Recipient
    at: datetime


def digests(rows: Iterable[Row], scene: Scene, voice: Voice) -> tuple[Digest, ...]:
    """What each person would get if every check were switched on now: one message for each day on which
    something of theirs falls due.
    """
    days: dict[tuple[str | None, date], list[_Due]] = {}
    for row in _told(rows):
        due = _due(row, recipient(row.group, scene), scene, voice)
        days.setdefault((due.reader.id, due.at.date()), []).append(due)
    made = (_digest(found, scene, voice) for found in days.values())
    return tuple(sorted(made, key=_place))


def _told(rows: Iterable[Row]) -> list[Row]:
    """What a message would say now: of a check the last period only, and nothing beside what comes first."""
    found = {(row.group.key, row.check.id): row for row in rows if row.judgement.outcome is Outcome.VIOLATION}
    busy = {key for (key, _), row in found.items() if row.check.comes_first}
    return [row for (key, _), row in found.items() if row.check.comes_first or key not in busy]


def _due(row: Row, reader: Recipient, scene: Scene, voice: Voice) -> _Due:
    case = CaseFacts(
        row.group.key,
        opened=scene.now,
        created=row.group.created.value if row.group.created else None,
        effective_from=voice.effective_from(row.check),
    )
    return _Due(row, reader, first_due(case, voice.pace_of(row.check), voice.work_of(reader)))


def _digest(found: list[_Due], scene: Scene, voice: Voice) -> Digest:
    at = min(due.at for due in found)
    reader = min((due.reader for due in found), key=lambda reader: _ROLES.index(reader.role))
    ordered = sorted(found, key=lambda due: due.row.judgement.level is not Level.DUTY)[:MOST_ITEMS]
    items = tuple(_item(due, at, scene, voice) for due in ordered)
    return Digest(
        recipient=reader,
        send_at=at,
        greeting=greeting(reader.name, voice.lang),
        why=why({item.role for item in items}, voice.lang),
        items=items,
        footer=footer((item.clause for item in items), voice.lang),
    )


def _item(due: _Due, at: datetime, scene: Scene, voice: Voice) -> Item:
    row, reader = due.row, due.reader
    by = ask_by(at, voice.pace_of(row.check), voice.work_of(reader))
    telling = Telling(scene, voice.lang, reader.name, by=by, read_on=at.date())
    text = render(row, telling, voice.wording.get(row.check.id))
    return Item(row, text, reader.role, voice.clause_of(row.check))


def hint(rows: Iterable[Row], scene: Scene, voice: Voice) -> Digest | None:
    """What the sender of the latest posting after hours would read; None where there was none."""
    posted = [
        row
        for row in rows
        if row.judgement.outcome is Outcome.VIOLATION and "senders" in row.judgement.evidence
    ]
    if not posted:
        return None
    row = max(posted, key=lambda row: str(row.judgement.evidence["period"]))
    reader = Recipient(Role.SENDER)
    at = next_slot(scene.now, voice.work_of(reader))
    telling = Telling(scene, voice.lang, None, by=at.date(), read_on=at.date())
    text = sender_hint(row.group, row.judgement, row.judgement.evidence["senders"][0]["id"], telling)
    clause = voice.clause_of(row.check)
    return Digest(reader, at, "", "", (Item(row, text, Role.SENDER, clause),), footer((clause,), voice.lang))


_ROLES = tuple(Role)


def _place(digest: Digest) -> tuple[int, datetime, str]:
    reader = digest.recipient
    return _ROLES.index(reader.role), digest.send_at, reader.name or reader.id or ""
