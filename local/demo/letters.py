"""What reached people, read from the simulated platforms alone: each message, and each finding that it showed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from local.company.weeks import ZONE
from local.desk.subjects import Subject, Subjects
from local.im import seen
from local.im.simulator import Simulator


class Letter(NamedTuple):
    platform: str
    message: str
    person: str
    """`Person.id`."""
    at: datetime
    """In China."""


class Told(NamedTuple):
    """One finding on one message."""

    platform: str
    """Of the message; its group may be on another one."""
    message: str
    person: str
    at: datetime
    case: str
    group: str
    """`Group.key`."""
    check: str
    draft: str
    reminder: bool
    """The same person was shown the same case before."""


class Letters:
    def __init__(self, simulators: Sequence[Simulator], subjects: Subjects) -> None:
        self._simulators = simulators
        self._subjects = subjects
        self._taken: set[tuple[str, str]] = set()
        self._shown: set[tuple[str, str]] = set()
        self.told: list[Told] = []

    def fresh(self) -> list[Told]:
        """What came since the last time."""
        self._subjects.look()
        found = [told for platform, letter in self._sent() for told in self._read(platform, letter)]
        self.told += found
        return found

    def all(self) -> list[Letter]:
        return [Letter(on, letter.id, letter.to, letter.at.astimezone(ZONE)) for on, letter in self._sent()]

    def _sent(self) -> Iterator[tuple[str, seen.Letter]]:
        for simulator in self._simulators:
            for letter in simulator.letters():
                yield simulator.platform, letter

    def _read(self, platform: str, letter: seen.Letter) -> Iterator[Told]:
        if (platform, letter.id) not in self._taken:
            self._taken.add((platform, letter.id))
            for subject in self._subjects.of(platform, letter.id):
                yield self._told(platform, letter, subject)

    def _told(self, platform: str, letter: seen.Letter, subject: Subject) -> Told:
        again = (letter.to, subject.case) in self._shown
        self._shown.add((letter.to, subject.case))
        return Told(
            platform=platform,
            message=letter.id,
            person=letter.to,
            at=letter.at.astimezone(ZONE),
            case=subject.case,
            group=f"{subject.platform}:{subject.group}",
            check=subject.check,
            draft=subject.draft,
            reminder=again,
        )
