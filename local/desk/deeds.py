"""What can be done at the desk: as somebody on a platform, and in the operator's corner."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from local.company.weeks import ZONE, is_worked
from local.desk.operator import Operator, Request
from local.desk.subjects import Subjects
from local.im.acts import EVERY
from local.im.seen import as_json
from local.im.simulator import Simulator
from shared.core.account import id_of, platform_of
from shared.core.functions import SCHEDULED
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL

Json = dict[str, Any]


class Deeds:
    """Each takes its arguments by name, as JSON. Raises KeyError, TypeError or ValueError for wrong ones."""

    def __init__(
        self, simulators: Mapping[str, Simulator], subjects: Subjects, operator: Operator | None
    ) -> None:
        self._simulators = simulators
        self._subjects = subjects
        self._operator = operator
        self.all: Mapping[str, Callable[..., Any]] = {
            **{name: partial(self._act, name) for name in EVERY},
            "press": self._press,
            "read": self._read,
            "run": self._run,
            "clock": self._clock,
            "decide": self._decide,
        }

    def _act(self, act: str, /, platform: str, **arguments: Any) -> None:
        acts = self._simulators[platform].acts
        if act not in acts.can:
            raise KeyError(f"nobody can do that there: {act}")
        getattr(acts, act)(**arguments)

    def _press(self, platform: str, user: str, message: str, button: int) -> Json:
        self._subjects.look()
        return dict(as_json(self._simulators[platform].press(user, message, button)))

    def _read(self, platform: str, user: str) -> None:
        self._simulators[platform].acts.read(user)

    def _run(self, function: str) -> Json:
        if self._operator is None or function not in SCHEDULED:
            raise KeyError(f"there is no function to run: {function}")
        done = self._operator.run(function)
        self._subjects.look()
        return done

    def _clock(self, minutes: int = 0, *, to_slot: bool = False) -> Json:
        """On by so many minutes, or to the next moment at which digests go out; what was written to happen by then has."""
        now = self._now()
        then = next_slot(now) if to_slot else now + timedelta(minutes=max(0, min(minutes, 7 * 24 * 60)))
        for simulator in self._simulators.values():
            simulator.clock.set(then)
            simulator.script.play(then.timestamp(), "nights")
        return {"now": as_json(then)}

    def _now(self) -> datetime:
        return next(iter(self._simulators.values())).clock.moment().astimezone(ZONE)

    def _decide(self, request: str, *, grant: bool) -> Json:
        if self._operator is None:
            raise KeyError("there is nobody to decide")
        return self._operator.decide(request, grant=grant)

    def operators_view(self) -> Json:
        if self._operator is None:
            return {"connected": False}
        return {
            "connected": True,
            "functions": tuple(SCHEDULED),
            "requests": [self._request(each) for each in self._operator.requests()],
            "coverage": self._operator.coverage(),
        }

    def _request(self, asked: Request) -> Json:
        """With the names that the platform shows; empty where it shows none."""
        named = {"name": "", "person": ""}
        simulator = self._simulators.get(platform_of(asked.by))
        if simulator is not None:
            try:
                named["person"] = simulator.person(id_of(asked.by)).name
                named["name"] = self._simulators[platform_of(asked.group)].group(id_of(asked.group)).name
            except KeyError:
                pass  # gone by now, or never there
        return asked._asdict() | named


def next_slot(now: datetime) -> datetime:
    """The next digest's moment on a day that is worked, by the policy's defaults."""
    slots = default_policy(ALL).work_hours.slots
    for ahead in range(15):
        day = (now + timedelta(days=ahead)).date()
        for slot in slots:
            moment = datetime.combine(day, slot, ZONE)
            if is_worked(day) and moment > now:
                return moment
    return now + timedelta(days=1)
