"""The simulated clock: the machine's time plus an offset, which the product can share through a file."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

machine_time: Callable[[], float] = time.time  # noqa: TID251 - a clock has to begin somewhere


class Clock:
    """Epoch seconds. With a file, whoever writes an offset into it moves everyone who reads it."""

    def __init__(self, file: Path | None = None, machine: Callable[[], float] = machine_time) -> None:
        self._file = file
        self._machine = machine
        self._offset = 0.0

    def now(self) -> float:
        return self._machine() + self.offset()

    def moment(self) -> datetime:
        """The same, aware UTC."""
        return moment(self.now())

    def offset(self) -> float:
        """Seconds added to the machine's time; a file that is missing or empty adds none."""
        if self._file is None:
            return self._offset
        try:
            return float(self._file.read_text("ascii") or 0)
        except FileNotFoundError:
            return 0.0

    def advance(self, seconds: float) -> None:
        self._write(self.offset() + seconds)

    def set(self, moment: datetime) -> None:
        """From now on it is this moment, and time goes on from there. Raises ValueError for one without an offset."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()}: say in which zone, as in 2026-10-12T09:00:00+08:00")
        self._write(moment.timestamp() - self._machine())

    def _write(self, offset: float) -> None:
        """Replaced as a whole, so that nobody ever reads half a number."""
        self._offset = offset
        if self._file is not None:
            fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            fresh.write_text(f"{offset!r}\n", "ascii")
            fresh.replace(self._file)


def moment(seconds: float) -> datetime:
    """Of epoch seconds; aware UTC."""
    return datetime.fromtimestamp(seconds, UTC)
