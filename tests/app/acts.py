"""What somebody does about who looks after a group, and who is one person and works here still."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account


class What(StrEnum):
    FILE = "files it"
    TAKE = "says that it is theirs"
    OFFER = "offers it"
    JOIN = "asks somebody along"
    STEP_DOWN = "steps down"
    LET_GO = "lets somebody go"
    TAKE_BACK = "takes the offer back"
    ACCEPT = "says yes"
    DECLINE = "says no"
    GIVE_UP = "gives it up"
    EDIT = "changes a word"
    CONFIRM = "says that these are all"
    SHEET = "is named by a sheet"
    DECIDE = "is named by a clerk"


class Act(NamedTuple):
    what: What
    who: Account
    """Whoever does it; of a sheet and of a decision, whom it names."""
    by: str
    """Who is to stand there as having said it."""
    to: Account | None = None
    """Whom it is offered to, who is asked along or let go."""


class People:
    """Who is one person, and who works here still."""

    def __init__(self, persons: Iterable[frozenset[Account]] = ()) -> None:
        self._persons = tuple(persons)
        self.left: frozenset[Account] = frozenset()

    def accounts(self, one: Account) -> frozenset[Account]:
        return next((person for person in self._persons if one in person), frozenset({one}))

    def are_same(self, one: Account | None, other: Account | None) -> bool:
        return one is not None and other is not None and other in self.accounts(one)

    def is_here(self, one: Account | None) -> bool:
        return one is not None and one not in self.left

    def leave(self, one: Account) -> None:
        self.left |= self.accounts(one)

    def before(self, left: frozenset[Account]) -> "People":
        """The same when only these had left."""
        people = People(self._persons)
        people.left = left
        return people
