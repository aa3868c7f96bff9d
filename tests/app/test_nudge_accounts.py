"""Nudging somebody who has accounts on several platforms: who is asked, and to which account."""

from datetime import date, timedelta

import pytest

from shared.core.account import Account
from shared.core.calendar.workdays import Week
from shared.core.model import Department, Employment, Fact, Group, Person
from shared.core.outbox import Nudge, State
from shared.core.policy.values import CalendarRule, DepartmentRule
from tests.app.business import NOTICE
from tests.app.platforms import FANG, Branches
from tests.fakes.im import FakeIM

MONDAY, THURSDAY, FRIDAY = 11, 14, 15


def due(*people: Person, reach: tuple[str, ...] = (), admins: tuple[str, ...] = ("zhou",)) -> Branches:
    """王芳's group on the pigeon post, due on Thursday."""
    company = Branches(reach=reach)
    company.register(*people)
    company.add("g1", admins=admins)
    company.morning(MONDAY)
    company.morning(THURSDAY)
    return company


def test_one_person_with_accounts_on_two_platforms_gets_one_message_about_both() -> None:
    company = Branches()
    company.register(Person(FANG, "王芳"))
    groups = [company.add("g1"), company.there("w1", owner="wangfang")]
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.ticks(8)
    assert len(company.told()) == 1
    assert {company.case(group).shown_to for group in groups} == {company.told()[0]}
    states = {row.state for one in FANG for row in company.world.ledger.outbox.since(one, date(2026, 5, 14))}
    assert states == {State.SENT, State.TAKEN}


def test_whom_the_register_does_not_join_gets_a_message_on_each_platform() -> None:
    company = Branches()
    company.add("g1")
    company.there("w1", owner="wangfang")
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.ticks()
    assert company.told() == ["pigeon:wang", "wecom:wangfang"]


@pytest.mark.parametrize(
    ("reach", "refused", "to"),
    [
        ((), (), "pigeon:wang"),
        (("wecom",), (), "wecom:wangfang"),
        (("pigeon", "wecom"), (), "pigeon:wang"),
        (("slack", "wecom"), (), "wecom:wangfang"),
        (("wecom",), ("wecom:wangfang",), "pigeon:wang"),
        ((), ("pigeon:wang",), "wecom:wangfang"),
    ],
)
def test_somebody_is_written_to_by_the_policy_s_order_else_where_the_matter_lies(
    reach: tuple[str, ...], refused: tuple[Account, ...], to: Account
) -> None:
    company = due(Person(FANG, "王芳"), reach=reach)
    for account in refused:
        company.world.ledger.directory.refuse(account, company.now)
    company.ticks()
    assert company.told() == [to]


@pytest.mark.parametrize(("first", "to"), [("pigeon", "pigeon:wang"), ("wecom", "wecom:wangfang")])
def test_where_two_matters_lie_apart_the_more_urgent_says_where_one_is_written_to(
    first: str, to: Account
) -> None:
    company = Branches()
    company.register(Person(FANG, "王芳"))
    for day, is_pigeon in ((MONDAY, first == "pigeon"), (12, first != "pigeon")):
        company.at(day, 9)
        _ = company.add("g1") if is_pigeon else company.there("w1", owner="wangfang")
        company.collect()
        company.inspect()
    company.morning(FRIDAY)
    company.ticks()
    assert company.told() == [to]


def test_about_a_group_where_nobody_can_be_written_to_one_is_written_to_where_one_was_named() -> None:
    """A WeChat group whose owner is known by the WeCom account."""
    company = Branches()
    company.register(Person(FANG, "王芳"))
    lantern = FakeIM(company.world.clock, platform="lantern")
    owner: Fact[Account | None] = Fact("wecom:wangfang", company.now)
    lantern.groups["x1"] = Group("lantern", "x1", Fact("市场部-客户答疑组", company.now), owner=owner)
    company.connect(lantern=lantern.connected()._replace(sending=None))
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.ticks()
    assert company.told() == ["wecom:wangfang"]


def test_after_a_refusal_another_account_of_theirs_is_tried_tomorrow_and_nobody_else_is_asked() -> None:
    company = due(Person(FANG, "王芳"))
    asked = company.refusing("pigeon:wang")
    company.ticks(20)
    assert asked == ["pigeon:wang"], "the day is spent"
    company.morning(FRIDAY)
    company.ticks()
    assert asked == ["pigeon:wang", "wecom:wangfang"]
    assert "no_reach" not in company.inspect(checks=[NOTICE])["counts"]
    assert company.told() == ["wecom:wangfang"]
    assert company.case("pigeon:g1").shown_to == "wecom:wangfang"


def test_with_no_account_in_reach_the_other_admins_are_asked() -> None:
    company = due(Person(FANG, "王芳"))
    asked = company.refusing(*FANG)
    for day in (THURSDAY, FRIDAY, 18):
        company.morning(day)
        company.ticks()
    assert asked == [*FANG, "pigeon:zhou"]
    assert "no_reach" not in company.inspect(checks=[NOTICE])["counts"], "somebody can still be asked"
    assert company.operate("explain", group="pigeon:g1")["told"]["role"] == "admin"


def test_with_nobody_in_reach_it_is_operations_and_never_the_head() -> None:
    company = due(Person(FANG, "王芳"), Person(("pigeon:zhou",), "周杰"))
    company.refusing(*FANG, "pigeon:zhou", "pigeon:chen")
    for day in (THURSDAY, FRIDAY, 18, 19, 20):
        company.morning(day)
        company.ticks(8)
    assert company.told() == []
    assert company.inspect(checks=[NOTICE])["counts"]["no_reach"] == 1
    assert company.case("pigeon:g1").to is None
    assert company.operate("explain", group="pigeon:g1")["told"] == {"role": "operations", "account": None}


@pytest.mark.parametrize(
    ("who", "to"),
    [
        ("their pigeon account is off", ["wecom:wangfang"]),
        ("the register says that they left", ["pigeon:zhou"]),
        ("both accounts are off", ["pigeon:zhou"]),
    ],
)
def test_who_left_is_a_matter_of_the_person_and_not_of_one_account(who: str, to: list[Account]) -> None:
    company = Branches("missing_owner")
    left = Employment.LEFT if who == "the register says that they left" else None
    company.register(Person(FANG, "王芳", employment=left))
    if left is None:
        _switch_off(company, "pigeon", "wang")
    if who == "both accounts are off":
        _switch_off(company, "wecom", "wangfang")
    company.add("g1")
    company.there("w1", owner="wangfang")
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.nudge(groups=["pigeon:g1"])
    assert company.told() == to


def _switch_off(company: Branches, platform: str, identity: str) -> None:
    people = (company.im if platform == "pigeon" else company.wecom).people
    people[identity] = people[identity]._replace(employment=Employment.DISABLED)


@pytest.mark.parametrize(
    ("ago", "state", "is_told"),
    [
        (timedelta(hours=10), State.SENT, True),
        (timedelta(hours=10) - timedelta(seconds=1), State.SENT, False),
        (timedelta(hours=9), State.UNDELIVERABLE, False),
        (timedelta(hours=9), State.UNCONFIRMED, False),
        (timedelta(hours=20), State.SENDING, False),
    ],
)
def test_one_person_is_not_written_to_twice_within_ten_hours_whatever_the_date_there(
    ago: timedelta, state: State, *, is_told: bool
) -> None:
    """In another zone it was yesterday still."""
    company = due(Person(FANG, "王芳"))
    outbox, people = company.world.ledger.outbox, company.world.ledger.people.version()
    until, before = company.now + timedelta(hours=1), company.now - ago
    nudge = Nudge("wecom:wangfang", date(2026, 5, 13), "n0", State.LEASED, "c0", until)
    outbox.claim(nudge, people)
    nudge = nudge._replace(state=State.SENDING, attempted=before)
    outbox.freeze(nudge, people)
    if state is not State.SENDING:
        outbox.settle(nudge, state)
    company.nudge()
    assert company.told() == ["pigeon:wang"] * is_told


@pytest.mark.parametrize(("account", "is_told"), [("wecom:wangfang", False), ("wecom:wang", True)])
def test_a_week_s_messages_count_over_all_accounts_of_one_person_and_nobody_else_s(
    account: Account, *, is_told: bool
) -> None:
    company = due(Person(FANG, "王芳"))
    outbox, people = company.world.ledger.outbox, company.world.ledger.people.version()
    for day in range(9, 14):
        nudge = Nudge(account, date(2026, 5, day), f"n{day}", State.LEASED, "c", company.now)
        outbox.claim(nudge, people)
        outbox.freeze(nudge, people)
        outbox.settle(nudge, State.SENT)
    company.nudge()
    assert company.told() == ["pigeon:wang"] * is_told


@pytest.mark.parametrize("head", [None, "pigeon:chen"])
def test_departments_of_one_name_on_two_platforms_have_their_own_heads_unless_the_company_names_one(
    head: Account | None,
) -> None:
    departments = (DepartmentRule("财务部", (), head, None, None, None),) if head else ()
    company = Branches("missing_owner", departments=departments)
    company.im.departments = (Department("财务部", head="pigeon:zhou"),)
    company.add("g1", "财务部-对账组", owner=None, admins=())
    company.there("w1", owner=None)
    company.add("g2", "财务部-预算组", owner="zhou", admins=())
    company.there("w2", owner="li")
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.ticks()
    assert company.told() == ([head] if head else ["pigeon:zhou", "wecom:li"])


@pytest.mark.parametrize("account", [*FANG, "wecom:wang"])
def test_somebody_works_by_the_calendar_that_the_policy_gives_any_account_of_theirs(account: Account) -> None:
    company = Branches(
        people={account: "shops"},
        calendars={
            "cn-standard": CalendarRule(Week.FIVE_DAYS, None, ()),
            "shops": CalendarRule(Week.SIX_DAYS, None, ()),
        },
    )
    company.register(Person(FANG, "王芳"))
    company.add("g1")
    company.at(13, 9)
    company.collect()
    company.inspect()
    saturday = 16
    company.morning(saturday)
    company.ticks()
    assert company.told() == ["pigeon:wang"] * (account in FANG)
