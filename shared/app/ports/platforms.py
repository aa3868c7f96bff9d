"""What is remembered of each platform: one record, and beside it what a listing under way has seen, which is too large."""

from typing import Protocol

from shared.core.platform_state import Listing, PlatformState


class PlatformStates(Protocol):
    """Whoever takes a record over writes it from then on; whoever had it before is late, and changes nothing any more."""

    def get(self, platform: str) -> PlatformState | None:
        """An empty one where nothing is kept yet; None: what is kept cannot be read."""
        ...

    def take_over(self, platform: str, run: str) -> PlatformState | None:
        """As `get`, of the next epoch, and from now on this run's. What cannot be read is left as it is.

        Raises TakenOver where another run did the same at this moment.
        """
        ...

    def keep(self, state: PlatformState) -> None:
        """Write it whole. Raises TakenOver where it is not this epoch's and this run's any more."""
        ...

    def keep_seen(self, platform: str, run: str, groups: bytes) -> None:
        """What the run's listing has seen, before the record counts on it."""
        ...

    def seen(self, platform: str, listing: Listing) -> bytes | None:
        """What was kept of it; None: a part is missing, or cannot be read."""
        ...

    def drop_seen(self, platform: str, listing: Listing) -> None:
        """No record counts on it any more."""
        ...
