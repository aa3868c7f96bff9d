"""Keeps what is wrong with an input: the first twenty of a kind by name, the rest as a number."""

from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

from shared.core.errors import BadInput, Fault

NAMED = 20
"""How many faults of a kind are named one by one."""
EVERY = 1 << 30
"""Instead: all of them, for a copy in which each row says what is wrong with it."""


class FaultLog:
    """Writes into a list that the reader of the input already holds, so that it grows while input streams."""

    def __init__(self, kept: list[Fault], named: int = NAMED) -> None:
        self._kept = kept
        self._named = named
        self.total = 0
        """Faults so far, named or only counted."""
        self._more: dict[tuple[str, str], Fault] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, fault: Fault, *, over_files: bool = False) -> None:
        """Faults with the same remedy are of a kind: within a file, or in an input of many small ones over all."""
        kind = ("" if over_files else fault.file, fault.remedy)
        self.total += 1
        self._counts[kind] += 1
        if self._counts[kind] <= self._named:
            self._kept.append(fault)
        else:
            self._more.setdefault(kind, fault)

    def close(self) -> None:
        """Say how many there were beyond those named; after the last `add`."""
        for kind, fault in self._more.items():
            reason = f"… and {self._counts[kind] - self._named:,} more like the {self._named} named"
            self._kept.append(Fault(fault.file, None, reason, fault.remedy))
        self._more.clear()
        self._counts.clear()


def refuse(faults: Sequence[Fault], named: int = NAMED) -> NoReturn:
    """Raise BadInput: the first by name, and how many more."""
    if len(faults) <= named:
        raise BadInput(*faults)
    more = Fault(
        faults[named].file,
        None,
        f"… and {len(faults) - named:,} more",
        "Mend those named first, then run again to see the rest.",
    )
    raise BadInput(*faults[:named], more)
