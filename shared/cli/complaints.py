"""How what is wrong is said on standard error: the first faults by name, the rest as a number."""

from collections.abc import Sequence

from shared.core.errors import Fault

BAD_INPUT = 2
"""Exit code; argparse uses it as well."""
MOST_FAULTS = 20
"""Faults named one by one before the rest is only counted."""


def complaint(faults: Sequence[Fault]) -> list[str]:
    lines = [f"groupkeeper: {fault}" for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append(f"groupkeeper: … and {len(faults) - MOST_FAULTS} more like these")
    return lines
