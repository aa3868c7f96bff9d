"""The machine's clock: the only place that asks it for the time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from shared.core.errors import ConfigError, Fault

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SystemClock:
    """The `Clock` of a real run."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class OffsetClock:
    """The clock of a company on a laptop: the machine's, moved by the seconds that a file holds."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """Raises ConfigError where the file is gone or holds no number: no run goes on at a time that nobody chose."""
        try:
            offset = float(self._file.read_text("ascii"))
        except (OSError, ValueError) as error:
            remedy = "Write a number of seconds into it, or unset GK_CLOCK_FILE"
            raise ConfigError(Fault("GK_CLOCK_FILE", None, "the file holds no offset", remedy)) from error
        return datetime.now(UTC) + timedelta(seconds=offset)


def clock_of(file: str, endpoint: str) -> SystemClock | OffsetClock:
    """The machine's clock, unless a file moves it. Raises ConfigError where that is asked for outside a laptop."""
    if not file:
        return SystemClock()
    if urlsplit(endpoint).hostname not in _LOOPBACK:
        reason = "the clock may only be moved where AWS_ENDPOINT_URL is on loopback"
        raise ConfigError(Fault("GK_CLOCK_FILE", None, reason, "Unset GK_CLOCK_FILE"))
    return OffsetClock(Path(file))
