"""Keeps what was read: many groups in one request, and one by one where that fails, so that none costs another."""

from collections.abc import Callable

from shared.app.ports.state import GroupChange, Inventory

_AT_ONCE = 25
"""Groups that are kept together; so many have to be read again after a crash."""


class Keeping:
    """What waits to be kept."""

    def __init__(self, inventory: Inventory, failed: Callable[[GroupChange, Exception], None]) -> None:
        """`failed` is told of each group that cannot be kept."""
        self._inventory = inventory
        self._failed = failed
        self._waiting: list[GroupChange] = []

    def add(self, change: GroupChange) -> None:
        self._waiting.append(change)
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        changes, self._waiting = self._waiting, []
        if not changes:
            return
        try:
            self._inventory.keep(changes)
        # Which of them it was, and what is to be done about it, shows when each is kept alone.
        except Exception:  # noqa: BLE001
            for change in changes:
                self._keep_alone(change)

    def _keep_alone(self, change: GroupChange) -> None:
        try:
            self._inventory.keep((change,))
        except Exception as error:  # noqa: BLE001 (one group that breaks us costs only itself; it is told)
            self._failed(change, error)
