"""A clock that moves only when somebody waits."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 9, 21, 14, tzinfo=UTC)


class Clock:
    """Time passes by waiting, and every wait is remembered."""

    def __init__(self) -> None:
        self.at = START
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
