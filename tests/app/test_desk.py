"""「待处理」: clerks see what waits, decide what is not their own, once, and nobody else sees any of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.desk.desk import act, opened
from shared.app.desk.people import candidates
from shared.app.desk.words import NUMBER
from shared.app.ops.operate import operate
from shared.app.pages.shown import handle_of
from shared.app.ports.state import Part
from shared.core.declaration import Wrong
from shared.core.errors import Conflict, PageRefused, Unreadable
from shared.core.filed import GOOD_FOR
from shared.core.lang import Lang
from shared.core.model import Activity, Announcement, Element, Employment, Fact, Kind, Person, Profile, Status
from shared.core.request import Verdict
from tests.app.clerks import HE, NOBODY, WU, ZHAO, Department
from tests.app.company import speaking_policy
from tests.app.pages import CHEN, WANG, ZHOU
from tests.fakes.tapped import tapped


def wrong(outcome: object) -> list[str]:
    assert isinstance(outcome, tuple)
    return [one.field for one in outcome if isinstance(one, Wrong)]


def facts(office: Department, address: str, lang: Lang = Lang.ZH) -> dict[str, tuple[str, str]]:
    one = opened(address, office.who(HE, lang), office.world.ports)
    return {fact.label: (fact.value, fact.source) for fact in one.facts}


# --- who sees it ---


@pytest.mark.parametrize("account", [WANG, CHEN, WU])
def test_for_whoever_is_no_clerk_there_is_no_such_page(account: str) -> None:
    office = Department()
    request = office.asks()
    for look in (lambda: office.desk(account), lambda: office.open(request, account)):
        with pytest.raises(PageRefused, match="nowhere"):
            look()
    with pytest.raises(PageRefused, match="nowhere"):
        office.grants(request, account)
    assert office.world.ledger.waivers.pending() == [request]


def test_without_clerks_there_is_no_such_page_for_anybody() -> None:
    office = Department(policy=speaking_policy())
    with pytest.raises(PageRefused, match="nowhere"):
        office.desk()


def test_a_clerk_is_one_with_any_account_and_whoever_has_the_account_later_is_none() -> None:
    office = Department(policy=speaking_policy(clerks=("post:he", ZHAO)))
    with pytest.raises(PageRefused, match="nowhere"):
        office.desk(HE)
    office.register(Person((HE, "post:he"), "何静"))
    assert office.desk(HE).items == ()
    office.forward(1)
    for holder in ("1", "2"):
        office.forward(1)
        zhao = Profile(ZHAO, "赵六", "总经办", employment=Employment.ACTIVE, holder=holder)
        office.world.ledger.directory.save("pigeon", [zhao], [], office.world.clock.now())
    with pytest.raises(PageRefused, match="nowhere"):
        office.desk(ZHAO)


# --- what stands there ---


def test_what_was_promised_first_comes_first_and_then_the_oldest() -> None:
    office = Department()
    first = office.asks("市场部-甲群")
    office.forward(1)
    second = office.asks("市场部-乙群啊")
    alone = office.alone()
    found = office.desk()
    assert [one.handle for one in found.items] == [first.id, second.id, handle_of(alone)]
    assert [one.name for one in found.items] == ["市场部-甲群", "市场部-乙群啊", "采购群"]
    assert (found.items[0].asker, found.items[0].promised) == ("王芳", date(2026, 10, 26))
    assert found.items[0].what[Lang.ZH] == "缺群公告"
    assert found.late == 0


def test_what_is_past_the_day_that_was_promised_is_counted() -> None:
    office = Department()
    office.asks()
    office.forward(14)
    assert office.desk().late == 0
    office.forward(1)
    assert office.desk().late == 1


def test_what_whoever_asks_wrote_and_what_is_on_record_is_shown() -> None:
    office = Department()
    request = office.asks(text="年底就解散")
    one = office.open(request)
    assert (one.item.text, one.item.settled, one.address) == ("年底就解散", "", f"requests-{request.id}")
    assert facts(office, one.address) == {
        "群主": ("王芳", "王芳登记"),
        "外部人员": ("没有", "王芳登记"),
        "群公告": ("没有", "王芳登记"),
        "待完善": ("缺群公告", "系统检查"),
    }


def test_what_a_platform_shows_is_said_so_with_who_left() -> None:
    office = Department()
    now = office.world.clock.now()
    key = office.shows_alone()
    office.world.ledger.runs.set_cursor(NOBODY, f'["{key}"]')
    said = facts(office, f"ownerless-{handle_of(key)}", Lang.EN)
    assert said["Owner"] == ("周杰 (left or disabled)", "read by the system")
    assert said["Admins"] == ("none", "read by the system")
    assert said["To be done"] == ("No owner · the owner has left", "checked by the system")
    assert now < office.world.clock.now()


def test_a_group_that_is_gone_can_only_be_refused() -> None:
    office = Department()
    request = office.asks()
    office.world.ledger.inventory.forget_group(request.group)
    one = office.open(request)
    assert (one.item.can_grant, one.item.name, one.facts) == (False, request.group, ())
    assert wrong(office.grants(request)) == ["verdict"]
    assert office.refuses(request).is_theirs


def test_every_fact_is_written_in_words() -> None:
    office = Department()
    now = office.world.clock.now()
    seen: dict[str, Any] = {
        "department": Fact("采购部", now),
        "purpose": Fact("pigeon:供应商对接", now),
        "external": Fact(True, now),  # noqa: FBT003 (a fact's value)
        "announcement": Fact(Announcement("r", 80, frozenset({Element.PURPOSE, Element.RULES})), now),
        "activity": Fact(Activity(now - timedelta(days=3), None, None), now),
        "created": Fact(now - timedelta(days=400), now),
        "status": Fact(Status.ACTIVE, now),
        "admins": Fact((CHEN, "pigeon:nobody"), now),
        "owner": Fact(None, now),
    }
    request = office.asks()
    file = office.stored(request.group)
    group = file.group._replace(**seen)
    parts = (Part.META, Part.NOTICE, Part.ACTIVITY)
    quiet = group._replace(activity=Fact(Activity(None, None, None), now))
    office.world.ledger.inventory.save(file._replace(group=quiet), parts, now)
    assert facts(office, f"requests-{request.id}")["最近发言"][0] == "没有看到"
    office.world.ledger.inventory.save(file._replace(group=group), parts, now)
    said = {label: value for label, (value, _) in facts(office, f"requests-{request.id}").items()}
    assert said == {
        "群主": "没有",
        "管理员": "陈立、（通讯录里没有姓名）",
        "部门": "采购部",
        "用途": "pigeon:供应商对接",
        "外部人员": "有",
        "群公告": "有，2/5 项齐全",
        "最近发言": "10 月 9 日",
        "建群": "2025 年 9 月 7 日",
        "状态": "使用中",
        "待完善": "缺群公告",
    }


@pytest.mark.parametrize(
    ("by", "source"),
    [("群台账.xlsx", "群台账登记"), (HE, "何静登记"), ("pigeon:stranger", "同事登记")],
)
def test_what_was_filed_is_said_to_be_with_who_filed_it(by: str, source: str) -> None:
    office = Department()
    request = office.asks()
    filing = office.stored(request.group).filed
    assert filing is not None
    office.world.ledger.inventory.put_filing(filing._replace(by=by, is_own=False), [WANG])
    assert facts(office, f"requests-{request.id}")["群主"] == ("王芳", source)


def test_a_first_answer_that_cannot_be_read_is_left_out_and_one_that_is_gone_meanwhile_is_stale() -> None:
    office = Department()
    first = office.asks()
    office.refuses(first, HE)
    again = first._replace(id="again", former=first.id)
    office.world.ledger.waivers.ask(again)
    whole, seen, who = office.world.ledger, office.open(again, ZHAO), office.who(ZHAO)

    def fail(operation: str) -> None:
        if operation == "waivers.request":
            raise Unreadable("request", "REQUESTS r", "cut")

    broken = tapped(whole, fail)
    office.world = office.world.but(ledger=lambda: broken)
    assert office.desk(ZHAO).items[0].former == ""
    office.world = office.world.but(ledger=lambda: whole)
    gone = seen._replace(item=seen.item._replace(handle="gone"))
    with pytest.raises(PageRefused, match="stale"):
        act(gone, {"verdict": "refused", "reason": "好"}, who, office.world.ports)


@pytest.mark.parametrize("address", ["", "requests-", "requests-none", "ownerless-none", "gossip-r1", "-"])
def test_an_address_of_nothing_says_that_nothing_waits(address: str) -> None:
    with pytest.raises(PageRefused, match="off_the_desk"):
        Department().open(address)


def test_a_request_that_cannot_be_read_is_none_that_waits() -> None:
    office = Department()
    request = office.asks()
    whole = office.world.ledger
    waivers = whole.waivers

    def fail(operation: str) -> None:
        if operation == "waivers.request":
            raise Unreadable("request", "REQUESTS r", "cut")

    broken = tapped(whole, fail)
    office.world = office.world.but(ledger=lambda: broken)
    with pytest.raises(PageRefused, match="off_the_desk"):
        office.open(request)
    assert waivers.pending() == [request]


# --- deciding ---


def test_agreed_it_is_a_waiver_for_half_a_year_and_whoever_asked_has_rest() -> None:
    office = Department()
    request = office.asks()
    assert office.grants(request).is_theirs
    assert not office.case_of(request.group).is_open
    kept = office.world.ledger.waivers.request(request.id)
    assert kept is not None
    assert (kept.verdict, kept.decided_by, kept.reason) == (Verdict.GRANTED, HE, "专项群")
    assert kept.until == date(2026, 10, 12) + timedelta(days=180)
    assert [
        entry.by for entry in office.world.ledger.audit.of(request.group, 9) if "request" in entry.what
    ] == [HE]
    assert office.desk().items == ()
    assert office.open(request).item.settled.startswith(
        "何静 10 月 12 日答复：已同意，到 2027 年 4 月 10 日为止，其间不再提醒。专项群"
    )


def test_refused_the_ladder_goes_on_and_the_reason_is_kept() -> None:
    office = Department()
    request = office.asks()
    assert office.refuses(request).is_theirs
    case = office.case_of(request.group)
    assert (case.request, case.is_open) == ("", True)
    assert office.open(request).item.settled == "何静 10 月 12 日答复：没有同意：新同事需要知道"


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"verdict": "granted", "reason": ""}, ["reason"]),
        ({"verdict": "refused", "reason": " \u202e "}, ["reason"]),
        ({"verdict": "maybe", "reason": "好"}, ["verdict"]),
        ({"reason": "好"}, ["verdict"]),
        ({"verdict": "granted", "reason": "x" * 201}, ["reason"]),
        ({"verdict": "granted", "reason": "打 138 0013 8000 问"}, ["reason"]),
        ({"verdict": "granted", "reason": "好", "until": "2026-10-11"}, ["until"]),
        ({"verdict": "granted", "reason": "好", "until": "2027-10-14"}, ["until"]),
        ({"verdict": "granted", "reason": "好", "until": "soon"}, ["until"]),
        ({}, ["verdict", "reason"]),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_field_by_field(form: dict[str, str], fields: list[str]) -> None:
    office = Department()
    request = office.asks()
    assert wrong(office.decides(request, **form)) == fields
    assert office.world.ledger.waivers.pending() == [request]


def test_a_day_is_nothing_where_it_is_refused() -> None:
    office = Department()
    assert office.refuses(office.asks(), until="soon").is_theirs


def test_a_number_in_a_reason_is_said_to_be_one() -> None:
    office = Department()
    assert office.refuses(office.asks(), reason="13800138000") == (Wrong("reason", NUMBER),)


@pytest.mark.parametrize("clerk", [HE, ZHAO])
def test_nobody_decides_what_they_asked_themselves(clerk: str) -> None:
    office = Department()
    request = office.asks(by=clerk)
    assert office.desk(clerk).items[0].is_own(office.who(clerk))
    for decide in (office.grants, office.refuses):
        with pytest.raises(PageRefused, match="own_matter"):
            decide(request, clerk)
    assert office.grants(request, ZHAO if clerk == HE else HE).is_theirs


def test_nobody_decides_about_a_group_that_they_own_or_administer_with_any_account() -> None:
    office = Department()
    request = office.asks()
    office.register(Person((HE, "post:he"), "何静"))
    now = office.world.clock.now()
    file = office.stored(request.group)
    filing = file.filed
    assert filing is not None
    group = filing.group._replace(admins=Fact(("post:he",), now, filing.group.owner.source))  # type: ignore[union-attr]
    assert office.world.ledger.inventory.move_filing(filing._replace(group=group), filing)
    with pytest.raises(PageRefused, match="own_matter"):
        office.grants(request, HE)
    assert office.grants(request, ZHAO).is_theirs


def test_the_second_of_two_clerks_is_told_what_the_first_decided() -> None:
    office = Department()
    request = office.asks()
    who = office.who(ZHAO)
    seen = office.open(request, ZHAO)
    office.refuses(request, HE)
    done = act(seen, {"verdict": "granted", "reason": "好"}, who, office.world.ports)
    assert not done.is_theirs  # type: ignore[union-attr]
    assert not office.grants(request, ZHAO).is_theirs
    assert office.open(request, ZHAO).item.settled.startswith("何静")
    assert office.stored(request.group).group.waivers == ()


def test_somebody_who_writes_all_the_time_makes_a_clerk_look_again() -> None:
    office = Department()
    request = office.asks()
    whole = office.world.ledger

    def meanwhile(operation: str) -> None:
        if operation == "cases.save":
            raise Conflict

    busy = tapped(whole, meanwhile)
    office.world = office.world.but(ledger=lambda: busy)
    with pytest.raises(PageRefused, match="stale"):
        office.refuses(request)


def test_what_a_terminal_decided_is_said_with_the_name_that_was_given_there() -> None:
    office = Department()
    request = office.asks()
    operate(
        {"do": "decide", "request": request.id, "verdict": "refused", "by": "总办 小李"}, office.world.ports
    )
    assert office.open(request).item.settled.startswith("总办 小李 10 月 12 日答复：没有同意")


def test_a_second_look_shows_the_first_answer_and_is_somebody_else_s() -> None:
    office = Department()
    first = office.asks()
    office.refuses(first, HE)
    now = office.world.clock.now()
    again = first._replace(id="again", former=first.id, asked=now, text="情况有变化")
    office.world.ledger.waivers.ask(again)
    item = office.open(again, HE).item
    assert item.what[Lang.ZH] == "缺群公告 · 请再看一次"
    assert item.former.startswith("何静 10 月 12 日答复：没有同意")
    assert item.is_barred(office.who(HE))
    with pytest.raises(PageRefused, match="own_matter"):
        office.grants(again, HE)
    assert office.grants(again, ZHAO).is_theirs


# --- groups without anybody ---


def test_a_filed_group_without_anybody_gets_an_owner_who_finds_it_among_theirs() -> None:
    office = Department()
    key = office.alone(external="yes")
    [item] = office.desk().items
    assert (item.source, item.name, item.shows_owner) == ("ownerless", "采购群", False)
    address = f"ownerless-{item.handle}"
    done = office.decides(address, who="王芳", person=handle_of(WANG))
    assert done.is_theirs  # type: ignore[union-attr]
    assert office.names(WANG) == ["采购群"]
    group = office.stored(key).known(office.world.clock.now()).group
    assert group.external is not None
    assert group.external.value is True, "what else was filed stays"
    assert office.desk().items == ()
    assert office.open(address).item.settled == "现在由王芳负责"
    assert not office.decides(address, ZHAO, who="陈立", person=handle_of(CHEN)).is_theirs  # type: ignore[union-attr]
    (entry,) = [one for one in office.world.ledger.audit.of(key, 9) if one.what == "appointed"]
    assert (entry.by, entry.details) == (HE, {"to": WANG})
    office.edit(handle_of(key), WANG, name="采购部-采购群")


def test_where_the_platform_shows_an_owner_somebody_is_asked_to_take_the_group_over() -> None:
    office = Department()
    key = office.shows_alone()
    [item] = office.desk().items
    assert item.shows_owner
    office.decides(f"ownerless-{item.handle}", who="王", person=handle_of(WANG))
    case = office.case_of(key, "missing_owner")
    assert (case.to, case.role) == (WANG, "successor")
    assert office.desk().items == ()
    assert facts(office, f"ownerless-{item.handle}")["接手人"] == ("王芳", "何静登记")


def test_of_what_is_not_good_any_more_only_the_name_is_kept() -> None:
    office = Department()
    key = office.alone(external="yes")
    office.forward(GOOD_FOR.days)
    address = f"ownerless-{handle_of(key)}"
    office.decides(address, who="王芳", person=handle_of(WANG))
    group = office.stored(key).known(office.world.clock.now()).group
    assert (group.name and group.name.value, group.external) == ("采购群", None)


@pytest.mark.parametrize(
    ("who", "person"),
    [
        ("", handle_of(WANG)),
        ("周杰", handle_of(ZHOU)),
        ("王芳", handle_of(CHEN)),
        ("王芳", ""),
        ("王芳", WANG),
    ],
    ids=["no name", "somebody who left", "somebody else", "nobody", "no handle"],
)
def test_only_somebody_who_works_here_and_was_on_the_list_is_named(who: str, person: str) -> None:
    office = Department()
    key = office.alone()
    assert wrong(office.decides(f"ownerless-{handle_of(key)}", who=who, person=person)) == ["person"]
    assert office.desk().items != ()


def test_what_somebody_filed_meanwhile_stands() -> None:
    office = Department()
    key = office.alone()
    seen, who = office.open(f"ownerless-{handle_of(key)}"), office.who(HE)
    whole = office.world.ledger

    def meanwhile(operation: str) -> None:
        if operation == "inventory.move_filing":
            file = whole.inventory.get(key)
            assert file is not None
            assert file.filed is not None
            whole.inventory.put_filing(
                file.filed._replace(at=office.world.clock.now() + timedelta(1)), [ZHOU]
            )

    busy = tapped(whole, meanwhile)
    ports = office.world.but(ledger=lambda: busy).ports
    done = act(seen, {"who": "王芳", "person": handle_of(WANG)}, who, ports)
    assert not done.is_theirs  # type: ignore[union-attr]


def test_a_group_that_is_erased_meanwhile_is_stale() -> None:
    office = Department()
    key = office.alone()
    seen, who = office.open(f"ownerless-{handle_of(key)}"), office.who(HE)
    office.world.ledger.inventory.forget_group(key)
    with pytest.raises(PageRefused, match="stale"):
        act(seen, {"who": "王芳", "person": handle_of(WANG)}, who, office.world.ports)
    assert office.desk().items == ()


def test_people_are_found_by_a_part_of_their_name_whole_names_first_and_each_once() -> None:
    office = Department()
    extra = [Profile(f"pigeon:w{number}", f"王芳{number:02}", None) for number in range(30)]
    extra = [one._replace(employment=Employment.ACTIVE) for one in extra]
    bot = Profile("pigeon:bot", "王芳助手", bot=True, employment=Employment.ACTIVE)
    office.world.ledger.directory.save("pigeon", [*extra, bot], [], office.world.clock.now())
    office.register(Person((WANG, "post:wang"), "王芳"))
    found = candidates("王芳", office.who(HE), office.world.ports)
    assert len(found) == 20
    assert (found[0].name, found[0].department) == ("王芳", "市场部")
    assert sum(one.name == "王芳" for one in found) == 1
    assert candidates("　", office.who(HE), office.world.ports) == []


def test_a_confidential_group_s_name_and_use_are_not_shown() -> None:
    office = Department()
    key = office.shows_alone(name="并购项目群")
    file = office.stored(key)
    now = office.world.clock.now()
    group = file.group._replace(kind=Fact(Kind.CONFIDENTIAL, now), department=Fact("总经办", now))
    office.world.ledger.inventory.save(file._replace(group=group), [Part.META], now)
    office.world.ledger.runs.set_cursor(NOBODY, f'["{key}"]')
    address = f"ownerless-{handle_of(key)}"
    assert office.open(address).item.name == "p1"
    assert "部门" not in facts(office, address)
