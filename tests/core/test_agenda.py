"""The agenda: what comes next for each open case, for whom and when, computed from facts alone."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.core.calendar.hours import WorkTime
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.checks.catalogue import CHECKS
from shared.core.judgement import Level
from shared.core.ladder.agenda import Agenda, delivered, planned
from shared.core.lang import Lang
from shared.core.message.voice import Voice
from shared.core.mode import Mode
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy
from shared.core.policy.values import Override
from shared.core.questions.catalogue import ALL
from shared.core.recipient import Role
from tests.core.company import BEIJING, CALENDAR, NOW, SCENE, group

EARLY = NOW - timedelta(days=100)
OPENED = datetime(2026, 5, 11, 1, tzinfo=UTC)
CHECK = "missing_announcement"


def policy() -> Policy:
    made = default_policy(ALL)
    checks = {name: check._replace(mode=Mode.NUDGE) for name, check in made.checks.items()}
    return made._replace(mode=Mode.NUDGE, checks=checks)


def agenda(
    *, given: Policy | None = None, cap: Mode = Mode.NUDGE, armed: Mapping[str, datetime] | None = None
) -> Agenda:
    made = given or policy()
    voice = Voice(
        lang=Lang.ZH,
        work_of=lambda _: WorkTime(BEIJING, CALENDAR),
        pace_of=lambda check: made.checks[check.id].pace,
        effective_from=lambda _: None,
        clause_of=lambda check: check.clause.number,
        wording={},
        deeds=(),
    )
    return Agenda(SCENE, made, voice, cap, {check.id: EARLY for check in CHECKS} if armed is None else armed)


def case(check: str = CHECK, **changed: Any) -> Case:
    made = Case(CaseKey("wecom:g1", check), Level.DUTY, {}, ("k",), OPENED)
    return made._replace(**changed)


def file(*cases: Case, **facts: Any) -> GroupFile:
    known: dict[str, Any] = {"name": "市场部-新品推广组", "owner": "wang", "admins": ("wu",)} | facts
    return GroupFile(group(**known), EARLY, cases=cases)


def next_of(given: GroupFile, plan: Agenda | None = None) -> Case:
    return planned(given, plan or agenda())[-1]


def local(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(BEIJING).isoformat(timespec="minutes")[:16]


def test_an_owner_is_told_on_the_third_work_day() -> None:
    found = next_of(file(case()))
    assert (found.step, found.to, found.role) == (Step.TOLD, "wecom:wang", Role.OWNER)
    assert local(found.due) == "2026-05-14T10:20"


def test_planning_again_changes_nothing_and_makes_no_new_objects() -> None:
    once = file(*planned(file(case()), agenda()))
    assert planned(once, agenda())[0] is once.cases[0]


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ({"owner_changed": datetime(2026, 5, 12, 3, tzinfo=UTC)}, "2026-05-15T10:20"),
        ({"first_seen": datetime(2026, 5, 13, 3, tzinfo=UTC)}, "2026-05-18T10:20"),
        ({"gone": NOW}, None),
    ],
)
def test_what_happened_to_the_group_decides_when(changed: dict[str, Any], due: str | None) -> None:
    found = next_of(file(case())._replace(**changed))
    assert (local(found.due) if found.due else None) == due


def test_a_group_that_says_it_is_created_next_year_waits_for_nothing() -> None:
    assert local(next_of(file(case(), created=NOW + timedelta(days=300))).due) == "2026-05-14T10:20"


def test_what_was_there_when_the_check_was_switched_on_has_the_longer_grace() -> None:
    plan = agenda(armed={CHECK: OPENED})
    days = {local(next_of(_group(number), plan).due)[:10] for number in range(40)}
    assert min(days) >= "2026-05-14"
    assert max(days) <= "2026-06-08"
    assert len(days) > 10


def _group(number: int) -> GroupFile:
    made = file(case())
    return made._replace(group=made.group._replace(id=f"g{number}"))


@pytest.mark.parametrize(
    "silent",
    [
        agenda(armed={}),
        agenda(cap=Mode.REPORT),
        agenda(given=policy()._replace(mode=Mode.REPORT)),
    ],
)
def test_nothing_is_due_where_nothing_may_be_said(silent: Agenda) -> None:
    rested = next_of(file(case(due=NOW, to="wecom:wang", role=Role.OWNER)), silent)
    assert (rested.due, rested.to, rested.role) == (None, None, None)


def test_an_override_silences_one_group() -> None:
    given = policy()
    rule = Override(frozenset(), frozenset(), frozenset({"wecom:g1"}), Mode.REPORT, None, {})
    own = given.checks[CHECK]._replace(overrides=(rule,))
    given = given._replace(checks={**given.checks, CHECK: own})
    assert next_of(file(case()), agenda(given=given)).due is None


def test_a_case_that_waits_for_the_operator_rests() -> None:
    assert next_of(file(case(request="r1"))).due is None


def test_after_the_reminder_there_is_silence_for_the_owner() -> None:
    told = case(delivered={Step.TOLD: datetime(2026, 5, 14, 2, 20, tzinfo=UTC)}, shown_to="wecom:wang")
    again = next_of(file(told))
    assert (again.step, local(again.due)) == (Step.REMINDED, "2026-05-21T10:20")
    both = {**told.delivered, Step.REMINDED: datetime(2026, 5, 21, 2, 20, tzinfo=UTC)}
    last = next_of(file(told._replace(delivered=both)))
    assert (last.step, last.due, last.to) == (Step.ROLLED_UP, None, None)


def test_advice_has_no_second_step() -> None:
    told = case(level=Level.ADVICE, delivered={Step.TOLD: NOW}, shown_to="wecom:wang")
    assert (next_of(file(told)).step, next_of(file(told)).due) == (None, None)


def test_for_another_reader_the_ladder_begins_anew() -> None:
    told = case(delivered={Step.TOLD: NOW, Step.REMINDED: NOW}, shown_to="wecom:gone")
    assert next_of(file(told)).step is Step.TOLD


@pytest.mark.parametrize(
    ("owner", "admins", "to", "role"),
    [
        ("wang", ("wu",), "wecom:wang", Role.OWNER),
        ("gone", ("wu",), "wecom:wu", Role.ADMIN),
        ("gone", ("off", "robot"), "wecom:chen", Role.HEAD),
        (None, (), "wecom:chen", Role.HEAD),
        ("chen", (), "wecom:chen", Role.OWNER),
    ],
)
def test_the_first_in_the_chain_who_can_be_reached_is_told(
    owner: str | None, admins: tuple[str, ...], to: str, role: Role
) -> None:
    found = next_of(file(case(), owner=owner, admins=admins))
    assert (found.to, found.role) == (to, role)


def test_what_never_escalates_does_not_reach_a_head() -> None:
    night = case("after_hours_posting", level=Level.ADVICE)
    assert next_of(file(night)).to == "wecom:wang"
    assert next_of(file(night, owner="gone", admins=())).to is None


def test_what_comes_first_lets_the_rest_wait_until_it_is_resolved() -> None:
    first, rest = case("inactive_group"), case()
    plans = planned(file(first, rest), agenda())
    assert [one.due is not None for one in plans] == [True, False]
    plans = planned(file(first._replace(resolved=NOW), rest), agenda())
    assert [one.due is not None for one in plans] == [False, True]


def test_a_delivery_counts_for_whom_it_reached_and_says_what_comes_next() -> None:
    at = datetime(2026, 5, 14, 2, 20, tzinfo=UTC)
    told = delivered(case(), Step.TOLD, "wecom:wang", at, file(case()), agenda())
    assert (told.delivered, told.shown_to) == ({Step.TOLD: at}, "wecom:wang")
    assert (told.step, local(told.due)) == (Step.REMINDED, "2026-05-21T10:20")
    other = case(delivered={Step.TOLD: EARLY, Step.REMINDED: EARLY}, shown_to="wecom:gone")
    assert delivered(other, Step.TOLD, "wecom:wang", at, file(other), agenda()).delivered == {Step.TOLD: at}


def test_a_case_of_a_check_that_this_release_does_not_know_rests() -> None:
    assert next_of(file(case("forgotten_check"))).due is None
