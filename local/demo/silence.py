"""Whether anybody was written to about a group that was filed on a page: looked for in the letters themselves."""

from collections.abc import Iterator, Sequence

from local.company.unseen import UnseenGroup
from local.im.seen import Letter, as_json
from local.im.simulator import Simulator
from shared.core.case import CaseKey
from shared.core.checks.catalogue import CHECKS
from shared.core.declaration import identity


class Silence:
    def __init__(self, simulators: Sequence[Simulator], groups: Sequence[UnseenGroup]) -> None:
        self._simulators = simulators
        self._marks = frozenset(mark for group in groups for mark in _marks(group))
        self._looked: set[tuple[str, str]] = set()
        self.broken: list[tuple[str, str]] = []
        """(platform, letter) of those that are about such a group."""

    def look(self) -> None:
        """At what came since the last time: an answered letter does not tell any more."""
        for simulator in self._simulators:
            for letter in simulator.letters():
                place = (simulator.platform, letter.id)
                if place not in self._looked and self._is_about_one(letter):
                    self.broken.append(place)
                self._looked.add(place)

    def _is_about_one(self, letter: Letter) -> bool:
        text = str(as_json(letter))
        return any(mark in text for mark in self._marks)


def _marks(group: UnseenGroup) -> Iterator[str]:
    """What a letter about it would hold: what it is for, or what a button calls a case of it."""
    yield group.use
    key = f"{group.platform}:{identity(group.platform, group.name)}"
    yield from (CaseKey(key, check.id).id for check in CHECKS)
