"""One message a person and day: what would stand in it, and when it would go out at the earliest."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from shared.core.calendar.hours import WorkTime, next_slot
from shared.core.checks.base import Check, Telling
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.survey import Digest, Item, Row
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.ladder.recipients import recipient
from shared.core.ladder.steps import CaseFacts, Pace, ask_by, first_due
from shared.core.lang import Lang, both
from shared.core.mass_posting.hint import sender_hint
from shared.core.message.wording import Overrides, footer, greeting, render, why
from shared.core.model import Fact, Group
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene

_FAR = timedelta(days=3650)
_HALF_A_DAY = timedelta(hours=12)
"""From one day's slot past its others, not past the next day's."""
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
    something of theirs falls due. What one message cannot show waits for the next.
    """
    by_reader: dict[str | None, list[_Due]] = {}
    for row in _told(rows):
        due = _due(row, recipient(row.group, scene), scene, voice)
        if due is not None:
            by_reader.setdefault(due.reader.account, []).append(due)
    days = (day for theirs in by_reader.values() for day in _days(theirs, voice))
    return tuple(sorted((_digest(day, scene, voice) for day in days), key=_place))


def _days(theirs: list[_Due], voice: Voice) -> Iterator[list[_Due]]:
    """One reader's findings by the day on which a message can show them: duties first, then by when they fell due."""
    coming = deque(sorted(theirs, key=lambda due: due.at))
    duties, advice = deque[_Due](), deque[_Due]()
    work = voice.work_of(theirs[0].reader)
    day = coming[0].at
    while coming or duties or advice:
        day = next_slot(day + _HALF_A_DAY, work) if duties or advice else coming[0].at
        while coming and coming[0].at.date() <= day.date():
            due = coming.popleft()
            (duties if due.row.judgement.level is Level.DUTY else advice).append(due)
        waiting = (queue.popleft() for queue in (duties, advice) for _ in range(len(queue)))
        yield [due._replace(at=day) for due in islice(waiting, MOST_ITEMS)]


def _told(rows: Iterable[Row]) -> list[Row]:
    """What a message would say now: of a check the last period only, and nothing beside what comes first."""
    found = {(row.group.key, row.check.id): row for row in rows if row.judgement.outcome is Outcome.VIOLATION}
    busy = {key for (key, _), row in found.items() if row.check.comes_first}
    return [row for (key, _), row in found.items() if row.check.comes_first or key not in busy]


def _due(row: Row, reader: Recipient, scene: Scene, voice: Voice) -> _Due | None:
    """When the finding falls due for its reader; None: not for years, or not for somebody in that role."""
    since = voice.effective_from(row.check)
    if since is not None and since > scene.local_day() + _FAR:
        return None
    if row.check.never_escalates and reader.role in {Role.HEAD, Role.OPERATIONS}:
        return None
    created = row.group.created.value if row.group.created else scene.now
    # A creation that lies in the future is a slip of the pen, and no reason to wait for it.
    case = CaseFacts(row.group.key, scene.now, min(created, scene.now), since)
    return _Due(row, reader, first_due(case, voice.pace_of(row.check), voice.work_of(reader)))


def _digest(found: list[_Due], scene: Scene, voice: Voice) -> Digest:
    at = found[0].at
    reader = min((due.reader for due in found), key=lambda reader: _ROLES.index(reader.role))
    items = tuple(_item(due, at, scene, voice) for due in found)
    return Digest(
        recipient=reader,
        send_at=at,
        greeting=greeting(reader.name, voice.lang),
        why=why({item.role for item in items}, voice.lang),
        items=items,
        footer=footer(_clauses(items), voice.lang),
    )


def _clauses(items: Iterable[Item]) -> list[str]:
    """The items' clauses in the order of the manual, which is that of the checks."""
    cited = {item.row.check.id: item.clause for item in items}
    return [cited[check.id] for check in CHECKS if check.id in cited]


def _item(due: _Due, at: datetime, scene: Scene, voice: Voice) -> Item:
    row, reader = due.row, due.reader
    by = ask_by(at, voice.pace_of(row.check), voice.work_of(reader))
    telling = Telling(scene, voice.lang, by=by, read_on=at.date())
    text = render(row, telling, voice.wording.get(row.check.id))
    return Item(row, text, reader.role, voice.clause_of(row.check))


def hint(rows: Iterable[Row], scene: Scene, voice: Voice) -> Digest | None:
    """What whoever posted after hours would read, on a made-up example: the real ones are theirs alone.

    None where nobody did.
    """
    posted = [
        row
        for row in rows
        if row.judgement.outcome is Outcome.VIOLATION and "senders" in row.judgement.evidence
    ]
    if not posted:
        return None
    reader, check = Recipient(Role.SENDER), posted[0].check
    at = next_slot(scene.now, voice.work_of(reader))
    telling = Telling(scene, voice.lang, by=at.date(), read_on=at.date())
    group = Group("", "", Fact(_EXAMPLE_GROUP[voice.lang], scene.now))
    text = sender_hint(group, _example(at, scene), "", telling)
    clause = voice.clause_of(check)
    row = Row(group, check, _example(at, scene))
    return Digest(reader, at, "", "", (Item(row, text, Role.SENDER, clause),), footer((clause,), voice.lang))


_EXAMPLE_GROUP = both("华东销售群", "East China sales")


def _example(at: datetime, scene: Scene) -> Judgement:
    night = at.date() - timedelta(days=1)
    first, last = (datetime.combine(night, wall, scene.zone) for wall in (time(22, 47), time(23, 20)))
    sender = {"id": "", "count": 14, "groups": 1, "mentions_all": False}
    span = {"first": first.isoformat(), "last": last.isoformat()}
    return Judgement(
        Outcome.VIOLATION, Level.ADVICE, {"period": night.isoformat(), "senders": [sender | span]}
    )


_ROLES = tuple(Role)


def _place(digest: Digest) -> tuple[int, datetime, str]:
    reader = digest.recipient
    return _ROLES.index(reader.role), digest.send_at, reader.name or reader.account or ""
