"""「休假到…」: no card comes until then, no day of it counts, nobody is told in their place, and nobody learns of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.inspect.tick import inspect
from shared.app.ops.operate import operate
from shared.app.pages.leave import come_back, go, on_leave
from shared.core.case import Case
from shared.core.leave import Leave
from shared.core.model import Person
from tests.app.handing import Handing
from tests.app.pages import CHEN, SALES, WANG, ZHOU

TODAY = date(2026, 10, 12)
"""A Monday."""
NOTICE = "missing_announcement"
OTHER = "lantern:wangfang"


class Resting(Handing):
    def goes(self, day: str, account: str = WANG) -> bool:
        return go(day, self.who(account), self.world.ports) is None

    def is_back(self, account: str = WANG) -> None:
        come_back(self.who(account), self.world.ports)

    def until(self, account: str = WANG) -> date | None:
        return on_leave(self.who(account))

    def due(self) -> Case:
        """王芳's group without an announcement, as an inspection plans it."""
        inspect({"checks": [NOTICE]}, self.world.ports)
        (case,) = (case for case in self.stored(self.key).cases if case.key.check == NOTICE)
        return case

    @property
    def key(self) -> str:
        return self.mine().groups[0].group.key

    def explained(self) -> Mapping[str, Any]:
        return operate({"do": "explain", "group": self.key}, self.world.ports)


@pytest.fixture
def office() -> Resting:
    return Resting()


def test_somebody_is_on_leave_until_the_day_that_they_said_and_no_longer(office: Resting) -> None:
    assert office.until() is None
    assert office.goes("2026-10-14")
    assert (office.until(), office.until(CHEN)) == (date(2026, 10, 14), None)
    office.forward(2)
    assert office.until() == date(2026, 10, 14)
    office.forward(1)
    assert office.until() is None


@pytest.mark.parametrize("day", ["", "昨天", "2026-10-11", "2027-01-11", "2026-02-30", "20261013x"])
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_is_kept(office: Resting, day: str) -> None:
    assert not office.goes(day)
    assert list(office.world.ledger.leaves.all()) == []


@pytest.mark.parametrize("day", ["2026-10-12", "2027-01-10"])
def test_today_and_the_ninetieth_day_from_now_can_be_said(office: Resting, day: str) -> None:
    assert office.goes(day)


def test_it_is_taken_back_at_once_and_taking_it_back_twice_is_the_same(office: Resting) -> None:
    office.goes("2026-10-14")
    office.is_back()
    office.is_back()
    assert office.until() is None
    assert list(office.world.ledger.leaves.all()) == [
        Leave(WANG, TODAY, TODAY - timedelta(days=1), office.world.clock.now())
    ]


def test_whoever_is_on_no_leave_comes_back_from_none(office: Resting) -> None:
    office.is_back()
    assert list(office.world.ledger.leaves.all()) == []


def test_a_leave_that_is_said_again_goes_on_from_its_first_day(office: Resting) -> None:
    office.goes("2026-10-14")
    office.forward(3)
    office.goes("2026-10-16")
    (leave,) = office.world.ledger.leaves.all()
    assert (leave.since, leave.until) == (TODAY, date(2026, 10, 16))
    office.forward(10)
    office.goes("2026-10-30")
    (leave,) = office.world.ledger.leaves.all()
    assert leave.since == date(2026, 10, 25)


def test_after_it_was_taken_back_on_its_first_day_another_begins_anew(office: Resting) -> None:
    office.goes("2026-10-14")
    office.is_back()
    office.goes("2026-10-13")
    (leave,) = office.world.ledger.leaves.all()
    assert (leave.since, leave.until) == (TODAY, date(2026, 10, 13))


def test_it_is_the_person_s_with_every_account_and_the_last_word_of_any_holds(office: Resting) -> None:
    office.register(Person((WANG, OTHER), "王芳"))
    office.goes("2026-10-14", OTHER)
    assert office.until(WANG) == date(2026, 10, 14)
    office.forward(0.01)
    office.is_back(WANG)
    assert office.until(OTHER) is None


def test_whoever_gets_the_account_later_is_on_no_leave(office: Resting) -> None:
    office.goes("2026-10-14")
    office.forward(0.01)
    office.hand_account_on()
    assert office.until() is None


def test_while_they_are_away_no_card_comes_to_them_or_to_anybody_else(office: Resting) -> None:
    office.shows("p1", "市场部-丙群", CHEN)
    office.files(announcement="no")
    office.goes("2026-12-31")
    inspect({}, office.world.ports)
    for _ in range(60):
        office.morning(1)
    assert office.told() == []


def test_no_day_of_a_leave_counts_towards_the_next_card(office: Resting) -> None:
    office.files(announcement="no")
    before = office.due()
    office.goes("2026-10-16")
    after = office.due()
    assert before.due is not None
    assert after.due is not None
    # Tuesday to Friday are four work days; a page showed it on Monday.
    calendar = office.who().scene.calendar
    days = [before.due.date() + timedelta(days=ahead) for ahead in range(1, 15)]
    assert after.due.date() == [day for day in days if calendar.is_workday(day)][3]
    assert (after.to, after.role) == (before.to, before.role)


def test_afterwards_it_goes_on_where_it_was_also_once_the_leave_is_over(office: Resting) -> None:
    office.files(announcement="no")
    office.goes("2026-10-16")
    planned = office.due().due
    office.forward(14)
    assert office.due().due == planned
    for _ in range(40):
        office.morning(1)
    assert office.told() == ["wang", "wang"]


def test_a_card_that_was_due_before_the_leave_waits_for_the_day_after_coming_back(office: Resting) -> None:
    office.files(announcement="no")
    office.due()
    office.forward(30)
    office.goes("2026-11-12")
    office.morning()
    assert office.told() == []
    office.is_back()
    office.morning(1)
    assert office.told() == ["wang"]


def test_a_question_to_them_has_its_usual_days_so_that_nobody_learns_of_the_leave(office: Resting) -> None:
    group = office.files()
    office.goes("2026-12-31", CHEN)
    office.offer(group)
    handover = office.stored(group.group.key).filed
    other = Resting()
    theirs = other.files()
    other.offer(theirs)
    usual = other.stored(theirs.group.key).filed
    assert handover is not None
    assert usual is not None
    assert handover.handover == usual.handover
    for _ in range(20):
        office.morning(1)
    assert office.told() == []


def test_the_pages_of_colleagues_are_the_same_whether_somebody_is_away_or_not(office: Resting) -> None:
    office.files(announcement="no")
    before = [office.mine(one) for one in (CHEN, ZHOU)]
    office.goes("2026-11-30")
    assert [office.mine(one) for one in (CHEN, ZHOU)] == before


def test_it_stands_in_no_audit_trail(office: Resting) -> None:
    office.goes("2026-10-14")
    office.is_back()
    assert office.world.ledger.audit.of(WANG, 9) == []


def test_operators_see_why_a_case_waits_and_nobody_is_told_in_their_place(office: Resting) -> None:
    office.tries({**SALES, "announcement": "no"})
    assert office.explained()["away_until"] is None
    office.goes("2026-10-14")
    explained = office.explained()
    assert explained["told"] == {"role": "owner", "account": WANG}
    assert explained["away_until"] == "2026-10-14"


def test_a_group_whose_owner_is_away_is_not_one_without_anybody(office: Resting) -> None:
    office.files(announcement="no")
    office.goes("2026-10-14")
    inspect({}, office.world.ports)
    assert office.world.ledger.runs.cursor("without_anybody") is None
