"""Nudging on platforms that prove delivery in other ways, or in none, and what each of their refusals comes to."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shared.app.ports.im import LookUp, Never, Repeat
from shared.core.case import Step
from shared.core.errors import (
    AlreadyThere,
    LetterRefused,
    OutcomeUnknown,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientLater,
)
from shared.core.outbox import State
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
from tests.fakes.im import WINDOW

THURSDAY = 14
CALL = ("pigeon", "im.message.create")
LOST = OutcomeUnknown(*CALL)


def due(*groups: str, owner: str = "wang") -> Company:
    company = in_business(NOTICE)
    for group in groups or ("g1",):
        company.add(group, owner=owner)
    found(company)
    company.at(THURSDAY, 10, 20)
    return company


def looking(company: Company) -> Company:
    """The platform shows afterwards whether a message arrived."""
    company.im.proof = LookUp(company.im.find)
    return company


def without_proof(company: Company) -> Company:
    company.im.proof = Never()
    return company


def lost(company: Company, *, arrived: bool) -> Company:
    """A quarter of an hour after a message whose answer was lost."""

    def lose(operation: str) -> None:
        if operation == "send":
            raise LOST

    before, after = company.im.before, company.im.after
    company.im.before, company.im.after = (before, lose) if arrived else (lose, after)
    assert company.nudge()["counts"]["unclear"] == 1
    company.im.before, company.im.after = before, after
    company.at(THURSDAY, 10, 35)
    return company


def already_there(*, is_delivered: bool) -> AlreadyThere:
    error = AlreadyThere(*CALL)
    error.is_delivered = is_delivered
    return error


def test_where_nothing_can_be_proven_a_message_is_sent_all_the_same() -> None:
    company = without_proof(due())
    assert company.nudge()["counts"]["sent"] == 1
    assert nudge_of(company).state is State.SENT


@pytest.mark.parametrize("arrived", [True, False])
def test_where_nothing_can_be_proven_a_lost_answer_spends_the_day_and_the_case_comes_back(
    *, arrived: bool
) -> None:
    company = lost(without_proof(due()), arrived=arrived)
    assert company.nudge()["counts"] == {"unconfirmed": 1}
    assert nudge_of(company).state is State.UNCONFIRMED
    assert Step.TOLD not in case_of(company).delivered
    assert len(told(company)) == arrived
    company.at(15, 10, 20)
    assert company.nudge()["counts"]["sent"] == 1


def test_what_is_found_where_it_would_stand_was_sent_then_and_is_not_sent_again() -> None:
    company = lost(looking(due()), arrived=True)
    assert company.nudge()["counts"] == {"sent": 1}
    assert len(told(company)) == 1
    nudge = nudge_of(company)
    assert (nudge.state, nudge.handle) == (State.SENT, f"om_{nudge.send_key}")
    assert case_of(company).delivered[Step.TOLD] == company.im.inbox[0].at


def test_what_is_not_found_did_not_arrive_and_is_told_at_once_as_anything_else() -> None:
    company = lost(looking(due("g1", "g2")), arrived=False)
    company.im.texts["g1"] = "本群用于测试"
    assert company.nudge()["counts"]["sent"] == 1
    assert len(told(company)) == 1
    assert nudge_of(company).state is State.SENT


def test_what_is_not_found_at_night_leaves_the_day_free_and_nothing_is_sent() -> None:
    company = lost(looking(due()), arrived=False)
    company.at(THURSDAY, 21)
    company.nudge()
    assert told(company) == []
    assert company.world.ledger.outbox.get("pigeon:wang", company.now.date()) is None
    company.at(15, 10, 20)
    company.nudge()
    assert len(told(company)) == 1


def test_without_the_permission_to_look_nobody_will_ever_know() -> None:
    company = lost(due(), arrived=True)
    company.im.proof = LookUp(raising(PlatformDenied("pigeon", "im.message.list")))
    assert company.nudge()["counts"] == {"unclear": 1, "unconfirmed": 1}
    assert nudge_of(company).state is State.UNCONFIRMED


def test_while_the_platform_does_not_answer_it_stays_open_and_after_a_day_it_is_unconfirmed() -> None:
    company = lost(due(), arrived=True)
    company.im.proof = LookUp(raising(PlatformUnavailable("pigeon", "im.message.list")))
    assert company.nudge()["counts"] == {"unclear": 1}
    assert nudge_of(company).state is State.SENDING
    company.at(15, 10, 20)
    assert company.nudge()["counts"]["unconfirmed"] == 1
    before = company.world.ledger.outbox.get("pigeon:wang", company.now.date() - timedelta(days=1))
    assert before is not None
    assert before.state is State.UNCONFIRMED


@pytest.mark.parametrize("make", [without_proof, looking])
def test_a_worker_that_was_held_up_for_longer_than_its_claim_holds_sends_nothing(
    make: Callable[[Company], Company],
) -> None:
    company = make(due())

    def hold_up() -> None:
        company.world.clock.at += timedelta(minutes=20)

    tap(company, "outbox.freeze", hold_up, after=True)
    company.nudge()
    assert told(company) == []
    company.at(THURSDAY, 10, 50)
    company.nudge()
    assert len(told(company)) == 1


def test_the_same_key_is_repeated_only_as_long_as_the_platform_says() -> None:
    company = lost(due(), arrived=True)
    assert company.im.proof == Repeat(WINDOW)
    company.at(THURSDAY, 11, 15)
    assert company.nudge()["counts"] == {"unconfirmed": 1}


def test_whom_the_platform_cannot_write_to_at_this_moment_is_told_at_the_next_tick() -> None:
    company = due()
    sending(company, post=raising(RecipientLater(*CALL)))
    assert company.nudge()["counts"] == {"later": 1}
    assert company.world.ledger.outbox.get("pigeon:wang", company.now.date()) is None
    assert company.world.ledger.directory.refused("pigeon") == {}
    sending(company)
    company.at(THURSDAY, 10, 35)
    assert company.nudge()["counts"]["sent"] == 1


def test_a_message_that_is_not_taken_as_it_is_spends_the_day_and_alarms() -> None:
    company = due()
    sending(company, post=raising(LetterRefused(*CALL, "230099")))
    assert company.nudge()["counts"] == {"letter_refused": 1}
    assert nudge_of(company).state is State.REFUSED
    assert company.world.log.named("letter_refused") == [{"platform": "pigeon", "code": "230099"}]
    assert company.world.ledger.directory.refused("pigeon") == {}, "it is not they who cannot be written to"
    sending(company)
    company.at(THURSDAY, 10, 35)
    assert company.nudge()["counts"] == {}
    company.at(15, 10, 20)
    assert company.nudge()["counts"]["sent"] == 1


def test_where_many_messages_are_not_taken_the_platform_rests() -> None:
    company = in_business(NOTICE)
    for number in range(8):
        company.add(f"g{number}", owner=f"e{number}", admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    sending(company, post=raising(LetterRefused(*CALL, "230099")))
    summary = company.nudge()
    assert summary["refusing"] == ["pigeon"]
    assert summary["counts"]["letter_refused"] == 6
    assert len(company.world.log.named("too_many_refusals")) == 1
    sending(company)
    company.at(THURSDAY, 14, 40)
    company.nudge()
    assert told(company) == []


@pytest.mark.parametrize(("is_delivered", "state"), [(True, State.SENT), (False, State.UNCONFIRMED)])
@pytest.mark.parametrize("again", [False, True], ids=["the first time", "again"])
def test_what_the_platform_has_already_was_delivered_only_where_it_says_so(
    *, again: bool, is_delivered: bool, state: State
) -> None:
    company = lost(due(), arrived=True) if again else due()
    sending(company, post=raising(already_there(is_delivered=is_delivered)))
    company.nudge()
    assert nudge_of(company).state is state
    assert (Step.TOLD in case_of(company).delivered) is is_delivered


@pytest.mark.parametrize(
    "error", [LOST, LetterRefused(*CALL), RecipientLater(*CALL), PlatformUnavailable(*CALL)]
)
def test_whatever_refuses_a_repeat_proves_nothing(error: PlatformError) -> None:
    company = lost(due(), arrived=True)
    sending(company, post=raising(error))
    assert company.nudge()["counts"] == {"unclear": 1}
    assert nudge_of(company).state is State.SENDING


def test_where_not_even_one_thing_fits_the_day_stays_free_and_operations_hear_of_it() -> None:
    company = due()
    company.im.most_bytes = 10
    assert company.nudge(dry_run=True)["counts"] == {"no_fit": 1}
    assert company.world.log.named("no_fit") == [], "a dry run alarms nobody"
    assert company.nudge()["counts"] == {"no_fit": 1}
    assert company.world.log.named("no_fit") == [{"platform": "pigeon", "check": NOTICE}]
    assert company.world.ledger.outbox.get("pigeon:wang", company.now.date()) is None


def test_what_has_no_room_is_counted_on_the_message_and_not_recorded_as_told() -> None:
    company = due("g1", "g2", "g3")
    company.im.most_bytes = 1_500
    company.nudge()
    card = nudge_of(company).card
    assert card is not None
    left = 3 - len(shown(company))
    assert left > 0
    assert card.rest == f"另有 {left} 项，改天再请您看，今天不用管。"
    assert sum(Step.TOLD in case_of(company, f"g{number}").delivered for number in (1, 2, 3)) == 3 - left


def test_a_message_that_shows_all_says_nothing_of_more() -> None:
    company = due("g1", "g2")
    company.nudge()
    card = nudge_of(company).card
    assert card is not None
    assert card.rest == ""
