"""In memory: the states of checks, waivers and requests, the audit trail, budgets, seen events and the policy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from shared.adapters.dynamodb import retention
from shared.adapters.dynamodb.keys import escaped
from shared.adapters.dynamodb.leaves import leave_ends
from shared.app.ports.ports import Clock
from shared.app.ports.state import Confirmation, PublishedPolicy
from shared.core.account import Account
from shared.core.check_state import CheckState
from shared.core.errors import Conflict
from shared.core.leave import Leave
from shared.core.model import Waiver
from shared.core.request import Decision, Request, decided
from shared.core.run import Entry


class FakeCheckStates:
    def __init__(self) -> None:
        self._states: dict[str, CheckState] = {}

    def all(self) -> Mapping[str, CheckState]:
        return dict(self._states)

    def save(self, state: CheckState) -> CheckState:
        stored = self._states.get(state.check)
        saved = state._replace(version=state.version + 1)
        if stored == saved:  # our own write, come twice
            return saved
        if (stored.version if stored else 0) != state.version:
            raise Conflict
        self._states[state.check] = saved
        return saved


class FakeConfirmations:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._newest: dict[Account, Confirmation] = {}

    def put(self, confirmation: Confirmation) -> None:
        self._newest[confirmation.account] = confirmation

    def latest(self, accounts: Iterable[Account]) -> datetime | None:
        wanted = set(accounts)
        return max((one.at for one in self.all() if one.account in wanted), default=None)

    def all(self) -> Iterator[Confirmation]:
        now = self._clock.now()
        kept = (one for one in self._newest.values() if now < one.at + retention.CONFIRMATION)
        return iter(sorted(kept, key=lambda one: escaped(one.account)))


class FakeLeaves:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._newest: dict[Account, Leave] = {}

    def put(self, leave: Leave) -> None:
        self._newest[leave.account] = leave

    def all(self) -> Iterator[Leave]:
        now = self._clock.now()
        kept = (one for one in self._newest.values() if now < leave_ends(one))
        return iter(sorted(kept, key=lambda one: escaped(one.account)))


class FakeWaivers:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waivers: dict[str, dict[str | None, Waiver]] = {}
        self._requests: dict[str, Request] = {}

    def put(self, group: str, waiver: Waiver) -> None:
        self._waivers.setdefault(group, {})[waiver.check] = waiver

    def remove(self, group: str, check: str | None) -> bool:
        return self._waivers.get(group, {}).pop(check, None) is not None

    def ask(self, request: Request) -> bool:
        if self.request(request.id) is not None:
            return False
        self._requests[request.id] = request
        return True

    def request(self, request_id: str) -> Request | None:
        found = self._requests.get(request_id)
        if found and found.decided and found.decided + retention.REQUEST <= self._clock.now():
            return None
        return found

    def pending(self) -> list[Request]:
        waiting = [request for request in self._requests.values() if request.decided is None]
        return sorted(waiting, key=lambda request: (request.asked, request.id))

    def asked_by(self, accounts: Iterable[Account]) -> list[Request]:
        wanted = set(accounts)
        kept = [one for key in self._requests if (one := self.request(key)) and one.by in wanted]
        return sorted(kept, key=lambda request: (request.asked, request.id), reverse=True)

    def decide(self, request: Request, decision: Decision) -> None:
        stored = self.request(request.id)
        if stored is None:
            raise Conflict
        after = decided(request, decision)
        if stored.decided is not None and stored != after:
            raise Conflict
        self._requests[request.id] = after

    def of_group(self, group: str) -> tuple[Waiver, ...]:
        """By check, the one for all checks first."""
        mine = self._waivers.get(group)
        return tuple(mine[check] for check in sorted(mine, key=lambda check: check or "")) if mine else ()

    def forget_group(self, group: str) -> None:
        self._waivers.pop(group, None)


class FakeAudit:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: list[Entry] = []

    def write(self, entry: Entry) -> None:
        if entry not in self.entries[-50:]:  # written twice it is there once
            self.entries.append(entry)

    def of(self, subject: str, limit: int) -> list[Entry]:
        since = self._clock.now() - retention.AUDIT
        mine = [entry for entry in self.entries if entry.subject == subject and entry.at > since]
        return sorted(mine, key=lambda entry: entry.at, reverse=True)[:limit]


class FakeBudgets:
    def __init__(self) -> None:
        self._used: dict[str, tuple[int, datetime]] = {}

    def take(self, name: str, units: int, limit: int, now: datetime) -> bool:
        used, since = self._used.get(name, (0, now))
        if since + retention.BUDGET <= now:
            used, since = 0, now
        if used + units > limit:
            return False
        self._used[name] = (used + units, since)
        return True


class FakeSeen:
    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def first(self, event_id: str, now: datetime) -> bool:
        if self._until.get(event_id, now) > now:
            return False
        self._until[event_id] = now + retention.SEEN
        return True


class FakePolicyShelf:
    def __init__(self) -> None:
        self._current: PublishedPolicy | None = None

    def current(self) -> PublishedPolicy | None:
        return self._current

    def publish(self, version: str, data: bytes, at: datetime, replaces: str | None) -> None:
        if self._current and self._current[:2] == (version, data):  # our own, come twice
            return
        if (self._current.version if self._current else None) != replaces:
            raise Conflict
        self._current = PublishedPolicy(version, data, at)
