"""Answers: a button acts once, shows what came of it, and is nobody else's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.ports.im import Sending
from shared.core.card import Press
from shared.core.errors import NotVisible, PlatformUnavailable, Unreadable
from shared.core.model import NOBODY_REGISTERED
from shared.core.request import Verdict
from tests.app.business import (
    NOTICE,
    case_of,
    found,
    in_business,
    nudge_of,
    press,
    raising,
    reading,
    sending,
    tap,
    told,
)
from tests.app.company import FULL, Company
from tests.fakes.ledger import fake_ledger
from tests.fakes.world import FakeClock

THURSDAY = 14
A_MINUTE = timedelta(minutes=1)
DONE, STILL, UNSEEN, PASSED_ON = "办好了", "还没有看到变化", "暂时看不到", "已转给"


class TickingClock(FakeClock):
    """A clock as machines have it: it never shows the same moment twice."""

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def told_company(*groups: str) -> Company:
    company = in_business(NOTICE)
    for group in groups or ("g1",):
        company.add(group)
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]
    company.world.clock.forward(timedelta(minutes=5))
    return company


def answer(company: Company, pressed: Press, times: int = 1) -> None:
    for _ in range(times):
        body = {"platform": "pigeon", **pressed.to_queue()}
        assert absorb([Message("m1", body)], company.world.ports) == [], company.world.log.lines[-3:]


def note(company: Company) -> str:
    """What the card says of the answer, as its reader sees it now."""
    return next(block.note for block in company.im.edits[-1].card.blocks if block.note)


def buttons(company: Company) -> list[int]:
    return [len(block.buttons) for block in company.im.edits[-1].card.blocks]


@pytest.mark.parametrize("clock", [FakeClock, TickingClock])
def test_what_was_done_is_seen_at_once_however_the_clock_goes_on(
    clock: Callable[[datetime], FakeClock],
) -> None:
    company = told_company()
    company.world = company.world.but(clock=clock(company.now))
    company.im.texts["g1"] = FULL
    answer(company, press(company, "done"))
    assert DONE in note(company)
    assert buttons(company) == [0]
    assert not case_of(company).is_open
    assert nudge_of(company).answers[case_of(company).key.id].deed == "done"


def test_what_is_not_done_is_said_kindly_and_can_be_answered_again() -> None:
    company = told_company()
    answer(company, press(company, "done"))
    assert STILL in note(company)
    assert buttons(company) == [2]
    assert case_of(company).is_open
    company.im.texts["g1"] = FULL
    company.world.clock.forward(A_MINUTE)
    answer(company, press(company, "done"))
    assert DONE in note(company)


def test_whoever_presses_again_and_again_is_shown_what_was_seen_a_moment_ago() -> None:
    company = told_company()
    answer(company, press(company, "done"))
    company.im.texts["g1"] = FULL
    company.im.asked.clear()
    company.world.clock.forward(A_MINUTE - timedelta(seconds=1))
    answer(company, press(company, "done"))
    assert STILL in note(company)
    assert company.im.asked == ["edit"]


def test_a_press_that_is_delivered_again_comes_to_the_same_and_does_nothing_more() -> None:
    company = told_company()
    pressed = press(company, "done")
    answer(company, pressed)
    company.im.texts["g1"] = FULL
    company.world.clock.forward(timedelta(hours=1))
    answer(company, pressed)
    assert STILL in note(company)
    assert len(company.world.ledger.audit.of("pigeon:g1", 9)) == 1
    answer(company, press(company, "done"))
    assert DONE in note(company)


def test_after_a_final_result_another_answer_shows_that_one() -> None:
    company = told_company()
    company.im.texts["g1"] = FULL
    answer(company, press(company, "done"))
    answer(company, press(company, "explain"))
    assert DONE in note(company)
    assert company.world.ledger.waivers.pending() == []


def test_a_group_that_is_forgotten_by_now_is_neither_done_nor_undone() -> None:
    company = told_company()
    pressed = press(company, "done")
    ledger = company.world.ledger._replace(inventory=fake_ledger(company.world.clock).inventory)
    company.world = company.world.but(ledger=lambda: ledger)
    answer(company, pressed)
    assert UNSEEN in note(company)


def test_where_a_card_cannot_be_changed_the_answer_is_acted_on_all_the_same() -> None:
    company = told_company()
    company.im.texts["g1"] = FULL
    pressed = press(company, "done")
    sending(company, edit=None)
    answer(company, pressed)
    assert company.im.edits == []
    assert not case_of(company).is_open


@pytest.mark.parametrize(
    "error", [PlatformUnavailable("pigeon", "doc"), NotVisible("pigeon", "doc", "232011")], ids=repr
)
def test_what_cannot_be_seen_just_now_is_neither_done_nor_undone(error: Exception) -> None:
    company = told_company()
    company.im.texts["g1"] = FULL
    reading(company, announcement=raising(error))
    answer(company, press(company, "done"))
    assert UNSEEN in note(company)
    assert case_of(company).is_open


def test_an_explanation_becomes_one_request_and_the_ladder_rests_until_it_is_decided() -> None:
    company = told_company()
    answer(company, press(company, "explain"), times=3)
    (request,) = company.world.ledger.waivers.pending()
    assert (request.group, request.check, request.by) == ("pigeon:g1", NOTICE, "pigeon:wang")
    assert PASSED_ON in note(company)
    assert buttons(company) == [0]
    for day in (15, 18, 19, 20, 21, 22):
        company.at(day, 9)
        found(company)
        company.at(day, 10, 20)
        company.nudge()
    assert told(company) == ["wang"]


def test_a_refused_explanation_lets_the_ladder_go_on_and_a_granted_one_ends_it() -> None:
    for verdict in Verdict:
        company = told_company()
        answer(company, press(company, "explain"))
        (request,) = company.world.ledger.waivers.pending()
        company.operate("decide", request=request.id, verdict=verdict.value, by="何静")
        company.at(21, 10, 20)
        company.nudge()
        assert len(told(company)) == (2 if verdict is Verdict.REFUSED else 1)
        assert case_of(company).is_open is (verdict is Verdict.REFUSED)


def test_an_answer_that_is_delivered_again_after_the_decision_opens_nothing() -> None:
    company = told_company()
    pressed = press(company, "explain")
    answer(company, pressed)
    (request,) = company.world.ledger.waivers.pending()
    company.operate("decide", request=request.id, verdict="refused", by="何静")
    answer(company, pressed)
    assert company.world.ledger.waivers.pending() == []
    assert case_of(company).request == ""


def test_who_explains_again_after_the_decision_is_told_so_and_not_that_it_waits() -> None:
    company = told_company()
    answer(company, press(company, "explain"))
    (request,) = company.world.ledger.waivers.pending()
    company.operate("decide", request=request.id, verdict="refused", by="何静")
    company.world.clock.forward(A_MINUTE)
    answer(company, press(company, "explain"))
    assert note(company) == "没有同意。想了解原因，请联系负责部门。"
    assert case_of(company).request == ""


def test_a_request_that_cannot_be_read_counts_as_open() -> None:
    company = told_company()
    tap(company, "waivers.request", raising(Unreadable("request", "REQUESTS r1", "cut")))
    answer(company, press(company, "explain"))
    assert "没有同意" not in note(company)
    assert case_of(company).request != ""


def test_an_answer_is_about_the_case_that_its_button_stands_beside() -> None:
    company = told_company("g1", "g2")
    company.im.texts["g2"] = FULL
    answer(company, press(company, "done", "g2"))
    assert case_of(company, "g1").is_open
    assert not case_of(company, "g2").is_open
    assert buttons(company) == [2, 0]
    answer(company, press(company, "explain", "g1"))
    assert buttons(company) == [0, 0], "what was answered before stays on the card"


@pytest.mark.parametrize(
    "changed",
    [{"account": "pigeon:zhou"}, {"nudge": "0" * 32}, {"day": "2026-05-13"}, {"case": "0" * 16}],
    ids=["somebody else", "another message", "another day", "another case"],
)
def test_a_press_that_is_about_no_message_of_theirs_changes_nothing(changed: dict[str, Any]) -> None:
    company = told_company()
    company.im.texts["g1"] = FULL
    before = company.world.ledger.audit.of("pigeon:g1", 9)
    for deed in DEEDS:
        answer(company, press(company, deed.id)._replace(**changed))
    assert case_of(company).is_open
    assert company.world.ledger.waivers.pending() == []
    assert company.world.ledger.audit.of("pigeon:g1", 9) == before
    assert company.im.edits == []


def test_an_answer_to_an_old_message_is_still_acted_on() -> None:
    company = told_company()
    pressed = press(company, "done")
    company.im.texts["g1"] = FULL
    company.at(29, 15)
    answer(company, pressed)
    assert not case_of(company).is_open


def test_an_answer_counts_even_where_its_card_cannot_be_changed() -> None:
    company = told_company()
    company.im.texts["g1"] = FULL
    im = company.im.connected()
    assert isinstance(im.sending, Sending)
    changed: Any = im.sending._replace(edit=raising(PlatformUnavailable("pigeon", "card.update")))
    reading(company, sending=changed)
    answer(company, press(company, "done"))
    assert not case_of(company).is_open
    assert len(company.world.log.named("card_not_updated")) == 1


def test_the_answer_to_a_hint_about_posts_is_noted_and_nothing_is_read() -> None:
    company = told_company()
    nudge = nudge_of(company)
    case = case_of(company)
    other = case._replace(key=case.key._replace(check="after_hours_posting"), version=0)
    company.world.ledger.cases.save(other)
    shown = tuple(one._replace(key=other.key) for one in nudge.shown)
    tomorrow = nudge.day + timedelta(days=1)
    company.world.ledger.outbox.claim(nudge._replace(day=tomorrow, shown=shown, claim="c"), NOBODY_REGISTERED)
    company.im.asked.clear()
    answer(company, press(company, "done", check="after_hours_posting"))
    assert company.im.asked == ["edit"]


def test_a_department_is_named_where_the_policy_names_one() -> None:
    company = told_company()
    answer(company, press(company, "explain"))
    assert note(company) == "已转给负责部门的同事，5 月 28 日前会答复您；处理之前不再提醒您。"
    policy = company.world.ports.policy()._replace(responsible_department="总经办")
    company.world = company.world.but(policy=lambda: policy)
    company.world.clock.forward(A_MINUTE)
    answer(company, press(company, "explain"))
    assert note(company) == "已转给总经办的同事，5 月 28 日前会答复您；处理之前不再提醒您。"


def test_a_former_owner_s_word_is_passed_on_and_holds_up_nothing_of_the_new_owner_s() -> None:
    company = told_company()
    pressed = press(company, "explain")
    cases = company.world.ledger.cases
    cases.save(case_of(company)._replace(shown_to="pigeon:chen"))
    answer(company, pressed)
    assert case_of(company).request == ""
    assert len(company.world.ledger.waivers.pending()) == 1


def test_a_press_without_an_id_of_its_own_is_acted_on_once_a_minute() -> None:
    company = told_company()
    pressed = press(company, "done")._replace(id="")
    answer(company, pressed, times=3)
    assert len(company.world.ledger.audit.of("pigeon:g1", 9)) == 1
    company.im.texts["g1"] = FULL
    company.world.clock.forward(A_MINUTE)
    answer(company, pressed)
    assert DONE in note(company)
