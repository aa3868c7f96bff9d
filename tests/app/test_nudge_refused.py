"""Nudging where a platform refuses: a few people are left alone for a while; too many, and it is the platform that is ill."""

from datetime import timedelta

import pytest

from shared.core.account import account
from shared.core.model import Employment, Profile
from shared.core.policy.values import BlastRadius
from tests.app.platforms import Branches

MONDAY, THURSDAY, FRIDAY = 11, 14, 15


def due(owners: int) -> Branches:
    """So many owners on WeCom, each of one group that is due on Thursday, and 王芳's group on the pigeon post."""
    company = Branches(blast_radius=BlastRadius(1000, 1.0, 1.0))
    company.add("g1")
    for number in range(owners):
        company.wecom.people[f"u{number}"] = Profile(
            f"wecom:u{number}", f"第{number}人", "财务部", employment=Employment.ACTIVE
        )
        company.there(f"w{number}", owner=f"u{number}")
    company.morning(MONDAY)
    company.morning(THURSDAY)
    return company


def everybody(owners: int) -> list[str]:
    return [account("wecom", f"u{number}") for number in range(owners)]


def in_turn(company: Branches) -> list[str]:
    """Who on WeCom has something due, in the order in which a run comes to them."""
    return [one for one in company.world.ledger.cases.due_accounts(company.now) if one.startswith("wecom:u")]


def alarms(company: Branches) -> list[dict[str, object]]:
    return [dict(fields) for fields in company.world.log.named("too_many_refusals")]


def test_as_many_refusals_as_may_be_single_people_are_believed() -> None:
    company = due(5)
    company.refusing(*everybody(5))
    summary = company.nudge()
    assert company.world.ledger.directory.refused("wecom").keys() == set(everybody(5))
    assert (alarms(company), "refusing" in summary) == ([], False)
    assert company.told() == ["pigeon:wang"]


def test_one_more_and_the_platform_rests_with_one_alarm_and_nobody_is_believed_to_be_out_of_reach() -> None:
    company = due(12)
    asked = company.refusing(*everybody(12))
    summary = company.nudge()
    assert len([one for one in asked if one.startswith("wecom:")]) == 6, "the others are not asked for"
    assert alarms(company) == [{"platform": "wecom", "refused": 6}]
    assert summary["refusing"] == ["wecom"]
    assert company.world.ledger.directory.refused("wecom") == {}
    assert {company.case(f"wecom:w{number}").to for number in range(12)} == set(everybody(12)), (
        "nothing moves on to anybody else"
    )
    assert company.told() == ["pigeon:wang"], "the other platform goes on"


def test_a_platform_that_rests_is_left_alone_for_the_day_and_tried_again_on_the_next() -> None:
    company = due(8)
    asked = company.refusing(*everybody(8))
    company.nudge()
    first = [one for one in asked if one.startswith("wecom:")]
    company.world.clock.forward(timedelta(minutes=15))
    company.ticks(20)
    assert [one for one in asked if one.startswith("wecom:")] == first
    assert len(alarms(company)) == 1
    company.morning(FRIDAY)
    company.connect()
    company.ticks()
    assert sorted(one for one in company.told() if one != "pigeon:wang") == everybody(8)


@pytest.mark.parametrize(("rests", "is_told"), [(timedelta(hours=20), True), (timedelta(hours=19), False)])
def test_a_platform_rests_for_twenty_hours(rests: timedelta, *, is_told: bool) -> None:
    company = due(1)
    until = company.now - rests + timedelta(hours=20)
    company.world.ledger.runs.set_cursor("refusing:wecom", until.isoformat())
    company.nudge()
    assert ("wecom:u0" in company.told()) is is_told


@pytest.mark.parametrize(("refused", "is_ill"), [(6, False), (7, True)])
def test_of_many_messages_it_takes_more_than_a_tenth(refused: int, *, is_ill: bool) -> None:
    company = due(60)
    last = in_turn(company)[-refused:]
    company.refusing(*last)
    company.nudge()
    assert (alarms(company) != []) is is_ill
    marks = company.world.ledger.directory.refused("wecom").keys()
    assert marks == (set() if is_ill else set(last))


def test_a_dry_run_remembers_no_refusal() -> None:
    company = due(8)
    company.refusing(*everybody(8))
    company.nudge(dry_run=True)
    assert (alarms(company), company.world.ledger.directory.refused("wecom")) == ([], {})
    assert company.world.ledger.runs.cursor("refusing:wecom") is None
