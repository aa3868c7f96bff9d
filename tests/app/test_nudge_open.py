"""Open outcomes: what a run does that has no time, is too late, is refused again, or finds that somebody was quicker."""

from datetime import timedelta

import pytest

from shared.core.case import Step
from shared.core.errors import Conflict, OutcomeUnknown, PlatformError, RecipientUnreachable
from shared.core.model import NOBODY_REGISTERED
from shared.core.outbox import Answer, Nudge, State
from tests.app.business import (
    NOTICE,
    case_of,
    found,
    in_business,
    nudge_of,
    raising,
    sending,
    shown,
    tap,
    told,
)
from tests.app.company import Company

THURSDAY = 14
UNKNOWN = OutcomeUnknown("pigeon", "im.message.create")
REFUSED = RecipientUnreachable("pigeon", "im.message.create", "230013")


def due(*groups: str, checks: tuple[str, ...] = (NOTICE,)) -> Company:
    company = in_business(*checks)
    for group in groups or ("g1",):
        company.add(group, admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    return company


def unclear(*groups: str, checks: tuple[str, ...] = (NOTICE,)) -> Company:
    """A quarter of an hour after a message of which nobody knows whether it arrived."""
    company = due(*groups, checks=checks)
    sending(company, post=raising(UNKNOWN))
    assert company.nudge()["counts"]["unclear"] == 1
    sending(company)
    company.at(THURSDAY, 10, 35)
    return company


def test_what_a_run_holds_it_holds_for_a_minute_longer_than_it_can_live() -> None:
    """Its last request may still be under way when Lambda has ended it."""
    company = due()
    company.world = company.world.but(remaining=lambda: 300.0)
    sending(company, post=raising(UNKNOWN))
    company.nudge()
    assert nudge_of(company).lease_until == company.now + timedelta(seconds=360)


def test_what_became_of_a_message_stands_in_the_trail_as_the_product_s_doing() -> None:
    company = due()
    company.nudge()
    (entry,) = company.world.ledger.audit.of("pigeon:wang", 9)
    assert (entry.what, entry.by) == ("nudge_sent", "product")
    assert entry.details == {"day": "2026-05-14", "cases": 1, "attempts": 1}


def test_a_run_whose_time_is_up_says_so_and_the_next_one_tells() -> None:
    company = due()
    company.world = company.world.but(remaining=lambda: 1.0)
    assert company.nudge()["unfinished"] is True
    assert told(company) == []
    company.world = company.world.but(remaining=lambda: 300.0)
    company.at(THURSDAY, 10, 35)
    assert "unfinished" not in company.nudge()
    assert len(told(company)) == 1


def test_a_run_whose_time_is_up_settles_no_open_outcome_either() -> None:
    company = unclear()
    company.world = company.world.but(remaining=lambda: 1.0)
    assert company.nudge()["counts"] == {}
    assert nudge_of(company).state is State.SENDING
    company.world = company.world.but(remaining=lambda: 300.0)
    company.at(THURSDAY, 10, 50)
    assert company.nudge()["counts"]["sent"] == 1


def test_a_repeat_that_is_refused_proves_nothing_and_stays_open_until_its_window_closes() -> None:
    company = unclear()
    sending(company, post=raising(REFUSED))
    assert company.nudge()["counts"] == {"unclear": 1}
    assert company.world.log.named("repeat_refused") == [{"platform": "pigeon", "code": "230013"}]
    assert nudge_of(company).state is State.SENDING
    assert company.world.ledger.directory.refused("pigeon") == {}
    company.at(THURSDAY, 11, 30)
    assert company.nudge()["counts"]["unconfirmed"] == 1
    assert nudge_of(company).state is State.UNCONFIRMED


def test_a_repeat_that_was_taken_over_too_late_does_not_leave() -> None:
    company = unclear()
    tap(company, "outbox.take_over", lambda: company.at(THURSDAY, 12), after=True)
    assert company.nudge()["counts"].get("sent", 0) == 0
    assert company.im.inbox == []
    assert nudge_of(company).state is State.SENDING


def test_an_outcome_that_was_settled_since_the_index_named_it_is_left_alone() -> None:
    company = unclear()
    outbox, key = company.world.ledger.outbox, nudge_of(company)
    tap(company, "outbox.unsettled", lambda: outbox.settle(key, State.UNCONFIRMED), after=True)
    assert company.nudge()["counts"] == {}
    assert nudge_of(company).state is State.UNCONFIRMED
    assert company.im.inbox == []


@pytest.mark.parametrize("operation", ["outbox.freeze", "outbox.settle", "outbox.take_over"])
def test_who_was_so_slow_that_another_came_first_leaves_it_to_them(operation: str) -> None:
    company = unclear() if operation == "outbox.take_over" else due()
    tap(company, operation, raising(Conflict()))
    assert company.nudge()["counts"]["conflicts"] == 1
    assert company.world.log.named("nudge_failed") == []
    assert case_of(company).delivered == {}
    assert len(company.im.inbox) == (operation == "outbox.settle")


def test_a_day_that_another_worker_has_taken_is_theirs() -> None:
    company = due()
    lease = company.now + timedelta(minutes=6)
    theirs = Nudge(case_of(company).to or "", company.now.date(), "n2", State.LEASED, "c2", lease)
    outbox = company.world.ledger.outbox
    tap(company, "outbox.claim", lambda: outbox.claim(theirs, NOBODY_REGISTERED))
    assert company.nudge()["counts"] == {}
    assert company.im.inbox == []
    assert nudge_of(company) == theirs


def test_a_case_that_somebody_wrote_while_it_was_read_again_is_not_told_of_this_time() -> None:
    company = due("g1", "g2")
    cases, planned = company.world.ledger.cases, case_of(company, "g1")
    newer = cases.save(planned._replace(due=company.now - timedelta(minutes=5)))  # so that it is planned anew
    tap(company, "cases.save", lambda: cases.save(newer._replace(request="r1")))
    assert company.nudge()["counts"]["conflicts"] == 1
    assert shown(company) == [case_of(company, "g2").key.id]
    assert case_of(company, "g1").request == "r1"


@pytest.mark.parametrize("answered", [NOTICE, "missing_admin"])
@pytest.mark.parametrize("shown", [(NOTICE,), (NOTICE, "missing_admin"), ("missing_admin",)], ids="+".join)
def test_a_message_of_which_one_check_was_stopped_meanwhile_does_not_go_out_again_answered_or_not(
    shown: tuple[str, ...], answered: str
) -> None:
    """What was answered did arrive; but a repeat shows every case again, and one of them may not be shown any more."""
    company = unclear("g1", checks=shown)
    message = nudge_of(company)
    for one in message.shown:
        if one.key.check == answered:
            company.world.ledger.outbox.answer(
                message.account, message.day, one.key.id, Answer("done", company.now)
            )
    stopped = answered if answered in shown else shown[0]
    state = company.world.ledger.checks.all()[stopped]
    company.world.ledger.checks.save(state._replace(released_at=None))
    company.nudge()
    assert company.im.inbox == []
    assert nudge_of(company).state is State.SENDING


def test_what_could_not_be_delivered_is_settled_so_and_not_asked_about_again() -> None:
    company = due()
    company.im.departments = ()
    sending(company, post=raising(REFUSED))
    assert company.nudge()["counts"]["undeliverable"] == 1
    assert nudge_of(company).state is State.UNDELIVERABLE
    for minute in (35, 50):
        company.at(THURSDAY, 10, minute)
        counts = company.nudge()["counts"]
        assert not {"unclear", "unconfirmed", "released"} & counts.keys()
    assert nudge_of(company).state is State.UNDELIVERABLE
    assert Step.TOLD not in case_of(company).delivered


@pytest.mark.parametrize("error", [UNKNOWN, PlatformError("pigeon", "im.message.create", "1")])
def test_a_first_answer_that_is_no_clear_refusal_leaves_the_outcome_open(error: PlatformError) -> None:
    company = due()
    sending(company, post=raising(error))
    assert company.nudge()["counts"]["unclear"] == 1
    assert nudge_of(company).state is State.SENDING
    assert nudge_of(company).lease_until > company.now + timedelta(seconds=60)
