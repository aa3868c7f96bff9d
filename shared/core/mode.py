"""How far the product may go; in a module of its own, since an installation says it before any policy is read."""

from enum import IntEnum


class Mode(IntEnum):
    """How far the product may go: say what it would do, or nudge."""

    REPORT = 0
    NUDGE = 1

    def __str__(self) -> str:
        return self.name.lower()


def mode_of(text: str | None) -> Mode:
    """The mode that an environment or a flag names; whatever is not exactly a mode is the harmless one."""
    return next((mode for mode in Mode if str(mode) == text), Mode.REPORT)
