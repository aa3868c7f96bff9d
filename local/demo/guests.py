"""How those who lead something take the invitation to file their groups: some say that there is none, some leave it for later."""

from collections import Counter
from collections.abc import Iterator, Sequence

from local.company.dice import Dice
from local.im.seen import Letter
from local.im.simulator import Simulator
from shared.app.inbound.deeds.none_to_file import ANSWERING
from shared.core.lang import Lang

_NONE = ANSWERING.deed.label[Lang.ZH]
_SHARE = 0.5
"""Of those who get the card: they answer on it as soon as they see it."""


class Guests:
    def __init__(self, simulators: Sequence[Simulator]) -> None:
        self._simulators = simulators
        self._taken: set[tuple[str, str]] = set()
        self.letters: Counter[str] = Counter()
        """By `Person.id`: how often somebody was invited."""
        self.answered = 0

    def react(self) -> int:
        """Whoever was invited since the last time looks at it; how many answered."""
        answered = sum(self._takes(simulator, letter, place) for simulator, letter, place in self._fresh())
        self.answered += answered
        return answered

    def _fresh(self) -> Iterator[tuple[Simulator, Letter, int]]:
        """What came since, with the place of its button."""
        for simulator in self._simulators:
            for letter in simulator.letters():
                labels = [button.text for button in letter.buttons]
                if (simulator.platform, letter.id) not in self._taken and _NONE in labels:
                    self._taken.add((simulator.platform, letter.id))
                    self.letters[letter.to] += 1
                    yield simulator, letter, labels.index(_NONE)

    def _takes(self, simulator: Simulator, letter: Letter, place: int) -> bool:
        if not Dice("guests", letter.to).chance(_SHARE):
            return False
        simulator.press(letter.to, letter.id, place)
        return True
