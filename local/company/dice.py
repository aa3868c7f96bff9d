"""Repeatable chance: the same seed gives the same company on every Python.

Only `Random.random()` is used, because it is the one method whose sequence Python promises to keep.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Dice:
    """One stream of chance, named by its seeds, so that a change to one topic leaves the others as they were."""

    def __init__(self, *seeds: object) -> None:
        self.roll = Random("/".join(str(seed) for seed in seeds)).random  # [0, 1)

    def below(self, limit: int) -> int:
        """0 … limit - 1."""
        return int(self.roll() * limit)

    def between(self, low: int, high: int) -> int:
        """low … high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self.roll() < share

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.roll() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        cards = list(items)
        for last in range(len(cards) - 1, 0, -1):
            other = self.below(last + 1)
            cards[last], cards[other] = cards[other], cards[last]
        return cards

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """At most `count` different ones, in random order."""
        return self.shuffled(items)[:count]

    def code(self, prefix: str, length: int) -> str:
        """An opaque id as the platform would make it."""
        return prefix + "".join(self.pick(_ALPHABET) for _ in range(length))


class Ids:
    """Hands out ids that it never hands out twice."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._given: set[str] = set()

    def new(self, prefix: str, length: int) -> str:
        while (code := self._dice.code(prefix, length)) in self._given:
            pass
        self._given.add(code)
        return code


def deal(dice: Dice, quotas: Sequence[tuple[str, int]], rest: str, count: int) -> list[str]:
    """`count` cards in random order: each kind by its quota in 300, at least one of each, filled with `rest`."""
    cards = [kind for kind, quota in quotas for _ in range(max(1, round(quota * count / 300)))]
    cards += [rest] * (count - len(cards))
    return dice.shuffled(cards)[:count]
