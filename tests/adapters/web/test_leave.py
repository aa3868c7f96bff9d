"""「休假到…」 on the page: said, changed and taken back; nobody but whoever is logged in, and nothing stands in an address."""

import pytest

from shared.core.leave import Leave
from tests.adapters.web.browsing import Browser, Seen
from tests.app.pages import CHEN, WANG, Office

LEAVE = "/pages/leave"


def said(office: Office) -> list[Leave]:
    return list(office.world.ledger.leaves.all())


def goes(browser: Browser, day: str) -> Seen:
    return browser.send(LEAVE, browser.get("/pages").form(LEAVE, act="go"), until=day)


def test_somebody_says_until_when_and_with_one_press_that_they_are_back() -> None:
    browser = Browser(Office())
    seen = goes(browser, "2026-10-20")
    assert ("祝您休假愉快" in seen.body, "休假到 10 月 20 日" in seen.body) == (True, True)
    again = goes(browser, "2026-10-23")
    assert "休假到 10 月 23 日" in again.body
    back = browser.send(LEAVE, again.form(LEAVE, act="back"))
    assert ("欢迎回来" in back.body, "10 月 23 日" in back.body) == (True, False)


def test_in_english_it_says_the_same() -> None:
    seen = goes(Browser(Office(), language="en"), "2026-10-20")
    assert "On leave until 20 October" in seen.body


@pytest.mark.parametrize("day", ["", "2026-10-11", "<script>", "2030-01-01"])
def test_a_day_that_cannot_be_meant_is_said_beside_its_field_and_the_fold_is_open(day: str) -> None:
    office = Office()
    seen = goes(Browser(office), day)
    assert (seen.status, 'id="until-wrong"' in seen.body) == (422, True)
    assert '<details class="me" open>' in seen.body
    assert "<script>" not in seen.body
    assert said(office) == []


def test_the_same_form_sent_twice_says_it_once_and_no_day_stands_in_an_address() -> None:
    office = Office()
    browser = Browser(office)
    form = browser.get("/pages").form(LEAVE, act="go") | {"until": "2026-10-20"}
    browser.post(LEAVE, form)
    browser.post(LEAVE, form)
    assert [(one.account, str(one.until)) for one in said(office)] == [(WANG, "2026-10-20")]
    assert not [address for address in browser.addresses if "2026" in address]


def test_a_form_without_a_token_or_with_somebody_else_s_says_nothing() -> None:
    office = Office()
    browser, other = Browser(office), Browser(office, CHEN)
    form = browser.get("/pages").form(LEAVE, act="go") | {"until": "2026-10-20"}
    theirs = other.get("/pages").form(LEAVE, act="go")
    for token in ("", "forged", theirs["token"]):
        assert browser.ask("POST", LEAVE, {**form, "token": token}).status == 403
    assert browser.ask("POST", LEAVE, form, origin="https://evil.example").status == 403
    assert said(office) == []


def test_a_prefetched_address_does_nothing_and_an_act_that_is_none_is_refused() -> None:
    office = Office()
    browser = Browser(office)
    form = browser.get("/pages").form(LEAVE, act="go")
    assert browser.get(LEAVE).status == 404
    assert browser.ask("POST", LEAVE, {**form, "act": "forever", "until": "2026-10-20"}).status == 400
    assert said(office) == []


def test_nobody_else_s_page_says_it() -> None:
    office = Office()
    goes(Browser(office), "2026-10-20")
    assert "休假到 10" not in Browser(office, CHEN).get("/pages").body
