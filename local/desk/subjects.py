"""Which groups a letter is about, remembered from when its buttons were still there."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from local.im.seen import Letter
from local.im.simulator import Simulator
from shared.core.account import id_of, platform_of
from shared.core.case import CaseKey
from shared.core.checks.catalogue import CHECKS

_WORD = re.compile(r"\w+")


class Subject(NamedTuple):
    """One finding in a letter."""

    case: str
    """`CaseKey.id`."""
    platform: str
    """Of the group: a letter may be about one on another platform."""
    group: str
    """The platform's id."""
    check: str
    draft: str
    """The text to copy; empty: there is none."""


class Subjects:
    """A button names its case by an opaque id; here it is found again, since the ids follow from group and check.

    How a button carries it differs by platform, so it is looked for in whatever the button sends.
    """

    def __init__(self, simulators: Sequence[Simulator]) -> None:
        self._simulators = simulators
        self._known: dict[str, CaseKey] = {}
        self._seen: dict[tuple[str, str], tuple[Subject, ...]] = {}

    def look(self) -> None:
        """Take in whatever was sent since the last look; an answered letter does not tell any more."""
        for simulator in self._simulators:
            for letter in simulator.letters():
                if (simulator.platform, letter.id) not in self._seen:
                    self._seen[simulator.platform, letter.id] = tuple(self._read(letter))

    def of(self, platform: str, letter: str) -> tuple[Subject, ...]:
        """By the letter's id; empty where there is no such letter."""
        if (platform, letter) not in self._seen:
            self.look()
        return self._seen.get((platform, letter), ())

    def _read(self, letter: Letter) -> Iterator[Subject]:
        for part in letter.parts:
            words = [word for button in part.buttons for word in _WORD.findall(button.sends)]
            key = next((key for word in words if (key := self._case(word))), None)
            if key is not None:
                yield Subject(key.id, platform_of(key.group), id_of(key.group), key.check, part.draft)

    def _case(self, word: str) -> CaseKey | None:
        """None: no case is called so, or none of the groups that there are by now."""
        if len(word) == _LENGTH and word not in self._known:
            keys = (
                CaseKey(f"{simulator.platform}:{group.id}", check.id)
                for simulator in self._simulators
                for group in simulator.groups()
                for check in CHECKS
            )
            self._known |= {key.id: key for key in keys}
        return self._known.get(word)


_LENGTH = len(CaseKey("", "").id)
