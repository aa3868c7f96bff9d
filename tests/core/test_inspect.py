"""What applies to every check: closed groups, kinds, waivers, and a check that breaks."""

from datetime import date
from typing import Any

import pytest

from shared.core.checks.base import Check
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.judge import Plan, inspect, kind_of
from shared.core.judgement import OK, Judgement, Outcome
from shared.core.model import Group, Kind, Status, Waiver
from tests.core.company import SCENE, group

BY_ID = {check.id: check for check in CHECKS}


def judged(check: Check, *groups: Group) -> list[tuple[str, str]]:
    found = inspect(groups, (Plan(check, {}),), SCENE)
    return [(str(row.outcome), row.reason) for _, _, rows in found for row in rows]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": Status.DISSOLVED}, "dissolved"),
        ({"kind": Kind.PRIVATE}, "private"),
        ({"kind": Kind.CONFIDENTIAL}, "confidential"),
    ],
)
def test_no_check_applies_to_closed_private_and_confidential_groups(
    check: Check, facts: dict[str, Any], reason: str
) -> None:
    assert judged(check, group(**facts)) == [("not_applicable", reason)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_group_of_which_nothing_is_known_is_never_a_violation(check: Check) -> None:
    assert {outcome for outcome, _ in judged(check, group())} <= {"unknown"}


def test_what_is_fine_yields_nothing() -> None:
    assert judged(BY_ID["missing_owner"], group(owner="wang")) == []


def test_kinds_that_a_check_is_not_for_are_not_applicable() -> None:
    assert judged(BY_ID["inactive_group"], group(kind=Kind.ALL_STAFF)) == [("not_applicable", "kind")]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, Kind.PROJECT),
        ({"external": True}, Kind.EXTERNAL),
        ({"external": False}, Kind.PROJECT),
        ({"external": True, "kind": Kind.DEPARTMENT}, Kind.DEPARTMENT),
    ],
)
def test_an_unknown_kind_is_external_where_outsiders_were_seen_else_project(
    facts: dict[str, Any], kind: Kind
) -> None:
    assert kind_of(group(**facts)) is kind


@pytest.mark.parametrize(
    ("waiver", "is_waived"),
    [
        (Waiver(None, "r", "b", None), True),
        (Waiver("missing_owner", "r", "b", date(2026, 5, 29)), True),
        (Waiver("missing_owner", "r", "b", date(2026, 5, 28)), False),
        (Waiver("group_name", "r", "b", None), False),
    ],
)
def test_a_waiver_holds_for_its_check_through_its_last_day(waiver: Waiver, is_waived: bool) -> None:  # noqa: FBT001
    found = judged(BY_ID["missing_owner"], group(owner="", waivers=(waiver,)))
    assert found == ([("not_applicable", "waived")] if is_waived else [("violation", "")])


def test_a_check_that_breaks_is_reported_and_silences_nobody() -> None:
    def broken(*_: object) -> tuple[Judgement, ...]:
        raise ZeroDivisionError

    check = BY_ID["missing_owner"]._replace(judge=broken)
    plans = (Plan(check, {}), Plan(BY_ID["missing_announcement"], {}))
    found = {check.id: rows[0] for _, check, rows in inspect([group()], plans, SCENE)}
    assert found["missing_owner"].outcome is Outcome.UNKNOWN
    assert found["missing_owner"].reason == "check_failed"
    assert found["missing_owner"].evidence == {"error": "ZeroDivisionError"}
    assert found["missing_announcement"].reason == "not_observed"


def test_settings_may_be_a_function_of_the_group() -> None:
    seen: list[object] = []

    def judge(_: object, settings: object, __: object) -> tuple[Judgement, ...]:
        seen.append(settings)
        return OK

    check = BY_ID["missing_owner"]._replace(judge=judge)
    plan = Plan(check, {"days": 60}, lambda one: {"days": 90 if one.id == "g2" else 60})
    list(inspect([group("g1"), group("g2")], (plan,), SCENE))
    assert seen == [{"days": 60}, {"days": 90}]
