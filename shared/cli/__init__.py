"""The groupkeeper command: reads flags, calls one use case, prints its result."""

from shared.cli.command import main

__all__ = ["main"]
