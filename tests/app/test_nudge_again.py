"""Sending again what may have arrived: only what would be told by now as well, and only until its outcome is proven."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from shared.app.inbound.answer import answer
from shared.core.errors import OutcomeUnknown
from shared.core.mode import Mode
from shared.core.model import Employment, Fact, Waiver
from shared.core.outbox import State
from shared.core.policy.values import Override
from tests.app.business import NOTICE, case_of, found, in_business, nudge_of, press, raising, sending, told
from tests.app.company import FULL, Company

THURSDAY = 14


def due() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)
    return company


def _waived(company: Company) -> None:
    company.operate("waive", group="pigeon:g1", check=NOTICE, reason="试点", by="何静", until="2026-06-30")


def _off_for_it_alone(company: Company) -> None:
    policy = company.world.ports.policy()
    own = policy.checks[NOTICE]
    rule = Override(frozenset(), frozenset(), frozenset({"pigeon:g1"}), Mode.REPORT, None, {})
    checks = {**policy.checks, NOTICE: own._replace(overrides=(rule,))}
    changed = policy._replace(checks=checks)
    company.world = company.world.but(policy=lambda: changed)


def _handed_over(company: Company) -> None:
    group = company.im.groups["g1"]
    company.im.groups["g1"] = group._replace(owner=Fact("chen", company.now))
    company.collect(groups=["pigeon:g1"])


def _waived_and_not_yet_followed(company: Company) -> None:
    """Whoever waives a check writes it down first; the group's cases follow a moment later."""
    company.world.ledger.waivers.put("pigeon:g1", Waiver(NOTICE, "试点", "何静", date(2026, 6, 30)))


def _given_to_somebody_else(company: Company) -> None:
    """What was written for whoever had the account before is not for whoever has it now."""
    company.world.clock.forward(timedelta(minutes=1))
    for state in (Employment.LEFT, Employment.ACTIVE):
        shown = company.im.people["wang"]._replace(employment=state)
        company.world.ledger.directory.save("pigeon", [shown], (), company.now)


@pytest.mark.parametrize(
    "meanwhile",
    [_waived, _waived_and_not_yet_followed, _off_for_it_alone, _handed_over, _given_to_somebody_else],
)
def test_what_would_not_be_told_by_now_is_not_sent_again_although_its_outcome_is_open(
    meanwhile: Callable[[Company], None],
) -> None:
    company = due()
    sending(company, post=raising(OutcomeUnknown("pigeon", "messages.create")))
    company.nudge()
    company.world = company.world.but(ims=lambda: {"pigeon": company.im.connected()})
    meanwhile(company)
    for minute in (35, 50):
        company.at(THURSDAY, 10, minute)
        company.nudge()
    assert told(company) == []
    company.at(THURSDAY, 13, 35)
    assert company.nudge()["counts"]["unconfirmed"] == 1


def test_a_button_that_was_pressed_lets_an_open_outcome_be_settled_although_the_case_is_done() -> None:
    company = due()
    company.im.after = lambda operation: (
        raising(OutcomeUnknown("pigeon", "x"))() if operation == "send" else None
    )
    company.nudge()
    company.im.after = lambda _: None
    company.im.texts["g1"] = FULL
    answer(press(company, "done"), company.world.ports)
    assert not case_of(company).is_open
    company.at(THURSDAY, 10, 35)
    company.nudge()
    assert (nudge_of(company).state, told(company)) == (State.SENT, ["wang"])
