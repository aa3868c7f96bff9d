"""What was asked with 「说明情况」: answered by a day that was promised, decided once, and told to whoever asked."""

from datetime import date, timedelta

import pytest

from shared.app.desk.deciding import decide
from shared.app.inbound.answer import answer
from shared.core.errors import BadInput, Conflict, PlatformUnavailable
from shared.core.request import Decision, Request, Verdict
from tests.app.business import (
    NOTICE,
    case_of,
    found,
    in_business,
    press,
    raising,
    reading,
    sending,
    tap,
)
from tests.app.company import FULL, Company, speaking_policy
from tests.fakes.tapped import tapped

GROUP, UNTIL = "pigeon:g1", date(2026, 12, 31)


def asked(*groups: str) -> Company:
    """王芳 was told of these groups on Thursday, and has explained the first."""
    company = in_business(NOTICE)
    for group in groups or ("g1",):
        company.add(group)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)
    return company


def request_of(company: Company) -> Request:
    (request,) = company.world.ledger.waivers.asked_by(["pigeon:wang"])
    return request


def decided(
    company: Company,
    verdict: Verdict,
    by: str = "pigeon:he",
    reason: str = "",
    request: Request | None = None,
) -> Request:
    until = UNTIL if verdict is Verdict.GRANTED else None
    decision = Decision(verdict, by, company.now, reason, until)
    return decide(request or request_of(company), decision, company.world.ports)


def notes(company: Company) -> list[str]:
    return [block.note for block in company.im.edits[-1].card.blocks if block.note]


def test_whoever_asks_is_told_by_when_and_again_when_they_ask_again() -> None:
    company = asked()
    assert request_of(company).promised == date(2026, 5, 28)
    company.at(18, 9)
    answer(press(company, "explain"), company.world.ports)
    assert request_of(company).promised == date(2026, 5, 28), "the first promise stands"
    assert "5 月 28 日前会答复您" in notes(company)[0]


def test_the_policy_says_within_how_many_work_days() -> None:
    company = in_business(NOTICE, policy=speaking_policy(NOTICE, answer_within=3))
    company.add("g1")
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)
    assert request_of(company).promised == date(2026, 5, 19)


@pytest.mark.parametrize(
    ("verdict", "reason", "words"),
    [
        (Verdict.GRANTED, "", "已同意，到 12 月 31 日为止，其间不再提醒。"),
        (Verdict.GRANTED, "专项群", "已同意，到 12 月 31 日为止，其间不再提醒。专项群"),
        (Verdict.REFUSED, "新同事需要知道群的用途", "没有同意：新同事需要知道群的用途"),
        (Verdict.REFUSED, "", "没有同意。想了解原因，请联系负责部门。"),
        (Verdict.REFUSED, "\u202e{x}\n坏", "没有同意：{x} 坏"),
    ],
)
def test_what_came_of_it_stands_on_the_message_at_once(verdict: Verdict, reason: str, words: str) -> None:
    company = asked()
    decided(company, verdict, reason=reason)
    assert notes(company) == [words]


def test_it_stays_there_when_something_else_on_the_message_is_answered() -> None:
    company = asked("g1", "g2")
    decided(company, Verdict.REFUSED, reason="请补上")
    company.im.texts["g2"] = FULL
    answer(press(company, "done", "g2"), company.world.ports)
    assert "没有同意：请补上" in notes(company)
    answer(press(company, "explain"), company.world.ports)
    assert notes(company)[0] == "没有同意：请补上"


def test_somebody_who_was_given_the_account_meanwhile_is_told_nothing() -> None:
    company = asked()
    before = len(company.im.edits)
    wang = company.world.ledger.directory.profiles("pigeon")["pigeon:wang"]
    for day, holder in ((15, "1"), (18, "2")):
        company.at(day, 9)
        company.world.ledger.directory.save("pigeon", [wang._replace(holder=holder)], [], company.now)
    decided(company, Verdict.REFUSED)
    assert len(company.im.edits) == before


def test_a_message_that_cannot_be_changed_keeps_nobody_from_deciding() -> None:
    company = asked()
    reading(company, sending=None)
    assert decided(company, Verdict.GRANTED).verdict is Verdict.GRANTED
    assert not case_of(company).is_open


def test_where_the_platform_is_away_the_decision_holds_and_is_logged_as_not_shown() -> None:
    company = asked()
    sending(company, edit=raising(PlatformUnavailable("pigeon", "edit")))
    decided(company, Verdict.REFUSED)
    assert [line["platform"] for line in company.world.log.named("card_not_updated")] == ["pigeon"]


def test_a_platform_that_is_not_connected_any_more_is_not_asked() -> None:
    company = asked()
    company.world = company.world.but(ims=dict)
    assert decided(company, Verdict.REFUSED).verdict is Verdict.REFUSED


def test_a_message_that_is_not_kept_any_more_is_left_alone() -> None:
    company = asked()
    before = len(company.im.edits)
    company.at(20, 9, month=6)
    decided(company, Verdict.REFUSED)
    assert len(company.im.edits) == before


def test_whoever_is_second_gets_what_the_first_decided() -> None:
    company = asked()
    seen = request_of(company)
    first = decided(company, Verdict.REFUSED, "pigeon:he", "请补上", seen)
    second = decided(company, Verdict.GRANTED, "pigeon:li", "", seen)
    assert second == first == request_of(company)
    assert company.operate("explain", group=GROUP)["waivers"] == []


def test_whoever_is_second_finishes_what_broke_off() -> None:
    company = asked()
    seen = request_of(company)
    company.world.ledger.waivers.decide(
        seen, Decision(Verdict.GRANTED, "pigeon:he", company.now, "好", UNTIL)
    )
    decided(company, Verdict.REFUSED, "pigeon:li", "", seen)
    assert not case_of(company).is_open
    (waiver,) = company.operate("explain", group=GROUP)["waivers"]
    assert (waiver["by"], waiver["until"]) == ("pigeon:he", "2026-12-31")


def test_somebody_who_writes_at_the_same_moment_is_waited_for() -> None:
    company = asked()
    cases = company.world.ledger.cases
    tap(company, "cases.save", lambda: cases.save(case_of(company)))
    decided(company, Verdict.REFUSED)
    assert case_of(company).request == ""


def test_where_others_write_all_the_time_it_is_said_so() -> None:
    company = asked()
    whole = company.world.ledger

    def meanwhile(operation: str) -> None:
        if operation == "cases.save":
            whole.cases.save(case_of(company))

    busy = tapped(whole, meanwhile)
    company.world = company.world.but(ledger=lambda: busy)
    with pytest.raises(Conflict):
        decided(company, Verdict.REFUSED)


def test_what_was_decided_so_long_ago_that_it_is_gone_is_somebody_else_s_by_now() -> None:
    company = asked()
    seen = request_of(company)
    decided(company, Verdict.REFUSED)
    company.at(20, 9, month=12)
    with pytest.raises(Conflict):
        decided(company, Verdict.GRANTED, request=seen)


def test_what_cannot_be_waived_is_not_granted_and_waits() -> None:
    company = in_business(NOTICE)
    gone = Request("r1", "pigeon:gone", NOTICE, "pigeon:wang", company.now, company.now.date())
    company.world.ledger.waivers.ask(gone)
    with pytest.raises(BadInput, match="not known"):
        decided(company, Verdict.GRANTED, request=gone)
    assert company.world.ledger.waivers.pending() == [gone]


def test_whoever_refused_it_does_not_look_at_it_once_more() -> None:
    company = asked()
    first = decided(company, Verdict.REFUSED, "pigeon:he")
    again = first._replace(
        id="r2", former=first.id, decided=None, verdict=None, decided_by="", reason="", version=0
    )
    company.world.ledger.waivers.ask(again)
    with pytest.raises(BadInput, match="somebody else"):
        decided(company, Verdict.GRANTED, "pigeon:he", request=again)
    assert decided(company, Verdict.GRANTED, "pigeon:li", request=again).verdict is Verdict.GRANTED


def test_what_was_decided_before_ends_were_kept_is_said_without_one() -> None:
    company = asked()
    seen = request_of(company)
    company.world.ledger.waivers.decide(seen, Decision(Verdict.GRANTED, "何静", company.now))
    company.world.clock.forward(timedelta(days=1))
    answer(press(company, "explain"), company.world.ports)
    assert notes(company) == ["已同意，不再提醒。"]
