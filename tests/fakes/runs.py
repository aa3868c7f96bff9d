"""Runs, leases and cursors in memory."""

from collections.abc import Callable
from datetime import datetime

from shared.adapters.dynamodb import retention
from shared.app.ports.ports import Clock
from shared.core.run import Run


class FakeRuns:
    def __init__(self, clock: Clock, token: Callable[[], str]) -> None:
        self._clock = clock
        self._token = token
        self._leases: dict[str, tuple[str, datetime]] = {}
        self._runs: dict[str, dict[tuple[datetime, str], Run]] = {}
        self._cursors: dict[str, str] = {}

    def lease(self, name: str, *, now: datetime, until: datetime) -> str | None:
        token = self._token()
        held = self._leases.get(name)
        if held is not None and held[1] > now:
            return None
        self._leases[name] = (token, until)
        return token

    def unlease(self, name: str, token: str) -> None:
        if self._leases.get(name, ("", None))[0] == token:
            del self._leases[name]

    def record(self, run: Run) -> None:
        self._runs.setdefault(run.function, {})[run.started, run.id] = run

    def recent(self, function: str, limit: int) -> list[Run]:
        since = self._clock.now() - retention.RUN
        runs = self._runs.get(function, {})
        return [runs[key] for key in sorted(runs, reverse=True) if key[0] > since][:limit]

    def cursor(self, name: str) -> str | None:
        return self._cursors.get(name)

    def set_cursor(self, name: str, value: str | None) -> None:
        if value is None:
            self._cursors.pop(name, None)
        else:
            self._cursors[name] = value
