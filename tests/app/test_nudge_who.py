"""Nudging: who is told, and who must not be."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.ports.im import Letter, Sent
from shared.core.case import Step
from shared.core.errors import RecipientUnreachable
from shared.core.mode import Mode, mode_of
from shared.core.model import Department, Employment, Person
from shared.core.policy.policy import Policy
from shared.core.policy.values import Notice
from tests.app.business import (
    NOTICE,
    armed,
    case_of,
    found,
    in_business,
    nudge_of,
    reading,
    sending,
    shown,
    told,
)
from tests.app.company import FULL, MONDAY, Company, speaking_policy

THURSDAY = 14


def due(*checks: str, policy: Policy | None = None, owner: str | None = "wang", **facts: Any) -> Company:
    company = in_business(*(checks or (NOTICE,)), policy=policy)
    company.add("g1", owner=owner, **facts)
    found(company)
    company.at(THURSDAY, 10, 20)
    return company


def out_of_reach(company: Company, *people: str) -> None:
    """The platform says of these that they cannot get messages."""
    post = company.im.connected().sending
    assert post is not None

    def refuse(letter: Letter) -> Sent:
        if letter.to in people:
            raise RecipientUnreachable("pigeon", "im.message.create", "230013")
        return post.post(letter)

    sending(company, post=refuse)


def ticks(company: Company, count: int = 4) -> None:
    for _ in range(count):
        company.nudge()
        company.world.clock.forward(timedelta(minutes=15))


def test_the_owner_is_told() -> None:
    company = due()
    company.nudge()
    assert told(company) == ["wang"]


@pytest.mark.parametrize(
    ("left", "asked"),
    [(("wang",), ["zhou"]), (("wang", "zhou"), ["chen"]), (("wang", "zhou", "chen"), [])],
)
def test_who_left_is_passed_over_for_the_next_in_the_chain(left: tuple[str, ...], asked: list[str]) -> None:
    company = in_business("missing_owner")
    for person in left:
        company.im.people[person] = company.im.people[person]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == asked


def test_a_group_without_an_owner_is_asked_about_its_owner_and_nothing_else() -> None:
    company = in_business(NOTICE, "missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert shown(company) == [case_of(company, check="missing_owner").key.id]


def test_whom_a_message_cannot_reach_it_does_not_count_for_and_the_next_in_the_chain_is_told() -> None:
    company = due()
    out_of_reach(company, "wang")
    ticks(company)
    assert told(company) == ["zhou"]
    assert case_of(company).delivered.keys() == {Step.TOLD}
    assert case_of(company).shown_to == "pigeon:zhou"


@pytest.mark.parametrize(("days", "is_tried"), [(30, True), (29, False)])
def test_whom_the_platform_refused_is_tried_again_after_thirty_days(days: int, *, is_tried: bool) -> None:
    company = due()
    refused = case_of(company).to
    assert refused is not None
    company.world.ledger.directory.refuse(refused, company.now - timedelta(days=days))
    company.nudge()
    assert (case_of(company).to == refused) is is_tried


def test_the_next_in_the_chain_is_told_even_where_they_are_due_for_something_in_the_same_run() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", owner="zhou", admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    out_of_reach(company, "wang")
    ticks(company)
    company.at(15, 10, 20)
    ticks(company)
    assert {case_of(company, group).shown_to for group in ("g1", "g2")} == {"pigeon:zhou"}
    assert set(told(company)) == {"zhou"}


def test_an_owner_who_is_back_since_the_directory_was_read_is_not_told_to_be_missing() -> None:
    company = in_business("missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.DISABLED)
    company.add("g1")
    found(company)
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.ACTIVE)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == []
    assert not case_of(company, check="missing_owner").is_open


def test_nothing_goes_above_the_owners_own_level() -> None:
    """陈立 is the head; her head is nobody's business here, nor is her own second role."""
    company = in_business(NOTICE)
    company.im.departments = (
        Department("市场部", head="pigeon:chen"),
        Department("总部", head="pigeon:boss"),
    )
    company.add("g1", owner="chen", admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    out_of_reach(company, "chen")
    ticks(company, 8)
    assert told(company) == []
    assert case_of(company).to is None


def test_an_owner_who_is_the_head_and_left_has_their_stand_in_asked() -> None:
    company = in_business("missing_owner")
    company.im.departments = (Department("市场部", head="pigeon:chen", delegate="pigeon:wu"),)
    company.im.people["chen"] = company.im.people["chen"]._replace(employment=Employment.LEFT)
    company.add("g1", owner="chen", admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    ticks(company)
    assert told(company) == ["wu"]


def test_whom_we_merely_cannot_reach_moves_nothing_up_to_a_head_or_their_stand_in() -> None:
    company = in_business(NOTICE)
    company.im.departments = (Department("市场部", head="pigeon:chen", delegate="pigeon:wu"),)
    company.add("g1", owner="wang", admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    out_of_reach(company, "wang")
    ticks(company)
    assert told(company) == []
    assert case_of(company).to is None
    assert company.operate("explain", group="pigeon:g1")["told"] == {"role": "operations", "account": None}


def test_a_group_that_was_handed_over_does_not_send_another_groups_message_to_its_new_owner() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2")
    found(company)
    company.at(THURSDAY, 9)
    company.add("g1", owner="zhou")
    company.collect()
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]
    assert shown(company) == [case_of(company, "g2").key.id]
    assert nudge_of(company).account == "pigeon:wang"


def test_an_owner_who_handed_the_group_over_since_it_was_read_is_not_told() -> None:
    company = due()
    company.add("g1", owner="zhou")
    company.nudge()
    assert told(company) == []
    assert case_of(company).to == "pigeon:zhou"


def test_whom_an_account_was_given_to_is_told_nothing_of_the_groups_of_whoever_had_it_before() -> None:
    """王芳 had both accounts; when her message is written, one of them turns out to be somebody else's by now."""
    company = in_business(NOTICE)
    company.im.people["wang"] = company.im.people["wang"]._replace(holder="王芳")
    company.add("g1")
    company.add("g2", owner="zhou")
    found(company)
    people = company.world.ledger.people
    people.publish("1", [Person(("pigeon:wang", "pigeon:zhou"))], company.now, people.version())
    company.im.people["wang"] = company.im.people["wang"]._replace(holder="王方")
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == []
    company.world.clock.forward(timedelta(minutes=15))
    company.nudge()
    assert sorted(told(company)) == ["wang", "zhou"]
    assert sorted(shown(company, 0) + shown(company, 1)) == sorted(
        case_of(company, group).key.id for group in ("g1", "g2")
    )


def test_a_new_owner_has_a_ladder_of_their_own() -> None:
    company = due()
    company.nudge()
    company.add("g1", owner="zhou")
    days = [15, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29]
    for day in days:
        company.at(day, 9)
        found(company)
        company.at(day, 10, 20)
        company.nudge()
    assert told(company) == ["wang", "zhou", "zhou"]
    assert [one.at.day for one in company.im.inbox] == [14, 20, 27]


def test_what_is_not_seen_nudges_nobody() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    reading(company, announcement=None)
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == []
    assert company.operate("explain", group="pigeon:g1")["checks"][3]["verdict"] == "unknown"


def test_advice_is_shown_once_and_never_again() -> None:
    company = due("missing_admin", admins=())
    for day in (14, 15, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29):
        company.at(day, 9)
        found(company)
        company.at(day, 10, 20)
        company.nudge()
    assert told(company) == ["wang"]
    assert case_of(company, check="missing_admin").is_open


@pytest.mark.parametrize(
    "missing", ["installation", "policy mode", "check mode", "notice", "notice unsigned", "notice to come"]
)
def test_without_every_promise_kept_nothing_is_sent(missing: str) -> None:
    policy = speaking_policy(NOTICE)
    check = policy.checks[NOTICE]
    notice = policy.notice
    changed = {
        "installation": policy,
        "policy mode": policy._replace(mode=Mode.REPORT),
        "check mode": policy._replace(checks={**policy.checks, NOTICE: check._replace(mode=Mode.REPORT)}),
        "notice": policy._replace(notice=Notice(None, None, None)),
        "notice unsigned": policy._replace(notice=notice._replace(approved_by=None)),
        "notice to come": policy._replace(notice=notice._replace(published=date(2026, 6, 1))),
    }[missing]
    company = due()
    quiet = company.world.but(policy=lambda: changed)
    company.world = quiet.but(mode=Mode.REPORT) if missing == "installation" else quiet
    ticks(company)
    assert told(company) == []


@pytest.mark.parametrize("missing", ["released_at", "reviewed"])
def test_a_check_that_has_not_earned_it_says_nothing(missing: str) -> None:
    company = due()
    state = company.world.ledger.checks.all()[NOTICE]
    whole = armed(NOTICE)._replace(version=state.version)
    lacking = whole._replace(released_at=None) if missing == "released_at" else whole._replace(reviewed=29)
    company.world.ledger.checks.save(lacking)
    ticks(company)
    assert told(company) == []


def test_the_notice_counts_from_the_companys_own_date() -> None:
    """Seven in the morning of the eleventh in Shanghai is still the tenth where clocks show UTC."""
    policy = speaking_policy(NOTICE)
    policy = policy._replace(notice=policy.notice._replace(published=date(2026, 5, 11)))
    company = in_business(NOTICE, policy=policy, now=MONDAY - timedelta(hours=2))
    company.add("g1", text=FULL)
    company.collect()
    assert company.operate("coverage")["checks"][3]["speaks"] is True
    assert {one["about"]: one["ok"] for one in company.operate("doctor")["findings"]}["notice"] is True


def test_whatever_is_not_exactly_a_mode_is_the_harmless_one() -> None:
    assert [mode_of(text) for text in ("nudge", "report")] == [Mode.NUDGE, Mode.REPORT]
    assert {mode_of(text) for text in ("", None, "Nudge", "nudge ", "NUDGE", "1", "act", "ｎｕｄｇｅ")} == {
        Mode.REPORT
    }
