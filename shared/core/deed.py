"""What can be answered to a message, in words: the deed itself is done by the application."""

from typing import NamedTuple

from shared.core.lang import Bilingual


class Choice(NamedTuple):
    id: str
    """Travels in a form."""
    label: Bilingual
    """On its button."""


class Deed(NamedTuple):
    id: str
    """Travels in cards and queues, and is stored with answers: it never changes."""
    label: Bilingual
    """On its button."""
    taken: Bilingual
    """What is said at once to whoever pressed, before anything is known of the result."""
    checks: frozenset[str] | None = None
    """Of which checks it can be an answer; None: of every rule, and of no question."""

    choices: tuple[Choice, ...] = ()
    """One of these is given with it, which only a page can ask for; none: a press says all there is to say."""

    @property
    def is_for_cards(self) -> bool:
        return not self.choices

    def answers(self, check: str, *, is_question: bool = False) -> bool:
        return not is_question if self.checks is None else check in self.checks
