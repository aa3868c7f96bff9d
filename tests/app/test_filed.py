"""What is filed of a group lies beside what its platform shows: neither drops the other, and it is good for half a year."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.app.inbound.answer import answer
from shared.app.ports.state import Part
from shared.app.register.upload import register
from shared.core.card import Press
from shared.core.case import CaseKey
from shared.core.filed import GOOD_FOR
from shared.core.model import Employment, Fact, Group, Person, Profile, Source, Status
from tests.app.business import found, in_business, nudge_of, stored, told
from tests.app.company import Company
from tests.fakes.tapped import tapped

SHEET = "register/incoming/群台账.csv"
HEAD = "平台,群ID,群名称,群主,群主工号,管理员,部门,群公告,豁免\n"
NAMES = "平台,群ID,群名称,群主\n"
BAD = "随便聊聊"
"""A group's name without any department."""


def uploaded(company: Company, text: str) -> Any:
    company.world.bucket.objects[SHEET] = text.encode()
    return register({"key": SHEET}, company.world.ports)


def known(company: Company, group: str) -> Group:
    return stored(company, group).known(company.now).group


def value(fact: Fact[Any] | None) -> Any:
    return (fact.value, fact.source) if fact else None


def registered(company: Company, *people: Person) -> None:
    before = company.world.ledger.people.version()
    company.world.ledger.people.publish("v", people, company.now, before)


WANG = Person(("pigeon:wang", "wecom:wangfang"), "王芳", number="1001")


def test_a_row_that_is_filed_while_the_platform_is_read_is_not_dropped_by_what_was_read() -> None:
    company = in_business()
    company.add("g1")

    def files(operation: str) -> None:
        if operation == "inventory.keep" and stored_or_none(company, "pigeon:g1") is None:
            uploaded(company, "平台,群ID,群名称,部门,用途\npigeon,g1,x,技术部,支付系统开发\n")

    slow = tapped(company.world.ledger, files)
    real = company.world
    company.world = company.world.but(ledger=lambda: slow)
    company.collect()
    company.world = real
    group = known(company, "pigeon:g1")
    assert value(group.name) == ("市场部-新品推广组", Source.OBSERVED)
    assert (value(group.department), value(group.purpose)) == (
        ("技术部", Source.DECLARED),
        ("支付系统开发", Source.DECLARED),
    )


def stored_or_none(company: Company, group: str) -> Any:
    return company.world.ledger.inventory.get(group)


def test_reading_a_group_again_and_again_leaves_what_is_filed_and_never_keeps_it_as_seen() -> None:
    company = in_business()
    company.add("g1")
    company.collect()
    uploaded(company, "平台,群ID,群名称,部门\npigeon,g1,x,技术部\n")
    for day in (12, 13, 14):
        company.day(day)
        company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    assert value(known(company, "pigeon:g1").department) == ("技术部", Source.DECLARED)
    assert stored(company).group.department is None


def test_a_group_that_is_only_filed_is_no_worse_for_being_in_no_listing() -> None:
    company = in_business("group_name")
    company.add("g1")
    registered(company, WANG)
    company.collect()
    uploaded(company, NAMES + f"pigeon,g9,{BAD},pigeon:wang\n")
    for day in range(11, 16):
        company.day(day)
    assert stored(company, "pigeon:g9").gone is None
    assert told(company) == ["wang"], "and its owner is told of it"


def test_facts_that_were_filed_do_not_go_stale_within_a_day() -> None:
    company = in_business("group_name")
    uploaded(company, NAMES + f"lantern,w1,{BAD},pigeon:wang\n")
    company.add("g0")  # so that the platform is there to send on
    for day in (12, 13, 14, 15):
        company.day(day)
    assert told(company) == ["wang"]


def test_half_a_year_later_what_was_filed_is_unknown_and_nobody_is_told_on_the_strength_of_it() -> None:
    company = in_business("group_name")
    company.add("g0")
    uploaded(company, NAMES + f"lantern,w1,{BAD},pigeon:wang\n")
    company.inspect()
    key = CaseKey("lantern:w1", "group_name")
    case = company.world.ledger.cases.get(key)
    assert case is not None
    assert case.due is not None
    company.world.clock.at += GOOD_FOR - timedelta(seconds=1)
    assert known(company, "lantern:w1").name is not None
    company.world.clock.at += timedelta(seconds=1)
    assert known(company, "lantern:w1") == Group("lantern", "w1")
    company.collect()
    company.inspect()
    company.nudge()
    case = company.world.ledger.cases.get(key)
    assert case is not None
    assert (case.due, case.is_open) == (None, True)
    assert told(company) == []


def test_filing_a_row_again_makes_it_good_again_and_a_cell_that_is_blank_now_is_not_filed_any_more() -> None:
    company = Company()
    head = "平台,群ID,群名称,部门,用途\n"
    uploaded(company, head + "lantern,w1,市场部-周报,市场部,周报\n")
    first = company.now
    company.world.clock.at += GOOD_FOR
    uploaded(company, head + "lantern,w1,市场部-周报,市场部,\n")
    group = known(company, "lantern:w1")
    assert (value(group.department), group.purpose) == (("市场部", Source.DECLARED), None)
    filing = stored(company, "lantern:w1").filed
    assert filing is not None
    assert (filing.by, filing.at, filing.until, filing.first) == (
        "群台账.csv", company.now, company.now + GOOD_FOR, first,
    )  # fmt: skip


def test_a_row_that_says_that_no_check_applies_is_a_waiver_as_long_as_it_is_good() -> None:
    company = in_business("group_name")
    uploaded(company, HEAD + f"lantern,w1,{BAD},,,,,,客户要求保留群名\n")
    company.inspect()
    assert company.world.ledger.cases.get(CaseKey("lantern:w1", "group_name")) is None
    (waiver,) = known(company, "lantern:w1").waivers
    assert (waiver.by, waiver.reason, str(waiver.until)) == ("群台账.csv", "客户要求保留群名", "2026-11-06")


# ---------------------------------------------------------------- whom a row names


@pytest.mark.parametrize(
    ("row", "account"),
    [
        ("lantern,w1,甲组,wecom:wangfang,,,,,", "wecom:wangfang"),
        ("lantern,w1,甲组,,wecom:nobody-knows,,,,", "wecom:nobody-knows"),
        ("lantern,w1,甲组,王芳,,,,,", "pigeon:wang"),
        ("企业微信,w1,甲组,王芳,,,,,", "wecom:wangfang"),
        ("lantern,w1,甲组,,1001,,,,", "pigeon:wang"),
        ("企业微信,w1,甲组,王芳,1001,,,,", "wecom:wangfang"),
        ("企业微信,w1,甲组,,wangfang,,,,", "wecom:wangfang"),
        ("信鸽,w1,甲组,,zhou,,,,", "pigeon:zhou"),
        ("lantern,w1,甲组,无,,,,,", None),
    ],
    ids=[
        "an account in the column of names",
        "an account that nobody knows",
        "a name: the person's first account",
        "a name: the account on the group's platform",
        "a number",
        "a name and a number: the number counts",
        "an id on the group's platform that the register has",
        "an id on the group's platform that the directory has",
        "nobody",
    ],
)
def test_an_owner_is_kept_by_account_however_the_row_names_them(row: str, account: str | None) -> None:
    company = in_business()
    company.add("g1")
    company.collect()
    registered(company, WANG)
    done = uploaded(company, HEAD + row + "\n")
    assert "refused" not in done, done
    group = done["resolved"]
    (key,) = {f"{'lantern' if 'lantern' in row else 'wecom' if '企业' in row else 'pigeon'}:w1"}
    assert value(known(company, key).owner) == (account, Source.DECLARED)
    is_said = account is not None and account not in row
    assert [one["account"] for one in group] == ([account] if is_said else [])


def test_the_result_says_whom_each_name_was_taken_for_and_in_how_many_groups() -> None:
    company = Company()
    registered(company, WANG, Person(("wecom:li",), "李强", number="1002"))
    rows = "lantern,w1,甲组,王芳,,李强,,,\nlantern,w2,乙组,王芳,,,,,\n企业微信,w3,丙组,,1002,,,,\n"
    assert uploaded(company, HEAD + rows)["resolved"] == [
        {"written": "1002", "account": "wecom:li", "groups": 1},
        {"written": "李强", "account": "wecom:li", "groups": 1},
        {"written": "王芳", "account": "pigeon:wang", "groups": 2},
    ]
    assert value(known(company, "lantern:w1").admins) == (("wecom:li",), Source.DECLARED)


LEFT = Person(("wecom:old",), "王芳", number="0007", employment=Employment.LEFT)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("lantern,w1,甲组,赵敏,,,,,", "nobody who works here has that name"),
        ("lantern,w1,甲组,李强,,,,,", "2 people can be meant"),
        ("lantern,w1,甲组,,0007,,,,", "nobody's 工号"),
        ("lantern,w1,甲组,,9999,,,,", "nobody's 工号"),
        ("企业微信,w1,甲组,,1001,,,,", "2 people can be meant"),
        ("lantern,w1,甲组,wecom:wangfang,,赵敏,,,", "nobody who works here has that name"),
    ],
    ids=[
        "nobody has the name",
        "two have the name",
        "the number of somebody who left",
        "no number",
        "a number that is also somebody else's account",
        "an admin",
    ],
)
def test_a_row_that_does_not_say_clearly_who_is_meant_is_refused_with_its_line(row: str, said: str) -> None:
    company = Company()
    strange = Person(("wecom:1001",), "孙丽")
    registered(company, WANG, LEFT, strange, Person(("wecom:li1",), "李强"), Person(("wecom:li2",), "李强"))
    done = uploaded(company, HEAD + "lantern,w0,好好的,王芳,,,,,\n" + row + "\n")
    assert done["refused"] is True
    (fault,) = done["faults"]
    assert (fault["where"], fault["line"]) == ("群台账.csv", 3)
    assert said in fault["reason"]
    assert fault["remedy"].startswith("Write the ")
    assert stored_or_none(company, "lantern:w0") is None, "whole or not at all"


def test_a_namesake_who_left_makes_nobody_unclear() -> None:
    company = Company()
    registered(company, WANG, LEFT)
    uploaded(company, NAMES + "lantern,w1,甲组,王芳\n")
    assert value(known(company, "lantern:w1").owner) == ("pigeon:wang", Source.DECLARED)


def test_an_account_with_a_new_holder_is_nobody_s_whom_the_register_named_before() -> None:
    company = Company()
    company.im.people["wang"] = Profile("pigeon:wang", "别人", employment=Employment.ACTIVE)
    registered(company, WANG._replace(accounts=("pigeon:wang",)))
    held = Profile("pigeon:wang", "别人", holder="x", held_since=company.now + timedelta(hours=1))
    directory = company.world.ledger.directory
    directory.save("pigeon", [held._replace(holder="w", held_since=None)], (), company.now)
    directory.save("pigeon", [held], (), company.now + timedelta(hours=1))
    company.world.clock.at += timedelta(hours=2)
    uploaded(company, NAMES + "pigeon,g1,甲组,pigeon:wang\n")  # so that the platform is looked at
    assert uploaded(company, NAMES + "lantern,w1,甲组,王芳\n")["refused"] is True


@pytest.mark.parametrize(("rows", "more"), [(50, None), (51, "1 more times"), (120, "70 more times")])
def test_of_very_many_unclear_rows_the_first_are_named_and_the_others_counted(
    rows: int, more: str | None
) -> None:
    sheet = NAMES + "".join(f"lantern,w{number},甲组{number},王芳\n" for number in range(rows))
    faults = uploaded(Company(), sheet)["faults"]
    assert [fault["line"] for fault in faults[:50]] == list(range(2, 52))
    assert [fault["reason"].startswith(str(more)) for fault in faults[50:]] == ([True] if more else [])


def test_without_a_people_register_the_refusal_says_so() -> None:
    (fault,) = uploaded(Company(), NAMES + "lantern,w1,甲组,王芳\n")["faults"]
    assert "no people register was uploaded yet" in fault["remedy"]


def test_what_an_event_says_of_a_group_that_is_only_filed_is_kept_beside_it() -> None:
    company = Company()
    uploaded(company, NAMES + "pigeon,g1,甲组,pigeon:wang\n")
    file = stored(company)
    status = Fact(Status.DISSOLVED, company.now)
    company.world.ledger.inventory.save(
        file._replace(group=file.group._replace(status=status)), {Part.META}, company.now
    )
    group = known(company, "pigeon:g1")
    assert (group.status, value(group.name)) == (status, ("甲组", Source.DECLARED))


def test_a_group_that_the_platform_shows_after_it_was_filed_is_known_by_both_from_then_on() -> None:
    company = in_business("group_name")
    uploaded(company, "平台,群ID,群名称,群主,部门\npigeon,g1,旧名,pigeon:zhou,技术部\n")
    filed_at = company.now
    company.at(12, 9)
    company.add("g1")
    found(company)
    file = stored(company)
    group = file.known(company.now).group
    assert value(group.name) == ("市场部-新品推广组", Source.OBSERVED)
    assert (value(group.owner), value(group.department)) == (
        ("pigeon:wang", Source.OBSERVED),
        ("技术部", Source.DECLARED),
    )
    assert file.first_seen == filed_at
    assert file.owner_changed == datetime(2026, 5, 12, 1, tzinfo=UTC), "another owner than was filed"


# ---------------------------------------------------------------- what its owner reads


def card(company: Company, message: int = -1) -> Any:
    """The newest message's card as its tuple: …, blocks, footer, ask."""
    return company.im.inbox[message].card


def test_the_message_says_that_it_rests_on_what_was_filed() -> None:
    company = in_business("group_name")
    company.add("g0")
    uploaded(company, NAMES + f"lantern,w1,{BAD},pigeon:wang\n")
    for day in range(12, 16):
        company.day(day)
    (block,) = card(company)[5]
    assert block[2].startswith("按您登记的信息：")
    assert card(company)[7] == ""


def lapsing(company: Company, *owners: str) -> None:
    """Rows that are filed now, half a year before 王芳 has something else to hear."""
    rows = "".join(f"lantern,w{n},市场部-周报{n},{owner}\n" for n, owner in enumerate(owners))
    uploaded(company, NAMES + rows)


def half_a_year_later(company: Company) -> None:
    """A group of hers has a name that wants changing, and its message goes out: Monday 2026-11-09 and after."""
    company.world.clock.at += GOOD_FOR + timedelta(hours=1)
    company.add("g1", BAD)
    for day in range(9, 14):
        company.day(day, month=11)


def test_what_is_past_its_date_is_asked_about_in_one_line_of_the_owner_s_digest() -> None:
    company = in_business("group_name")
    lapsing(company, "pigeon:wang", "pigeon:wang")
    half_a_year_later(company)
    assert told(company) == ["wang"]
    assert card(company)[7].startswith("顺便想请您确认一件事：「市场部-周报0」等群登记的信息已满有效期")
    assert len(card(company)[5]) == 1, "the line is no item: nothing of it counts as told"


def test_nobody_is_asked_about_what_another_filed_or_what_was_filed_again() -> None:
    company = in_business("group_name")
    lapsing(company, "pigeon:zhou", "pigeon:wang")
    company.world.clock.at += timedelta(days=100)
    uploaded(company, NAMES + "lantern,w1,市场部-周报,pigeon:wang\n")
    company.world.clock.at -= timedelta(days=100)
    half_a_year_later(company)
    assert told(company) == ["wang"]
    assert card(company)[7] == ""


def test_whoever_has_the_account_of_the_owner_by_now_is_not_asked() -> None:
    company = in_business("group_name")
    lapsing(company, "pigeon:wang")
    company.collect()
    directory = company.world.ledger.directory
    for mark, at in (("a", company.now), ("b", company.now + timedelta(days=1))):
        directory.save("pigeon", [company.im.people["wang"]._replace(holder=mark)], (), at)
    company.im.people["wang"] = company.im.people["wang"]._replace(holder="b")
    half_a_year_later(company)
    assert told(company) == ["wang"]
    assert card(company)[7] == ""


def test_an_owner_with_nothing_to_hear_is_not_written_to_for_the_line_alone() -> None:
    company = in_business("group_name")
    company.add("g0")
    lapsing(company, "pigeon:wang")
    company.world.clock.at += GOOD_FOR + timedelta(hours=1)
    company.day(9, month=11)
    assert told(company) == []


def test_done_is_answered_by_what_the_register_says_where_nothing_else_can_be_seen() -> None:
    company = in_business("group_name")
    company.add("g0")
    uploaded(company, NAMES + f"lantern,w1,{BAD},pigeon:wang\n")
    for day in range(12, 16):
        company.day(day)
    nudge = nudge_of(company)
    case = CaseKey("lantern:w1", "group_name").id
    pressed = Press("pigeon:wang", nudge.id, nudge.day.isoformat(), case, "done", "c-1")
    answer(pressed, company.world.ports)
    assert (
        company.im.edits[-1].card.blocks[0].note.startswith("这一项是按登记的信息核对的，登记里还没有变化。")
    )
    uploaded(company, NAMES + "lantern,w1,市场部-新品推广组,pigeon:wang\n")
    company.world.clock.forward(timedelta(minutes=1))
    answer(pressed._replace(reply_token="c-2"), company.world.ports)
    assert company.im.edits[-1].card.blocks[0].note.startswith("已核对，这一项办好了")
