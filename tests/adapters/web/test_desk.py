"""「待处理」 over HTTP: nobody but a clerk comes to know that it is there, and every text is hostile."""

import pytest

from shared.app.pages.shown import handle_of
from tests.adapters.web.browsing import Browser, Seen
from tests.app.clerks import HE, WU, ZHAO, Department
from tests.app.pages import WANG

ITEM = "/pages/desk/item"


def logged_in(office: Department, account: str = HE, language: str = "zh-CN") -> Browser:
    browser = Browser(office, account, language)
    browser.get("/pages")
    return browser


def answered(browser: Browser, address: str, **form: str) -> Seen:
    return browser.post(ITEM, browser.get(address).form(ITEM, act="decide") | form)


def test_a_clerk_decides_and_is_shown_what_was_decided() -> None:
    office = Department()
    request = office.asks(text="年底就解散")
    browser = logged_in(office)
    assert "1 项待处理" in browser.get("/pages/desk").body
    seen = answered(browser, f"{ITEM}?i=requests-{request.id}", verdict="granted", reason="专项群")
    assert (seen.status, "said=answered" in seen.path) == (200, True)
    assert "何静 10 月 12 日答复：已同意" in seen.body
    assert "都处理好了" in browser.get("/pages/desk").body


@pytest.mark.parametrize("account", [WANG, WU])
def test_for_anybody_else_it_looks_as_an_address_of_nothing_does(account: str) -> None:
    office = Department()
    request = office.asks()
    browser = logged_in(office, account)
    nothing = browser.ask("GET", "/pages/nothing")
    token = browser.get("/pages/file").form("/pages/file")["token"]
    for address in ("/pages/desk", f"{ITEM}?i=requests-{request.id}", f"{ITEM}?i=x"):
        seen = browser.ask("GET", address)
        assert (seen.status, seen.body) == (404, nothing.body)
    form = {
        "token": token,
        "i": f"requests-{request.id}",
        "act": "decide",
        "verdict": "granted",
        "reason": "x",
    }
    posted = browser.ask("POST", ITEM, form)
    assert (posted.status, posted.body) == (404, browser.ask("POST", "/pages/nothing", form).body)
    assert browser.ask("POST", ITEM, form | {"act": "search", "who": "王"}).status == 404
    assert office.world.ledger.waivers.pending() == [request]


def test_the_way_to_the_desk_is_shown_to_clerks_alone() -> None:
    office = Department()
    assert 'href="/pages/desk"' in logged_in(office).get("/pages").body
    assert "/pages/desk" not in logged_in(office, WANG).get("/pages").body


def test_a_form_without_its_token_decides_nothing() -> None:
    office = Department()
    request = office.asks()
    browser = logged_in(office)
    form = {"i": f"requests-{request.id}", "act": "decide", "verdict": "granted", "reason": "x"}
    assert browser.ask("POST", ITEM, form).status == 403
    assert browser.ask("POST", ITEM, form | {"token": "x"}).status == 403
    assert office.world.ledger.waivers.pending() == [request]


def test_one_s_own_matter_is_shown_without_buttons_and_with_the_words_why() -> None:
    office = Department()
    request = office.asks(by=HE)
    browser = logged_in(office)
    seen = browser.get(f"{ITEM}?i=requests-{request.id}")
    assert "本人的事项请另一位同事处理" in seen.body
    assert 'name="verdict"' not in seen.body
    token = browser.get("/pages/file").form("/pages/file")["token"]
    form = {
        "token": token,
        "i": f"requests-{request.id}",
        "act": "decide",
        "verdict": "granted",
        "reason": "x",
    }
    posted = browser.ask("POST", ITEM, form)
    assert (posted.status, "请另一位同事处理" in posted.body) == (403, True)
    assert office.world.ledger.waivers.pending() == [request]


def test_the_second_of_two_clerks_is_told_what_the_first_decided() -> None:
    office = Department()
    address = f"{ITEM}?i=requests-{office.asks().id}"
    first, second = logged_in(office), logged_in(office, ZHAO)
    form = second.get(address).form(ITEM, act="decide")
    answered(first, address, verdict="refused", reason="新同事需要知道")
    seen = second.post(ITEM, form | {"verdict": "granted", "reason": "好"})
    assert "另一位同事已经先处理了" in seen.body
    assert "何静 10 月 12 日答复：没有同意：新同事需要知道" in seen.body


def test_what_is_wrong_is_said_beside_what_was_written() -> None:
    office = Department()
    browser = logged_in(office)
    seen = answered(
        browser, f"{ITEM}?i=requests-{office.asks().id}", verdict="granted", reason="打13800138000", until="x"
    )
    assert seen.status == 422
    assert "这里有手机号或证件号" in seen.body
    assert "打13800138000" in seen.body
    assert "请选择今天起一年内的日期" in seen.body


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ w.desk }}\u202e"]
)
def test_hostile_words_and_names_are_text(text: str) -> None:
    office = Department()
    request = office.asks(name=f"市场部-{text}", text=text)
    browser = logged_in(office)
    for seen in (
        browser.get("/pages/desk"),
        answered(browser, f"{ITEM}?i=requests-{request.id}", verdict="maybe", reason=text),
        answered(browser, f"{ITEM}?i=requests-{request.id}", verdict="refused", reason=text),
    ):
        assert "<script>alert" not in seen.body
        assert "<img" not in seen.body
        assert "&lt;script" in seen.body or "script" not in text


def test_somebody_is_looked_up_without_a_name_in_any_address_and_named() -> None:
    office = Department()
    key = office.alone()
    browser = logged_in(office)
    page = browser.get(f"{ITEM}?i=ownerless-{handle_of(key)}")
    looked = browser.post(ITEM, page.form(ITEM, act="search") | {"who": "王"})
    assert "王芳" in looked.body
    assert WANG not in looked.body
    chosen = looked.form(ITEM, act="decide") | {"person": handle_of(WANG)}
    seen = browser.post(ITEM, chosen)
    assert "现在由王芳负责" in seen.body
    assert not [one for one in browser.addresses if "%E7" in one or "王" in one or "pigeon:" in one]


def test_nobody_found_and_nobody_chosen_is_said() -> None:
    office = Department()
    key = office.alone()
    browser = logged_in(office, language="en-GB")
    page = browser.get(f"{ITEM}?i=ownerless-{handle_of(key)}")
    assert (
        "Nobody who works here was found"
        in browser.post(ITEM, page.form(ITEM, act="search") | {"who": "?"}).body
    )
    looked = browser.post(ITEM, page.form(ITEM, act="search") | {"who": "王芳"})
    seen = browser.post(ITEM, looked.form(ITEM, act="decide") | {"person": "x"})
    assert (seen.status, "Please choose somebody who works here" in seen.body) == (422, True)


def test_an_act_that_nobody_knows_is_nothing() -> None:
    office = Department()
    request = office.asks()
    browser = logged_in(office)
    form = browser.get(f"{ITEM}?i=requests-{request.id}").form(ITEM, act="decide")
    assert browser.ask("POST", ITEM, form | {"act": "dance"}).status == 404


def test_after_the_login_they_are_where_they_wanted_to_be() -> None:
    office = Department()
    request = office.asks()
    seen = Browser(office, HE).get(f"{ITEM}?i=requests-{request.id}")
    assert (seen.status, seen.path) == (200, f"{ITEM}?i=requests-{request.id}")
