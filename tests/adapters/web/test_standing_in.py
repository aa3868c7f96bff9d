"""「代…处理」 on the pages: to the delegate alone, while somebody is on leave; forged forms and second presses do nothing."""

from tests.adapters.web.browsing import Browser
from tests.app.pages import CHEN, WANG, ZHOU
from tests.app.test_standing_in import Deputy

FOR = "/pages/for"


def test_a_delegate_finds_what_waits_and_says_that_it_is_done() -> None:
    office = Deputy()
    office.files(announcement="no")
    browser = Browser(office, CHEN)
    assert "代王芳处理" in browser.get("/pages").body
    page = browser.get(FOR)
    assert ("华东销售冲冲冲" in page.body, "缺群公告" in page.body, "等王芳回来" in page.body) == (
        True,
        True,
        True,
    )
    form = page.form(FOR)
    done = browser.post(FOR, form)
    assert ("好的，已记下" in done.body, "缺群公告" in done.body) == (True, False)
    assert browser.ask("POST", FOR, form).status == 409  # pressed twice
    assert not [address for address in browser.addresses if "王芳" in address or "wang" in address]


def test_the_address_leads_nowhere_for_everybody_else_and_after_the_leave() -> None:
    office = Deputy()
    office.files(announcement="no")
    for account in (ZHOU, WANG):
        browser = Browser(office, account)
        assert browser.get(FOR).status == 404
        assert "代王芳处理" not in browser.get("/pages").body
    office.forward(5)
    browser = Browser(office, CHEN)
    assert browser.get(FOR).status == 404
    assert "代王芳处理" not in browser.get("/pages").body


def test_a_forged_token_and_somebody_else_s_form_change_nothing() -> None:
    office = Deputy()
    group = office.files(announcement="no")
    browser, stranger = Browser(office, CHEN), Browser(office, ZHOU)
    form = browser.get(FOR).form(FOR)
    token = stranger.get("/pages").form("/pages/out")["token"]
    for forged in ("", "forged", token):
        assert browser.ask("POST", FOR, {**form, "token": forged}).status == 403
    assert stranger.ask("POST", FOR, {**form, "token": token}).status == 404
    assert browser.ask("POST", FOR, {"token": form["token"]}).status == 404
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert case.is_open


def test_a_delegate_opens_changes_hands_over_and_winds_up_nothing_of_theirs() -> None:
    office = Deputy()
    group = office.files(announcement="no")
    browser = Browser(office, CHEN)
    token = browser.get("/pages").form("/pages/out")["token"]
    for path in ("group", "hand-over", "wind-up", "together", "explain"):
        assert browser.get(f"/pages/{path}?g={group.handle}&c=missing_announcement").status == 404
        for act in ("edit", "give_up", "offer", "plan", "done"):
            form = {
                "token": token,
                "g": group.handle,
                "act": act,
                "to": CHEN,
                "on": "2026-11-02",
                "c": "group_name",
            }
            assert browser.ask("POST", f"/pages/{path}", form).status in {400, 404}
    assert (office.owner(group), office.names(CHEN)) == (WANG, [])
