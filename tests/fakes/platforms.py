"""What is remembered of the platforms, in memory."""

from datetime import datetime

from shared.adapters.dynamodb import retention
from shared.app.ports.ports import Clock
from shared.core.errors import TakenOver
from shared.core.platform_state import Listing, PlatformState


class FakePlatformStates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._states: dict[str, PlatformState] = {}
        self._seen: dict[tuple[str, str], tuple[bytes, datetime]] = {}

    def get(self, platform: str) -> PlatformState | None:
        return self._states.get(platform, PlatformState(platform))

    def take_over(self, platform: str, run: str) -> PlatformState | None:
        before = self._states.get(platform, PlatformState(platform))
        self._states[platform] = before._replace(epoch=before.epoch + 1, run=run)
        return self._states[platform]

    def keep(self, state: PlatformState) -> None:
        stored = self._states.get(state.platform)
        if stored is None or (stored.epoch, stored.run) != (state.epoch, state.run):
            raise TakenOver(state.platform, state.epoch)
        self._states[state.platform] = state

    def keep_seen(self, platform: str, run: str, groups: bytes) -> None:
        self._seen[platform, run] = (groups, self._clock.now() + retention.LISTING)

    def seen(self, platform: str, listing: Listing) -> bytes | None:
        groups, until = self._seen.get((platform, listing.run), (b"", self._clock.now()))
        is_there = until > self._clock.now() and len(groups) == listing.size
        return groups if is_there or not listing.size else None

    def drop_seen(self, platform: str, listing: Listing) -> None:
        self._seen.pop((platform, listing.run), None)
