"""Reads one group from its platform: asks for what is wanted, leaves what is not shown as it was."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from shared.app.ports.im import IM, Written
from shared.app.ports.state import Part
from shared.core.account import Account, id_of
from shared.core.announcements import read_announcement
from shared.core.case import GroupFile
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.filed import FACTS
from shared.core.model import Activity, Announcement, Fact, Group

CAPABILITY = {Part.META: "detail", Part.NOTICE: "announcement", Part.ACTIVITY: "life"}
_FACTS = {
    "announcement": Part.NOTICE,
    "activity": Part.ACTIVITY,
}


def part_of(fact: str) -> Part:
    """Which part of a group's file a field of `Group` lies in."""
    return _FACTS.get(fact, Part.META)


class GroupReading(NamedTuple):
    """One group after it was asked about."""

    file: GroupFile
    """Without what is in `written`."""
    read: frozenset[Part]
    """What was read now, changed or not."""
    denied: frozenset[tuple[str, str]] = frozenset()
    """(capability, what is missing, as the vendor names it)."""
    unavailable: frozenset[Part] = frozenset()
    """What could not be had this time, and is worth another try."""
    written: Written | None = None
    """The announcement as it was read, to be reduced by `reduced`; its text goes no further."""

    def owner(self, now: datetime) -> Account | None:
        """Whoever the announcement may name."""
        known = self.file.known(now).group.owner
        return known.value if known else None


def read_group(file: GroupFile, im: IM, wanted: Collection[Part], now: datetime) -> GroupReading:
    """Ask the platform for the wanted parts. What fails leaves the part as it was known before.

    What is kept and cannot be read is not asked for: it could not be kept. Nothing else is touched: a thread of its own
    can do it.
    """
    reading = GroupReading(file, frozenset())
    for part in (part for part in _READERS if part in wanted and part not in file.unreadable):
        if getattr(im, CAPABILITY[part]) is None:
            continue
        try:
            reading = _READERS[part](reading, im, now)
        except NotVisible:
            reading = _out_of_sight(reading, part, now)
            if part is Part.META:  # a group that is not shown to us has nothing else to show
                break
        except PlatformDenied as error:
            reading = reading._replace(
                denied=reading.denied | {(CAPABILITY[part], error.missing or error.code)}
            )
        except PlatformUnavailable:
            reading = reading._replace(unavailable=reading.unavailable | {part})
    return reading


def _out_of_sight(reading: GroupReading, part: Part, now: datetime) -> GroupReading:
    """The group itself is gone where even its detail is not shown; any other part is merely not visible."""
    file = reading.file
    if part is Part.META:
        file = file._replace(gone=file.gone or now, refused=now)
    elif part is Part.NOTICE:
        file = file._replace(group=file.group._replace(announcement=None), notice_revision=None)
    else:
        file = file._replace(group=file.group._replace(activity=None))
    return reading._replace(file=file, read=reading.read | {part})


def _detail(reading: GroupReading, im: IM, now: datetime) -> GroupReading:
    assert im.detail is not None
    file = merged(reading.file, im.detail(reading.file.group), now)
    return reading._replace(file=file._replace(gone=None, refused=None), read=reading.read | {Part.META})


def merged(file: GroupFile, seen: Group, now: datetime) -> GroupFile:
    """The file with the facts that a reading shows; what it does not show stays as it was known."""
    before = file.group
    shown = {
        name: fact
        for name in ("name", "kind", "owner", "admins", "created", "status", "size", "external")
        if (fact := getattr(seen, name)) is not None
    }
    group = before._replace(**shown)
    owner = file.known(now).group.owner
    if owner is None or group.owner is None or owner.value == group.owner.value:
        return file._replace(group=group)
    return file._replace(group=group, owner_changed=now)  # a new owner gets fresh grace


def differs(one: Group, other: Group) -> bool:
    """Whether any fact has another value, whenever it was learned."""
    return any(_value(getattr(one, name)) != _value(getattr(other, name)) for name in FACTS)


def _value(fact: Fact[object] | None) -> object:
    return None if fact is None else (fact.value, fact.source)


def _notice(reading: GroupReading, im: IM, _: datetime) -> GroupReading:
    assert im.announcement is not None
    file = reading.file
    written = im.announcement(file.group, file.notice_revision if _was_understood(file) else None)
    return reading._replace(written=written, read=reading.read | {Part.NOTICE})


def _was_understood(file: GroupFile) -> bool:
    """Whether what is kept of the announcement holds as long as its text does.

    Not where it was read with another owner in mind, whom it may name, or where something in it was unclear.
    """
    kept = file.group.announcement
    if kept is None or kept.value.unclear:
        return False
    return file.owner_changed is None or kept.at >= file.owner_changed


def reduced(reading: GroupReading, owner_name: str | None, now: datetime) -> GroupReading:
    """With what may be kept of the announcement; `owner_name` is what `reading.owner(now)` is called, None: not known."""
    written, file = reading.written, reading.file
    if written is None:
        return reading
    announcement = _kept(written, file, reading.owner(now), owner_name)
    group = file.group._replace(announcement=Fact(announcement, now))
    return reading._replace(file=file._replace(group=group, notice_revision=written.revision), written=None)


def _kept(written: Written, file: GroupFile, owner: Account | None, owner_name: str | None) -> Announcement:
    if written.text is None and file.group.announcement is not None:
        return file.group.announcement.value
    if not written.readable:
        return Announcement(written.revision, 0, readable=False)
    return read_announcement(
        written.text or "", owner_id=id_of(owner) if owner else None, owner_name=owner_name
    )


def _life(reading: GroupReading, im: IM, now: datetime) -> GroupReading:
    assert im.life is not None
    file = reading.file
    life = im.life(file.group)
    before = file.group.activity.value if file.group.activity else None
    since = before.observed_from if before and before.observed_from else file.first_seen
    seen = Activity(
        last_human=_later(life.last_human, before.last_human if before else None),
        last_bot=_later(life.last_bot, before.last_bot if before else None),
        observed_from=since if life.last_human is None else None,
        is_complete=life.complete,
    )
    file = file._replace(group=file.group._replace(activity=Fact(seen, now)))
    return reading._replace(file=file, read=reading.read | {Part.ACTIVITY})


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


_READERS = {Part.META: _detail, Part.NOTICE: _notice, Part.ACTIVITY: _life}
"""In this order: the announcement is read with today's owner in mind."""
