"""「运营」 over HTTP: for operators alone, and one button that does anything."""

import pytest

from tests.adapters.web.browsing import Browser
from tests.app.clerks import HE, WU, Department
from tests.app.pages import WANG

OPERATIONS = "/pages/operations"


def logged_in(office: Department, account: str = WU) -> Browser:
    browser = Browser(office, account)
    browser.get("/pages")
    return browser


def test_an_operator_pauses_and_resumes_sending() -> None:
    office = Department()
    browser = logged_in(office)
    assert 'href="/pages/operations"' in browser.get("/pages").body
    page = browser.get(OPERATIONS)
    assert "正在正常发送" in page.body
    paused = browser.post(
        OPERATIONS, page.form(OPERATIONS, act="pause") | {"reason": "部门调整", "until": "2026-10-20"}
    )
    assert "已暂停发送，到 10 月 20 日（含当天）" in paused.body
    assert "吴桐 10 月 12 日 09:00暂停：部门调整" in paused.body
    resumed = browser.post(OPERATIONS, paused.form(OPERATIONS, act="resume"))
    assert "已恢复发送" in resumed.body
    assert "正在正常发送" in resumed.body


@pytest.mark.parametrize("account", [WANG, HE])
def test_for_anybody_else_it_looks_as_an_address_of_nothing_does(account: str) -> None:
    office = Department()
    browser = logged_in(office, account)
    nothing = browser.ask("GET", "/pages/nothing")
    seen = browser.ask("GET", OPERATIONS)
    assert (seen.status, seen.body) == (404, nothing.body)
    assert OPERATIONS not in browser.get("/pages").body
    token = browser.get("/pages/file").form("/pages/file")["token"]
    for act in ("pause", "resume"):
        assert browser.ask("POST", OPERATIONS, {"token": token, "act": act, "reason": "x"}).status == 404
    assert office.world.ledger.runs.cursor("pause") is None


def test_a_form_without_its_token_pauses_nothing() -> None:
    office = Department()
    assert logged_in(office).ask("POST", OPERATIONS, {"act": "pause", "reason": "x"}).status == 403
    assert office.world.ledger.runs.cursor("pause") is None


def test_an_act_that_nobody_knows_does_nothing() -> None:
    office = Department()
    browser = logged_in(office)
    form = browser.get(OPERATIONS).form(OPERATIONS, act="pause")
    assert browser.ask("POST", OPERATIONS, form | {"act": "dance", "reason": "x"}).status == 404
    assert office.world.ledger.runs.cursor("pause") is None


def test_what_is_wrong_is_said_and_what_was_written_stays_text() -> None:
    office = Department()
    browser = logged_in(office)
    form = browser.get(OPERATIONS).form(OPERATIONS, act="pause")
    seen = browser.post(OPERATIONS, form | {"reason": "<script>alert(1)</script>", "until": "soon"})
    assert (seen.status, "<script>alert" in seen.body) == (422, False)
    assert "请选择今天起一个月内的日期" in seen.body
    paused = browser.post(OPERATIONS, form | {"reason": "<script>alert(1)</script>"})
    assert "<script>alert" not in paused.body


def test_a_pause_that_cannot_be_read_can_be_resumed() -> None:
    office = Department()
    office.world.ledger.runs.set_cursor("pause", "?")
    browser = logged_in(office)
    page = browser.get(OPERATIONS)
    assert "暂停设置读不出来" in page.body
    assert "正在正常发送" in browser.post(OPERATIONS, page.form(OPERATIONS, act="resume")).body
