"""Two weeks of 2026 played through the deployed functions: schedules as they fire, webhooks as they come."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from local.company.unseen import unseen_groups
from local.company.weeks import NATIONAL_DAY, ZONE, is_worked
from local.demo.deployed import OPERATOR
from local.demo.filers import Filers
from local.demo.guests import Guests
from local.demo.letters import Letters
from local.demo.owners import Owners
from local.demo.review import Reviewer
from local.demo.silence import Silence
from local.demo.stage import START, Stage, put_in_force
from local.platforms import UNSEEN

Json = dict[str, Any]

LAST = date(2026, 10, 12)
DAYS = tuple(START.date() + timedelta(days=n) for n in range((LAST - START.date()).days + 1))
CHECKS = ("group_name", "missing_owner", "missing_announcement", "inactive_group")
"""Those that have findings on the first day; what is posted at night is looked at after the first nights."""
_NIGHTS = "after_hours_posting"
_LATE = {date(2026, 9, 29): time(2), date(2026, 10, 3): time(2), date(2026, 10, 10): time(2)}
"""Mornings before which the schedule of `nudge` fires at an hour at which nobody may be written to."""
_DECIDED = date(2026, 9, 30)
"""The afternoon on which the operator goes through what owners explained."""
_FILED = tuple(day for day in DAYS[2:-1] if is_worked(day))
"""When people open the pages: late enough that what a page promised still holds at the end."""


class Fired(NamedTuple):
    """One invocation of a scheduled function, and what it said."""

    at: datetime
    function: str
    summary: Json


class Fortnight:
    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        self.stage = stage
        self.letters = Letters(stage.simulators, stage.desk.subjects)
        self.owners = Owners(stage.simulators, self.letters)
        self.filers = _filers(stage)
        self.guests = Guests(stage.simulators)
        self.silence = Silence(stage.simulators, self.filers.groups)
        self.reviewer = Reviewer([each.company for each in stage.simulators], stage.deployed)
        self.fired: list[Fired] = []
        self.webhooks = 0
        self.granted = self.decided = 0
        self.first_calls = 0
        """API calls of the first collection, which reads everything."""
        self._say = say

    def play(self) -> Iterator[date]:
        """Yields each day when it is over. Raises FunctionFailed where a function ends with an error."""
        self._say("启用规范 · putting the policy in force")
        put_in_force(self.stage)
        for day in DAYS:
            self._night_before(day)
            self._morning(day)
            self._working_hours(day)
            yield day

    def _night_before(self, day: date) -> None:
        if day in _LATE:
            self._fire("nudge", day, _LATE[day])
        self._at(day, time(8))
        self._live(day, time(8))

    def _morning(self, day: date) -> None:
        if is_worked(
            day
        ):  # on the others nothing that it could read changes; what people post comes by itself
            self._fire("collect", day, time(9))
        if day == DAYS[0]:
            self.first_calls = self.calls()
        self._fire("inspect", day, time(9, 10))
        if day == DAYS[0]:
            self._first_day(day)
        elif _NIGHTS not in self.reviewer.marked and self.reviewer.look(_NIGHTS):
            self._fire("inspect", day, time(9, 40))

    def _first_day(self, day: date) -> None:
        """Nothing is said of what a check finds first before somebody has looked at a sample of it."""
        self._say("抽查并放行首批结果 · reviewing a sample, releasing the baseline")
        self._at(day, time(9, 30))
        for check in CHECKS:
            self.reviewer.look(check)
        self.reviewer.release()
        self._fire("inspect", day, time(10))
        self._say("邀请各部门负责人登记 · inviting heads and project leads to file their groups")
        self.stage.deployed.operate("invite", departments=["all"], release=True, by=OPERATOR)

    def _working_hours(self, day: date) -> None:
        """On days off the schedule fires as well: nothing must come of it."""
        self._fire("nudge", day, time(10, 20))
        if not is_worked(day):
            return
        self._at(day, time(11))
        self.silence.look()
        pressed = self.owners.react(day) + self.guests.react()
        self._settle(answers=bool(pressed))
        self._say(f"{day.month}月{day.day}日 11:00 登记 filing")
        self.filers.come(day)
        self._fire("nudge", day, time(14, 40))
        if day == _DECIDED:
            self._decide(day)
        self._live(day, time(17))

    def _decide(self, day: date) -> None:
        """The operator grants three of four explanations; what comes later waits for whoever sits at the desk."""
        self._at(day, time(15))
        for place, request in enumerate(self.stage.deployed.requests()):
            self.stage.deployed.decide(request.id, grant=place % 4 != 3)
            self.granted += place % 4 != 3
            self.decided += 1

    def _live(self, day: date, until: time) -> None:
        """What people say until then; webhooks tell of what is said at night, and to everybody on a day off."""
        self._at(day, until)
        for simulator in self.stage.simulators:
            simulator.script.play(_moment(day, until).timestamp(), "counted")
        self._settle()

    def _settle(self, *, answers: bool = False) -> None:
        """Until everything that was pushed has been delivered, queued and taken."""
        pushed = self._deliver()
        self.webhooks += pushed
        if pushed or answers:
            self.stage.deployed.wait_until_taken()

    def _deliver(self) -> int:
        sent = 0
        for simulator in self.stage.simulators:
            while simulator.pushes.unsettled():
                sent += simulator.pushes.deliver_due()
        return sent

    def calls(self) -> int:
        """That the product made so far."""
        return sum(each.calls.made.total() for each in self.stage.simulators)

    def _fire(self, function: str, day: date, wall: time) -> None:
        self._at(day, wall)
        self._say(f"{day.month}月{day.day}日 {wall:%H:%M} {_NAMES[function]}")
        self.fired.append(Fired(_moment(day, wall), function, self.stage.deployed.run(function)))

    def _at(self, day: date, wall: time) -> None:
        self.stage.set_clock(_moment(day, wall))


def _filers(stage: Stage) -> Filers:
    """Of the company as it is on all platforms together."""
    assert stage.front is not None, "the pages are part of the fortnight"
    groups = unseen_groups(stage.simulators[0].company, UNSEEN)
    return Filers(stage.front.url, stage.simulators, groups, _FILED)


_NAMES = {"collect": "采集 collect", "inspect": "检查 inspect", "nudge": "提醒 nudge"}


def _moment(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, ZONE)


def is_quiet(moment: datetime) -> bool:
    """Whether nobody may be written to at this moment in China, whoever they are."""
    day = moment.date()
    after_holiday = day == max(NATIONAL_DAY) + timedelta(days=1)
    return not is_worked(day) or after_holiday or not time(9) <= moment.time() < time(18)
