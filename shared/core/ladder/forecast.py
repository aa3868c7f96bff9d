"""Which day will show what: the messages that people would get, each on its day, planned and not yet written."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from shared.core.account import Account
from shared.core.calendar.hours import WorkTime, next_slot
from shared.core.findings.survey import Digest, Item, Row
from shared.core.judgement import Level, Outcome
from shared.core.ladder.address import address
from shared.core.ladder.recipients import recipient
from shared.core.ladder.steps import CaseFacts, first_due
from shared.core.message.voice import Voice
from shared.core.outbox import MOST_ITEMS
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene

_FAR = timedelta(days=3650)
_HALF_A_DAY = timedelta(hours=12)
"""From one day's slot past its others, not past the next day's."""
_ROLES = tuple(Role)


class _Due(NamedTuple):
    row: Row
    reader: Recipient
    at: datetime


class _Day(NamedTuple):
    """What one person is shown on one day."""

    found: list[_Due]
    left_out: int


def digests(rows: Iterable[Row], scene: Scene, voice: Voice) -> tuple[Digest, ...]:
    """What each person would get if every check were switched on now: one message for each day on which
    something of theirs falls due, whichever of their accounts it falls due to. What one message cannot show waits for
    the next.
    """
    by_person: dict[Account | None, list[_Due]] = {}
    for row in _told(rows):
        due = _due(row, recipient(row.group, scene), scene, voice)
        if due is not None:
            by_person.setdefault(_person(due.reader, scene), []).append(due)
    planned = (
        _digest(day, person, scene, voice)
        for person, theirs in by_person.items()
        for day in _days(theirs, voice.work_of(Recipient(Role.OWNER, person)))
    )
    return tuple(sorted(planned, key=_place))


def _person(reader: Recipient, scene: Scene) -> Account | None:
    return scene.accounts(reader.account)[0] if reader.account else None


def _days(theirs: list[_Due], work: WorkTime) -> Iterator[_Day]:
    """One reader's findings by the day on which a message can show them: duties first, then by when they fell due."""
    coming = deque(sorted(theirs, key=_turn))
    duties, advice = deque[_Due](), deque[_Due]()
    day = coming[0].at
    while coming or duties or advice:
        day = next_slot(day + _HALF_A_DAY, work) if duties or advice else coming[0].at
        while coming and coming[0].at.date() <= day.date():
            due = coming.popleft()
            (duties if due.row.judgement.level is Level.DUTY else advice).append(due)
        waiting = (queue.popleft() for queue in (duties, advice) for _ in range(len(queue)))
        shown = [due._replace(at=day) for due in islice(waiting, MOST_ITEMS)]
        yield _Day(shown, len(duties) + len(advice))


def _turn(due: _Due) -> tuple[datetime, str, str]:
    """As the writer of what is really sent sorts its cases: by when they fell due, then by their keys."""
    return due.at, due.row.group.key, due.row.check.id


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


def _digest(day: _Day, person: Account | None, scene: Scene, voice: Voice) -> Digest:
    """One day's message; where its reader is asked in several roles, it goes to them in the first."""
    reader = min((due.reader for due in day.found), key=lambda reader: _ROLES.index(reader.role))
    to = _address(day.found[0], person, scene, voice) if person else None
    return Digest(
        recipient=reader._replace(account=to, name=scene.name_of(to)),
        send_at=day.found[0].at,
        items=tuple(Item(due.row, due.reader.role) for due in day.found),
        person=person,
        left_out=day.left_out,
    )


def _address(urgent: _Due, person: Account, scene: Scene, voice: Voice) -> Account | None:
    named = urgent.reader.account or ""
    accounts = scene.accounts(person)
    return address(accounts, group=urgent.row.group.key, named=named, reach=voice.reach, scene=scene)


def _place(digest: Digest) -> tuple[int, datetime, str]:
    reader = digest.recipient
    return _ROLES.index(reader.role), digest.send_at, reader.name or reader.account or ""
