"""What can be done at the desk: as somebody in Feishu, and in the operator's corner."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from local.company.weeks import ZONE, is_worked
from local.desk.operator import Operator
from local.desk.subjects import Subjects
from local.feishu.simulator import Simulator
from local.im.clock import iso
from shared.core.functions import SCHEDULED

Json = dict[str, Any]

_SLOTS = (time(10, 20), time(14, 40))
"""When digests begin to go out, by the policy's defaults."""


class Deeds:
    """Each takes its arguments by name, as JSON. Raises KeyError, TypeError or ValueError for wrong ones."""

    def __init__(self, simulator: Simulator, subjects: Subjects, operator: Operator | None) -> None:
        self._simulator = simulator
        self._subjects = subjects
        self._operator = operator
        acts = simulator.acts
        self.all: Mapping[str, Callable[..., Any]] = {
            "press": self._press,
            "read": acts.read,
            "announce": acts.announce,
            "rename": acts.rename,
            "post": self._post,
            "transfer": acts.transfer,
            "appoint": acts.appoint,
            "dissolve": acts.dissolve,
            "run": self._run,
            "clock": self._clock,
            "decide": self._decide,
        }

    def _press(self, user: str, message: str, button: int) -> Json:
        self._subjects.look()
        return self._simulator.presses.press(self._simulator.acts.user(user), message, button)

    def _post(self, group: str, text: str, user: str) -> None:
        self._simulator.acts.post(user, group, text)

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
        self._simulator.clock.set(then)
        self._simulator.script.play(then.timestamp(), "nights")
        return {"now": iso(then.timestamp())}

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._simulator.clock.now(), ZONE)

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
            "requests": [self._request(each._asdict()) for each in self._operator.requests()],
            "coverage": self._operator.coverage(),
        }

    def _request(self, asked: Json) -> Json:
        world = self._simulator.world
        chat, person = world.chats.get(asked["group"]), world.person(asked["by"])
        return asked | {"name": chat.name if chat else "", "person": person.name if person else ""}


def next_slot(now: datetime) -> datetime:
    """The next digest's moment on a day that is worked."""
    for ahead in range(15):
        day = (now + timedelta(days=ahead)).date()
        for slot in _SLOTS:
            moment = datetime.combine(day, slot, ZONE)
            if is_worked(day) and moment > now:
                return moment
    return now + timedelta(days=1)
