"""Questions on which a vendor's documents leave a choice: how its simulator answers, switchable while it runs."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

V = TypeVar("V", bound=NamedTuple)
Choices = Mapping[str, tuple[str | int, ...]]


def switched(variants: V, choices: Choices, changes: Mapping[str, str | int]) -> V:
    """Raises ValueError for a question or an answer that there is not."""
    for name, value in changes.items():
        if value not in choices.get(name, ()):
            raise ValueError(f"{name}={value}: choose one of {choices.get(name) or sorted(choices)}")
    return variants._replace(**changes)
