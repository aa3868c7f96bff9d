"""What may start a run: everything that is wrong with it is said at once, and nothing is done by a guess."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.app.runs.tick import Tick, tick_of
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import BadInput
from shared.core.functions import SCHEDULED
from tests.app.company import Company


@pytest.mark.parametrize(
    ("event", "tick"),
    [
        ({}, Tick()),
        ({"dry_run": False}, Tick()),
        ({"dry_run": True}, Tick(dry_run=True)),
        ({"groups": [], "checks": ()}, Tick()),
        ({"groups": ["pigeon:oc_1"]}, Tick(groups=frozenset({"pigeon:oc_1"}))),
        ({"checks": ["group_name"]}, Tick(checks=frozenset({"group_name"}))),
        ({"now": None}, Tick()),
        ({"dry_run": True, "messages": True}, Tick(dry_run=True, messages=True)),
        ({"messages": False}, Tick()),
        (
            {"dry_run": True, "now": "2026-10-12T09:00:00+08:00"},
            Tick(dry_run=True, now=datetime(2026, 10, 12, 1, tzinfo=UTC)),
        ),
    ],
)
def test_a_schedules_empty_payload_and_what_an_operator_asks_for_are_ticks(
    event: dict[str, Any], tick: Tick
) -> None:
    assert tick_of(event) == tick


AWARE = "2026-10-12T09:00:00+08:00"


@pytest.mark.parametrize(
    ("event", "reason", "remedy"),
    [
        ({"dry_run": 0}, "dry_run is neither true nor false", "without quotes"),
        ({"dry_run": "true"}, "dry_run is neither true nor false", "without quotes"),
        ({"dry_run": None}, "dry_run is neither true nor false", "without quotes"),
        ({"groups": "pigeon:oc_1"}, "groups is not a list of texts", 'groups: ["…"]'),
        ({"groups": [1]}, "groups is not a list of texts", 'groups: ["…"]'),
        ({"groups": None}, "groups is not a list of texts", 'groups: ["…"]'),
        ({"checks": "group_name"}, "checks is not a list of texts", 'checks: ["…"]'),
        ({"checks": ["kindness"]}, "there is no check “kindness”", ", ".join(check.id for check in CHECKS)),
        ({"group": ["pigeon:oc_1"]}, "“group” is no part of a tick", "dry_run, groups, checks, now"),
        ({"now": AWARE}, "now is only for a dry run", '"dry_run": true'),
        ({"messages": True}, "messages is only for a dry run", "take messages out"),
        ({"messages": "yes", "dry_run": True}, "messages is neither true nor false", "without quotes"),
        ({"now": AWARE, "dry_run": False}, "now is only for a dry run", '"dry_run": true'),
        ({"now": "2026-10-12T09:00:00", "dry_run": True}, "now is “2026-10-12T09:00:00”", "with its offset"),
        ({"now": "tomorrow", "dry_run": True}, "now is “tomorrow”", "with its offset"),
        ({"now": 7, "dry_run": True}, "now is “7”", "with its offset"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_to_write(
    event: dict[str, Any], reason: str, remedy: str
) -> None:
    with pytest.raises(BadInput) as refused:
        tick_of(event)
    (fault,) = refused.value.faults
    assert reason in fault.reason
    assert remedy in fault.remedy


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        tick_of({"dry_run": 1, "groups": "x", "checks": ["x"], "now": AWARE, "y": 1})
    assert len(refused.value.faults) == 5


@pytest.mark.parametrize("function", SCHEDULED)
def test_no_function_takes_a_dry_run_that_is_misspelt_for_a_real_one(function: str) -> None:
    company = Company()
    company.add("g1")
    with pytest.raises(BadInput):
        getattr(company, function)(dry_run="yes")
    assert company.im.asked == []
    assert company.world.log.named("run_finished") == []
