"""What can go wrong, named by what the caller does next.

KeeperError
├── BadInput          the user's file or flag is wrong: say where, why and what to do; exit 2
└── ConfigError       the policy or a setting is wrong: nothing was done; tell operations
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong with an input, said so that its owner can mend it."""

    file: str
    """As the user would name it, relative to what they passed."""
    line: int | None
    """1-based; None where the format has no lines (a JSON array, a missing file)."""
    reason: str
    """What is wrong, with the offending value shortened and made harmless."""
    remedy: str
    """What to do about it: an instruction, not a description."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{where}: {self.reason}. {self.remedy}"


class KeeperError(Exception):
    """The root of everything that groupkeeper raises on purpose."""


class BadInput(KeeperError):
    """An input that cannot be judged as it is; `faults` names every one found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class ConfigError(KeeperError):
    """The policy or a setting is wrong; nothing was done. `faults` names every one found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
