"""Pressing a button: the callback is sent at once, waited for, and never repeated; what its answer changes is seen."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from local.im.clock import Clock
from local.im.seen import Button, Flash, Json
from local.im.webhook import Outcome, Outgoing, Webhook, send


class Press(NamedTuple):
    """One press under way."""

    person: str
    """`Person.id`."""
    letter: str
    outgoing: Outgoing
    token: str = ""
    """The vendor's own id of it."""


class Presses(ABC):
    def __init__(self, hook: Webhook, clock: Clock, lock: AbstractContextManager[object]) -> None:
        self.hook = hook
        self.flashes: dict[str, list[Flash]] = {}
        """What flashed up on each person's screen, by `Person.id`."""
        self.clock = clock
        self._lock = lock

    def press(self, person: str, letter: str, button: str | int, form: Json | None = None) -> Flash:
        """`button`: what stands on it, or its place. Raises KeyError where the person has no such letter or button."""
        with self._lock:
            press = self.pressed(person, letter, button, form)
        outcome = send(press.outgoing, self.hook.deadline)
        with self._lock:
            flash = self.answered(press, outcome)
            flash = flash._replace(at=self.clock.moment(), seconds=outcome.seconds, token=press.token)
            self.flashes.setdefault(press.person, []).append(flash)
        return flash

    @abstractmethod
    def pressed(self, person: str, letter: str, button: str | int, form: Json | None) -> Press:
        """The signed callback. Raises KeyError as `press` does."""

    @abstractmethod
    def answered(self, press: Press, outcome: Outcome) -> Flash:
        """Does to the letter what the answer says, and tells what is seen."""


def chosen(buttons: Sequence[Button], wanted: str | int) -> int:
    """The place of the button that stands there or says this. Raises KeyError with what there is."""
    texts = [button.text for button in buttons]
    place = wanted if isinstance(wanted, int) else texts.index(wanted) if wanted in texts else -1
    if not 0 <= place < len(buttons):
        raise KeyError(f"no such button: {wanted}; there are {texts}")
    return place
