"""What protects the pages: whoever forges, repeats, steals or floods gets nothing, and nobody's data stands in an address."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest

from shared.adapters.web.site import DONE, SHOWN, Later
from shared.adapters.web.words import TROUBLE
from shared.app.ports.ports import Ports
from shared.core.errors import ConfigError, Fault, PlatformUnavailable, StoreUnavailable
from shared.core.model import Employment, Profile
from shared.core.policy.policy import Policy
from tests.adapters.web.browsing import BASE, Browser, Seen
from tests.app.pages import CHEN, WANG, Office

ROOT = Path(__file__).parents[3]
FILED = {"platform": "lantern", "name": "日报群", "external": "no"}
SESSION = "__Host-gk-session"


def logged_in(office: Office, account: str = WANG) -> Browser:
    browser = Browser(office, account)
    browser.get("/pages")
    return browser


def form(browser: Browser) -> dict[str, str]:
    return browser.get("/pages/file").form("/pages/file") | FILED


def refused(office: Office, seen: Seen, status: int) -> None:
    assert seen.status == status
    assert office.names() == []


@pytest.mark.parametrize("cookie", ["", "forged", "W10.aaaa.bbbb", "null", "a" * 5000, "\x00;=\\"])
def test_a_forged_session_is_nobody_s(cookie: str) -> None:
    browser = Browser(Office())
    browser.cookies[SESSION] = cookie
    assert browser.ask("GET", "/pages").status == 303


def test_a_session_of_another_installation_is_nobody_s() -> None:
    from shared.adapters.seal import Sealed

    office = Office()
    browser = logged_in(office)
    other = Sealed(lambda: "z" * 32, office.world.clock)
    browser.ports = browser.ports._replace(seal=lambda: other)
    assert browser.ask("GET", "/pages").status == 303


def test_a_form_s_token_is_no_session() -> None:
    browser = logged_in(Office())
    browser.cookies[SESSION] = form(browser)["token"]
    assert browser.ask("GET", "/pages").status == 303


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 303)])
def test_a_session_ends_half_an_hour_after_the_last_request(minutes: int, status: int) -> None:
    office = Office()
    browser = logged_in(office)
    office.world.clock.forward(timedelta(minutes=20))
    browser.get("/pages")
    office.world.clock.forward(timedelta(minutes=minutes))
    assert browser.ask("GET", "/pages").status == status


def test_nobody_is_logged_in_for_longer_than_half_a_day() -> None:
    office = Office()
    browser = logged_in(office)
    for _ in range(12 * 60 // 25):
        assert browser.ask("GET", "/pages").status == 200
        office.world.clock.forward(timedelta(minutes=25))
    office.world.clock.forward(timedelta(minutes=20))
    assert browser.ask("GET", "/pages").status == 303


def test_the_session_of_somebody_who_left_shows_nothing() -> None:
    office = Office()
    browser = logged_in(office)
    office.files()
    gone = Profile(WANG, "王芳", "市场部", employment=Employment.LEFT)
    office.world.ledger.directory.save("pigeon", [gone], [], office.world.clock.now())
    seen = browser.get("/pages")
    assert (seen.status, "冲冲冲" in seen.body, "没有查到在职的您" in seen.body) == (403, False, True)


def test_a_session_from_before_the_account_was_handed_on_shows_nothing() -> None:
    office = Office()
    browser = logged_in(office)
    office.world.clock.forward(timedelta(minutes=1))
    office.hand_account_on()
    assert browser.get("/pages").status == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": ""}, 403),
        ({"token": "forged"}, 403),
    ],
)
def test_a_form_that_no_page_of_ours_made_does_nothing(change: dict[str, str], status: int) -> None:
    office = Office()
    browser = logged_in(office)
    refused(office, browser.post("/pages/file", form(browser) | change), status)


def test_a_form_that_was_made_for_somebody_else_does_nothing() -> None:
    office = Office()
    theirs = form(logged_in(office, CHEN))
    refused(office, logged_in(office).post("/pages/file", theirs), 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_that_is_sent_from_elsewhere_does_nothing(headers: dict[str, str]) -> None:
    office = Office()
    browser = logged_in(office)
    refused(office, browser.post("/pages/file", form(browser), **headers), 403)


def test_a_form_of_ours_is_taken_with_what_browsers_say_of_it() -> None:
    office = Office()
    browser = logged_in(office)
    browser.post("/pages/file", form(browser), **{"origin": BASE, "sec-fetch-site": "same-origin"})
    assert office.names() == ["日报群"]


def test_a_page_that_lay_open_for_hours_is_sent_in_vain_and_says_so() -> None:
    office = Office()
    browser = logged_in(office)
    old = form(browser)
    for _ in range(5):
        office.world.clock.forward(timedelta(minutes=25))
        browser.get("/pages")
    seen = browser.post("/pages/file", old)
    assert "页面放得有点久了" in seen.body
    refused(office, seen, 403)


@pytest.mark.parametrize("path", ["/pages/file", "/pages/many", "/pages/group", "/pages/confirm"])
def test_nothing_is_done_by_a_link(path: str) -> None:
    office = Office()
    browser = logged_in(office)
    fields = form(browser)
    browser.ask("GET", f"{path}?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items()))
    assert office.names() == []
    assert list(office.world.ledger.confirmations.all()) == []


def test_another_s_group_is_not_found_by_its_handle() -> None:
    office = Office()
    handle = office.files(CHEN).handle
    browser = logged_in(office)
    assert browser.get(f"/pages/group?g={handle}").status == 404
    act = form(browser) | {"g": handle, "act": "give_up"}
    assert browser.post("/pages/group", act).status == 404
    assert office.names(CHEN) == ["华东销售冲冲冲"]


@pytest.mark.parametrize("act", ["", "drop", "edit'--"])
def test_an_act_that_does_not_exist_does_nothing(act: str) -> None:
    office = Office()
    browser = logged_in(office)
    fields = browser.file().form("/pages/group", act="edit")
    assert browser.post("/pages/group", fields | {"act": act}).status == 400


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/pages/..//x",
        "/pagesx",
        "",
        "/pages/\n",
        "javascript:1",
    ],
)
def test_the_login_leads_nowhere_else(to: str) -> None:
    browser = Browser(Office())
    assert browser.get(f"/pages/login?to={quote(to, safe='')}").path == "/pages"


def test_a_login_that_this_browser_did_not_begin_is_none() -> None:
    office = Office()
    seen = Browser(office).ask("GET", "/pages/in/pigeon?code=stolen&state=00")
    assert (seen.status, "登录没有完成" in seen.body) == (400, True)


def test_a_login_code_that_is_loaded_anew_shows_where_they_are_already() -> None:
    browser = logged_in(Office())
    [code] = [address for address in browser.addresses if "code=" in address]
    seen = browser.ask("GET", code)
    assert (seen.status, seen.headers["location"]) == (303, "/pages")


def test_a_login_that_the_platform_refuses_can_be_begun_anew() -> None:
    office = Office()
    browser = Browser(office)
    browser.is_refused = True
    seen = browser.get("/pages")
    assert (seen.status, "请重新登录" in seen.body) == (403, True)


def test_a_platform_that_does_not_answer_is_said_and_alarmed() -> None:
    office = Office()
    browser = Browser(office)

    def away(code: str, back: str) -> str:
        raise PlatformUnavailable("pigeon", "login", "away")

    ims = {
        name: im._replace(login=im.login and im.login._replace(who=away))
        for name, im in browser.ports.ims().items()
    }
    browser.ports = browser.ports._replace(ims=lambda: ims)
    assert browser.get("/pages").status == 503
    assert [line["code"] for line in office.world.log.named("login_failed")] == ["away"]


@pytest.mark.parametrize(
    "path", ["/pages/in/icq?code=1&state=2", "/pages/admin", "/", "/pages/static/x/secrets.py", "/pages/in/"]
)
def test_there_is_nothing_else(path: str) -> None:
    assert logged_in(Office()).ask("GET", path).status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_no_other_method_does_anything(method: str) -> None:
    assert logged_in(Office()).ask(method, "/pages/file").status == 404


def test_a_company_without_any_login_says_whom_to_ask() -> None:
    office = Office()
    browser = Browser(office)
    browser.ports = office.world.ports
    seen = browser.get("/pages")
    assert (seen.status, "还没有可以登录的平台" in seen.body) == (200, True)


def test_of_several_ways_to_log_in_the_client_s_own_is_taken_and_else_one_is_chosen() -> None:
    office = Office()
    browser = Browser(office)
    [im] = browser.ports.ims().values()
    assert im.login is not None
    other = im._replace(id="lark", login=im.login._replace(client="lark/"))
    browser.ports = browser.ports._replace(ims=lambda: {"pigeon": im, "lark": other})
    chosen = browser.get("/pages")
    assert chosen.body.count("/pages/login?by=") == 2
    browser.headers["user-agent"] = "Mozilla/5.0 Pigeon Post/7.1"
    assert browser.ask("GET", "/pages/login").headers["location"].startswith("https://post.example")


@pytest.mark.parametrize("path", ["/pages", "/pages/file", "/pages/nowhere", "/pages/login"])
def test_every_answer_carries_what_protects_its_reader(path: str) -> None:
    headers = logged_in(Office()).ask("GET", path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_what_is_about_somebody_is_kept_by_no_cache_and_what_is_not_by_every_one() -> None:
    browser = logged_in(Office())
    page = browser.get("/pages")
    assert page.headers["cache-control"] == "no-store"
    [style] = [word for word in page.body.split('"') if word.endswith("pages.css")]
    assert "immutable" in browser.ask("GET", style).headers["cache-control"]


def test_no_script_and_no_style_stands_in_a_page() -> None:
    body = Browser(Office()).file(announcement="no").body
    assert "<style" not in body
    assert "style=" not in body
    assert "onclick" not in body
    assert "<script>" not in body


def test_cookies_are_for_this_host_and_for_no_script() -> None:
    browser = Browser(Office())
    reply = browser.ask("GET", "/pages/login")
    assert reply.status == 303
    assert all(name.startswith("__Host-") for name in browser.cookies)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>群",
        '"><img src=x onerror=alert(1)>群',
        "群&amp;'\"<",
        "\u202e反转群",
        "=HYPERLINK(1)群",
        "{{ 7*7 }}群",
        "群\U0001f600\u200b",
    ],
)
def test_a_hostile_name_is_text_wherever_it_shows(name: str) -> None:
    browser = Browser(Office())
    for page in (browser.file(name=name, announcement="no"), browser.get("/pages")):
        assert page.status == 200
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
        assert "\u202e" not in page.body
        assert "49群" not in page.body


def test_a_pasted_announcement_stands_nowhere_afterwards() -> None:
    office = Office()
    browser = Browser(office)
    seen = browser.file(announcement="yes", text="目的：机密计划甲。功能：同步")
    kept = [repr(office.stored(one.group.key)) for one in office.mine().groups]
    for text in (
        seen.body,
        browser.get("/pages").body,
        *kept,
        repr(office.world.log.lines),
        *browser.addresses,
    ):
        assert "机密计划甲" not in text


def test_a_megabyte_is_refused_and_nothing_is_kept() -> None:
    office = Office()
    browser = logged_in(office)
    seen = browser.post("/pages/file", form(browser) | {"text": "长" * 400_000})
    assert "内容太长了" in seen.body
    refused(office, seen, 413)


def test_no_address_holds_a_name_an_account_or_a_group_s_own_id() -> None:
    office = Office()
    browser = Browser(office)
    seen = browser.file(announcement="no")
    browser.post("/pages/group", seen.form("/pages/group", check="missing_announcement"))
    [group] = office.mine().groups
    for address in browser.addresses:
        for private in ("wang", quote("华东"), "华东", group.group.id):
            assert private not in address


def test_whoever_sends_form_after_form_is_asked_to_wait() -> None:
    office = Office()
    browser = logged_in(office)
    page = browser.get("/pages/file").form("/pages/file")
    statuses = [browser.post("/pages/confirm", page).status for _ in range(121)]
    assert (statuses[119], statuses[120]) == (200, 429)
    chen = logged_in(office, CHEN)
    assert chen.post("/pages/confirm", form(chen)).status == 200
    office.world.clock.forward(timedelta(minutes=61))
    again = logged_in(office)
    assert again.post("/pages/confirm", form(again)).status == 200


def test_a_table_that_does_not_answer_is_said_and_alarmed() -> None:
    office = Office()
    browser = logged_in(office)

    def away(self: object, account: str) -> list[str]:
        raise StoreUnavailable("query", "throttled")

    class Away:
        looked_after_by = away

        def __getattr__(self, name: str) -> object:
            return getattr(office.world.ledger.inventory, name)

    ledger = office.world.ledger._replace(inventory=Away())  # type: ignore[arg-type]
    browser.ports = browser.ports._replace(ledger=lambda: ledger)
    seen = browser.get("/pages")
    assert (seen.status, "没有保存任何内容" in seen.body) == (503, True)
    assert office.world.log.named("page_failed")


def test_a_register_that_cannot_be_read_is_said_and_alarmed_and_no_trace_is_shown() -> None:
    office = Office()
    browser = logged_in(office)

    def broken() -> NoReturn:
        raise ConfigError(Fault("people register", None, "it cannot be read", "Publish it again"))

    browser.ports = browser.ports._replace(policy=_once(browser.ports.policy, broken))
    seen = browser.get("/pages")
    assert (seen.status, "Traceback" in seen.body) == (503, False)
    assert [line["error"] for line in office.world.log.named("page_failed")] == ["ConfigError"]


def _once(good: Callable[[], Policy], broken: Callable[[], NoReturn]) -> Callable[[], Policy]:
    """Fails the first time it is asked."""
    answers = iter([broken])

    def policy() -> Policy:
        return next(answers, good)()

    return policy


def test_giving_up_what_a_platform_shows_says_where_to_hand_it_over() -> None:
    office = Office()
    office.shows("p1", "市场部-丙群", WANG)
    browser = logged_in(office)
    [group] = office.mine().groups
    seen = browser.post("/pages/group", form(browser) | {"g": group.handle, "act": "give_up"})
    assert (seen.status, "转让群主" in seen.body) == (409, True)


def test_every_reason_for_which_a_page_refuses_has_its_words() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "shared/app/pages").glob("*.py"))
    reasons = set(re.findall(r'PageRefused\("(\w+)"\)', source))
    assert len(reasons) >= 5
    assert reasons <= TROUBLE.keys()


def test_in_the_cloud_the_gateway_says_where_we_are_and_no_header_does() -> None:
    browser = Browser(Office())
    browser.headers["host"] = "elsewhere.example"
    location = browser.ask("GET", "/pages/login").headers["location"]
    assert "pages.example.com" in location
    assert "elsewhere" not in location


def test_ports_say_by_themselves_that_they_are_no_laptop_s() -> None:
    assert Ports._field_defaults["is_local"] is False


@pytest.mark.parametrize("handler", [*SHOWN.values(), *DONE.values()], ids="-".join)
def test_every_page_has_a_handler_that_is_there(handler: Later) -> None:
    """It is imported by name when it is asked for, so nothing else would notice one that is misspelt."""
    assert callable(handler.found())
