"""What reached people, read from the simulated Feishu alone: each message, and each finding that it showed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from local.company.weeks import ZONE
from local.desk.subjects import Subject, Subjects
from local.feishu.messages import Message
from local.feishu.world import World


class Letter(NamedTuple):
    message: str
    person: str
    """A user's `id`."""
    at: datetime
    """In China."""


class Told(NamedTuple):
    """One finding on one message."""

    message: str
    person: str
    at: datetime
    case: str
    group: str
    check: str
    draft: str
    reminder: bool
    """The same person was shown the same case before."""


class Letters:
    def __init__(self, world: World, subjects: Subjects) -> None:
        self._world = world
        self._subjects = subjects
        self._taken: set[str] = set()
        self._shown: set[tuple[str, str]] = set()
        self.told: list[Told] = []

    def fresh(self) -> list[Told]:
        """What came since the last time."""
        self._subjects.look()
        with self._world.lock:
            new = [message for message in self._sent() if message.id not in self._taken]
        found = [told for message in new for told in self._read(message)]
        self.told += found
        return found

    def all(self) -> list[Letter]:
        with self._world.lock:
            return [Letter(message.id, message.receiver, _moment(message)) for message in self._sent()]

    def _sent(self) -> Iterator[Message]:
        return (message for message in self._world.messages.values() if message.receiver)

    def _read(self, message: Message) -> Iterator[Told]:
        self._taken.add(message.id)
        for subject in self._subjects.of(message.id):
            yield self._told(message, subject)

    def _told(self, message: Message, subject: Subject) -> Told:
        again = (message.receiver, subject.case) in self._shown
        self._shown.add((message.receiver, subject.case))
        return Told(
            message=message.id,
            person=message.receiver,
            at=_moment(message),
            case=subject.case,
            group=subject.group,
            check=subject.check,
            draft=subject.draft,
            reminder=again,
        )


def _moment(message: Message) -> datetime:
    return datetime.fromtimestamp(message.at / 1000, ZONE)
