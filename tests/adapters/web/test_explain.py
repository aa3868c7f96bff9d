"""「说明情况／申诉」 over HTTP: sent, answered, asked once more; nobody else's, and every word is text."""

import pytest

from tests.adapters.web.browsing import Browser, Seen
from tests.app.business import NOTICE
from tests.app.clerks import HE, Department
from tests.app.pages import CHEN, WANG

EXPLAIN = "/pages/explain"


def owner(office: Department) -> tuple[Browser, str]:
    """王芳 at her browser, and the handle of her group."""
    handle = office.files(name="市场部-活动执行群", announcement="no").handle
    browser = Browser(office)
    browser.get("/pages")
    return browser, handle


def sent(browser: Browser, handle: str, text: str, **asked: str) -> Seen:
    query = "".join(f"&{name}={value}" for name, value in (asked or {"c": NOTICE}).items())
    form = browser.get(f"{EXPLAIN}?g={handle}{query}").form(EXPLAIN)
    return browser.post(EXPLAIN, form | {"text": text})


def test_an_owner_explains_is_answered_and_asks_somebody_else_to_look_again() -> None:
    office = Department()
    browser, handle = owner(office)
    assert "说明情况／申诉" in browser.get(f"/pages/group?g={handle}").body
    seen = sent(browser, handle, "年底就解散")
    assert "已转给负责部门的同事，10 月 26 日前会答复您。" in seen.body
    [request] = office.world.ledger.waivers.pending()
    office.refuses(request, HE)
    home = browser.get("/pages")
    assert "没有同意：新同事需要知道" in home.body
    assert "请另一位同事再看一次" in home.body
    again = sent(browser, handle, "情况有变化", again=request.id)
    assert again.status == 200
    assert "请另一位同事再看一次" not in browser.get("/pages").body
    assert office.world.ledger.waivers.pending()[0].former == request.id


def test_what_is_wrong_is_said_and_the_words_stay() -> None:
    office = Department()
    browser, handle = owner(office)
    seen = sent(browser, handle, "请打13800138000")
    assert (seen.status, "请打13800138000" in seen.body) == (422, True)
    assert "这里有手机号或证件号，请去掉" in seen.body
    assert office.world.ledger.waivers.pending() == []


def test_another_s_group_cannot_be_explained_nor_seen() -> None:
    office = Department()
    _, handle = owner(office)
    other = Browser(office, CHEN)
    other.get("/pages")
    assert other.get(f"{EXPLAIN}?g={handle}&c={NOTICE}").status == 404
    token = other.get("/pages/file").form("/pages/file")["token"]
    form = {"token": token, "g": handle, "c": NOTICE, "text": "x"}
    assert other.ask("POST", EXPLAIN, form).status == 404
    assert other.ask("POST", EXPLAIN, form | {"token": ""}).status == 403
    assert office.world.ledger.waivers.pending() == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_hostile_words_are_text_for_whoever_wrote_and_for_whoever_reads_them(text: str) -> None:
    office = Department()
    browser, handle = owner(office)
    wrong = sent(browser, handle, f"{text} 13800138000")
    sent(browser, handle, text)
    [request] = office.world.ledger.waivers.pending()
    clerk = Browser(office, HE)
    pages = (wrong, clerk.get("/pages/desk"), clerk.get(f"/pages/desk/item?i=requests-{request.id}"))
    assert all("<script>alert" not in page.body and "<img" not in page.body for page in pages)
    office.refuses(request, reason=text)
    assert "<img" not in browser.get("/pages").body
    assert "<script>alert" not in browser.get("/pages").body


def test_another_s_words_stand_on_no_page_of_an_owner() -> None:
    office = Department()
    browser, handle = owner(office)
    sent(browser, handle, "只给负责的同事看")
    assert "只给负责的同事看" not in browser.get("/pages").body
    other = Browser(office, CHEN)
    assert "只给负责的同事看" not in other.get("/pages").body
    assert WANG not in browser.get("/pages").body
