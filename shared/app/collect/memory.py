"""What this run knows of a platform from those before it: taken over once, and kept with every change of it."""

from datetime import datetime
from typing import Any

from shared.app.ports.platforms import PlatformStates
from shared.core.platform_state import Listing, PlatformState


class Memory:
    """A platform's state, of which this run is the only writer from `begin` until another run takes it over.

    Every method that keeps something raises TakenOver from then on. A dry run keeps nothing.
    """

    def __init__(self, states: PlatformStates, platform: str, run: str, *, dry: bool) -> None:
        self._states = states
        self._run = run
        self._dry = dry
        self.state = PlatformState(platform)
        self.is_lost = False
        """It cannot be read: it is left as it is, and whatever rests on it waits."""

    def begin(self) -> None:
        platform = self.state.platform
        found = self._states.get(platform) if self._dry else self._states.take_over(platform, self._run)
        self.is_lost = found is None
        self.state = found or self.state

    @property
    def _keeps(self) -> bool:
        return not (self._dry or self.is_lost)

    def keep(self, **changes: Any) -> None:
        """Without any change it only makes sure that no other run has taken over."""
        self.state = self.state._replace(**changes)
        if self._keeps:
            self._states.keep(self.state)

    def keep_listing(self, since: datetime, token: str, groups: bytes) -> None:
        """The groups first: without all of them, the page would be believed to be the end of what was seen."""
        if not self._keeps:
            return
        before, mine = self.state.listing, Listing(since, token, self._run, len(groups))
        self._states.keep_seen(self.state.platform, self._run, groups)
        self.keep(listing=mine)
        if before is not None and before.run != self._run:
            self._states.drop_seen(self.state.platform, before)

    def seen(self) -> bytes | None:
        """What the listing under way has seen; None: there is none, or not all of it can be read any more."""
        listing = self.state.listing
        return None if listing is None else self._states.seen(self.state.platform, listing)

    def drop_listing(self, **changes: Any) -> None:
        """It is whole, or begins anew."""
        before = self.state.listing
        if not self._keeps or (before is None and not changes):
            return
        self.keep(listing=None, **changes)
        if before is not None:
            self._states.drop_seen(self.state.platform, before)
