"""Keeps what is wrong with an input: the first twenty of a kind by name, the rest as a number."""

from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

from shared.core.errors import BadInput, Fault

NAMED = 20
"""How many faults of a kind are named one by one."""


class FaultLog:
    """Writes into a list that the reader of the input already holds, so that it grows while input streams."""

    def __init__(self, kept: list[Fault]) -> None:
        self._kept = kept
        self.total = 0
        """Faults so far, named or only counted."""
        self._more: dict[tuple[str, str], Fault] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, fault: Fault, *, over_files: bool = False) -> None:
        """Faults with the same remedy are of a kind: within a file, or in an input of many small ones over all."""
        kind = ("" if over_files else fault.file, fault.remedy)
        self.total += 1
        self._counts[kind] += 1
        if self._counts[kind] <= NAMED:
            self._kept.append(fault)
        else:
            self._more.setdefault(kind, fault)

    def close(self) -> None:
        """Say how many there were beyond those named; after the last `add`."""
        for kind, fault in self._more.items():
            reason = f"… and {self._counts[kind] - NAMED:,} more like the {NAMED} named"
            self._kept.append(Fault(fault.file, None, reason, fault.remedy))
        self._more.clear()
        self._counts.clear()


def refuse(faults: Sequence[Fault]) -> NoReturn:
    """Raise BadInput: the first twenty by name, and how many more."""
    if len(faults) <= NAMED:
        raise BadInput(*faults)
    more = Fault(
        faults[NAMED].file,
        None,
        f"… and {len(faults) - NAMED:,} more",
        "Mend those named first, then run again to see the rest.",
    )
    raise BadInput(*faults[:NAMED], more)
