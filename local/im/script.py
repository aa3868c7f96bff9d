"""The company's future: what is written down to happen after the start, played when the clock has got there."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from local.company.model import Company, Message, WorkGroup
from local.company.weeks import day_of, is_worked, second


class Step(NamedTuple):
    ts: str
    """As a message's: strings sort as times do."""
    place: int
    """Of the group among the company's."""
    said: Message | None
    """None: the group is founded."""


class Cast(Protocol):
    """Does on a platform what the script says; a group that is dissolved there is left alone by it."""

    def found(self, place: int) -> None:
        """The company's group at this place comes to be."""
        ...

    def perform(self, group: WorkGroup, said: Message, *, is_pushed: bool) -> None:
        """A message of a person or robot; by its subtype also joining, announcing, winding up.

        `is_pushed`: False: no event tells of a message.
        """
        ...


class Script:
    def __init__(
        self, cast: Cast, company: Company, start: float, lock: AbstractContextManager[object]
    ) -> None:
        self._cast = cast
        self._company = company
        self._lock = lock
        self._steps = sorted(_steps(company, start), key=lambda step: step.ts)
        self._next = 0

    def left(self) -> int:
        return len(self._steps) - self._next

    def play(self, until: float, pushed: str = "all") -> int:
        """How many steps that were. `pushed`: of which messages events tell, `all`, `nights`, `counted` or `none`.

        Nights are 22:00 to 8:00 in China and whatever lies on a day off; `counted` are, of days off, only those that
        mention everybody. The others only stand in the groups.
        """
        done = 0
        last = f"{int(until)}.999999"
        with self._lock:
            while self._next < len(self._steps) and self._steps[self._next].ts <= last:
                self._perform(self._steps[self._next], pushed)
                self._next += 1
                done += 1
        return done

    def _perform(self, step: Step, pushed: str) -> None:
        if step.said is None:
            self._cast.found(step.place)
        else:
            group = self._company.groups[step.place]
            self._cast.perform(group, step.said, is_pushed=_is_pushed(step.said, pushed))


def _steps(company: Company, start: float) -> Iterator[Step]:
    for place, group in enumerate(company.groups):
        if group.created > start:
            yield Step(f"{group.created}.000000", place, None)
        messages = company.messages[group.id]
        for said in messages[said_until(messages, start) :]:
            yield Step(said.ts, place, said)


def said_until(messages: tuple[Message, ...], now: float) -> int:
    """How many of them were said by then."""
    return bisect_right(messages, f"{int(now)}.999999", key=_ts)


def _ts(said: Message) -> str:
    return said.ts


def _is_pushed(said: Message, wanted: str) -> bool:
    moment = int(said.ts[:10])
    if wanted == "counted":
        return _is_dark(moment) or (said.tone == "all" and not is_worked(day_of(moment)))
    return wanted == "all" or (wanted == "nights" and (_is_dark(moment) or not is_worked(day_of(moment))))


def _is_dark(moment: int) -> bool:
    day = day_of(moment)
    return not second(day, 8) <= moment < second(day, 22)
