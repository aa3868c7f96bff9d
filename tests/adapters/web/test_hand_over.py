"""「交给同事」 on the pages: found by name, asked, answered; names of colleagues stand in no address."""

import pytest

from shared.app.pages.shown import handle_of
from tests.adapters.web.browsing import Browser, Seen
from tests.app.handing import Handing
from tests.app.pages import CHEN, SALES, WANG, ZHOU, Office

ASK = "/pages/hand-over"


def offered(office: Office, name: str = "陈立") -> Browser:
    """王芳 asked a colleague to take her one group over."""
    owner = Browser(office)
    page = owner.get("/pages")
    handle = office.files().handle
    page = owner.get(f"{ASK}?g={handle}")
    found = owner.send(ASK, page.form(ASK, act="find"), name=name)
    account = {"陈立": CHEN, "周杰": ZHOU}[name]
    assert f'value="{account}"' in found.body
    asked = owner.send(ASK, found.form(ASK, act="offer"), to=account)
    assert "已去询问" in asked.body
    assert name not in "".join(owner.addresses)
    return owner


def answered(office: Office, say: str, account: str = CHEN) -> Seen:
    colleague = Browser(office, account)
    page = colleague.get("/pages")
    return colleague.send("/pages/asked", page.form("/pages/asked", say=say))


def test_a_colleague_is_found_asked_and_takes_the_group_over() -> None:
    office = Handing()
    owner = offered(office)
    page = Browser(office, CHEN).get("/pages")
    assert "王芳想请您接手这个群" in page.body
    after = answered(office, "yes")
    assert (after.status, "好的，已记下" in after.body, "华东销售冲冲冲" in after.body) == (200, True, True)
    assert "华东销售冲冲冲" not in owner.get("/pages").body


def test_who_cannot_take_it_says_so_and_the_owner_sees_that_without_a_reason() -> None:
    office = Handing()
    owner = offered(office)
    handle = office.mine().groups[0].handle
    assert "已请陈立接手，10 月 21 日前等对方答复" in owner.get(f"/pages/group?g={handle}").body
    assert "好的，没关系" in answered(office, "no").body
    page = owner.get(f"/pages/group?g={handle}")
    assert "陈立暂不方便接手，可以请别的同事" in page.body
    again = owner.get(f"{ASK}?g={handle}")
    found = owner.send(ASK, again.form(ASK, act="find"), name="陈立")
    refused = owner.send(ASK, found.form(ASK, act="offer"), to=CHEN)
    assert (refused.status, "这位同事不久前说过暂不方便" in refused.body) == (422, True)


def test_what_was_asked_is_taken_back() -> None:
    office = Handing()
    owner = offered(office)
    page = owner.get(f"/pages/group?g={office.mine().groups[0].handle}")
    after = owner.send(ASK, page.form(ASK, act="take_back"))
    assert "已撤回" in after.body
    assert "想请您接手" not in Browser(office, CHEN).get("/pages").body


def test_whoever_is_suggested_can_be_asked_without_a_search() -> None:
    office = Handing()
    handle = handle_of(office.shows("p1", "市场部-丙群", WANG))
    page = Browser(office).get(f"{ASK}?g={handle}")
    assert ("可以考虑" in page.body, "陈立" in page.body) == (True, True)


@pytest.mark.parametrize("name", ["没有这个人", "<script>alert(1)</script>", "%", "\u202e王"])
def test_a_name_that_finds_nobody_is_said_to(name: str) -> None:
    office = Handing()
    browser, handle = Browser(office), office.files().handle
    page = browser.get(f"{ASK}?g={handle}")
    found = browser.send(ASK, page.form(ASK, act="find"), name=name)
    assert ("没有找到这位同事" in found.body, "<script>alert" in found.body) == (True, False)


def test_another_s_group_can_neither_be_offered_nor_answered_for() -> None:
    office = Handing()
    offered(office)
    handle = office.mine().groups[0].handle
    stranger = Browser(office, ZHOU)
    token = stranger.get("/pages").form("/pages/out")["token"]
    assert stranger.get(f"{ASK}?g={handle}").status == 404
    for form in ({"act": "offer", "to": ZHOU}, {"act": "take_back"}, {"act": "find", "name": "陈"}):
        assert stranger.ask("POST", ASK, {"token": token, "g": handle, **form}).status == 404
    for say in ("yes", "no"):
        assert stranger.ask("POST", "/pages/asked", {"token": token, "g": handle, "say": say}).status == 404
    assert office.mine().groups[0].group.owner is not None


def test_an_answer_that_is_none_changes_nothing() -> None:
    office = Handing()
    offered(office)
    colleague = Browser(office, CHEN)
    form = colleague.get("/pages").form("/pages/asked", say="yes")
    assert colleague.ask("POST", "/pages/asked", {**form, "say": "maybe"}).status == 400
    assert office.names() == ["华东销售冲冲冲"]


def test_whoever_says_that_a_filed_group_is_theirs_now_is_told_who_is_asked() -> None:
    office = Handing()
    office.files(CHEN)
    browser = Browser(office)
    form = browser.get("/pages/file").form("/pages/file")
    same = browser.send("/pages/file", form, **SALES)
    asked = browser.send("/pages/file", same.form("/pages/file", take="yes"))
    assert "已经去问陈立了，10 月 19 日前有答复就改到您名下" in asked.body
    owner = Browser(office, CHEN)
    page = owner.get("/pages")
    assert "王芳说这个群现在由自己负责，对吗？" in page.body
    denied = owner.send("/pages/asked", page.form("/pages/asked", say="no"))
    assert "会有同事来确认" in denied.body
    assert "等负责部门确认" in owner.get(f"/pages/group?g={office.mine(CHEN).groups[0].handle}").body


def test_where_a_platform_shows_the_owner_its_own_steps_are_shown() -> None:
    office = Handing()
    office.shows("p1", "市场部-丙群", WANG)
    owner, handle = Browser(office), office.mine().groups[0].handle
    page = owner.get(f"{ASK}?g={handle}")
    found = owner.send(ASK, page.form(ASK, act="find"), name="陈立")
    owner.send(ASK, found.form(ASK, act="offer"), to=CHEN)
    after = answered(office, "yes")
    assert "您已同意接手，等王芳在群里转给您。请在群所在的平台里转让群主。" in after.body
    assert "陈立同意接手，请您在群里把群主转给对方" in owner.get(f"/pages/group?g={handle}").body
