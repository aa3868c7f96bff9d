"""The machine's clock: the only place that asks it for the time."""

from datetime import UTC, datetime


class SystemClock:
    """The `Clock` of a real run."""

    def now(self) -> datetime:
        return datetime.now(UTC)
