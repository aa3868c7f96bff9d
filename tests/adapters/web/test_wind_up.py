"""「准备解散」 on the pages: a day, a farewell to copy, and it is over."""

from tests.adapters.web.browsing import Browser
from tests.app.handing import Handing
from tests.app.pages import CHEN

WIND_UP = "/pages/wind-up"


def test_a_group_is_wound_up_step_by_step() -> None:
    office = Handing()
    browser, handle = Browser(office), office.files().handle
    page = browser.get(f"{WIND_UP}?g={handle}")
    assert "本群计划 10 月 26 日解散" in page.body
    planned = browser.send(WIND_UP, page.form(WIND_UP, act="plan"), on="2026-11-02")
    assert ("计划 11 月 2 日解散" in planned.body, "本群计划 11 月 2 日解散" in planned.body) == (True, True)
    assert "计划 11 月 2 日解散" in browser.get(f"/pages/group?g={handle}").body
    done = browser.send(WIND_UP, planned.form(WIND_UP, act="done"))
    assert ("已从您的列表移走" in done.body, "华东销售冲冲冲" in done.body) == (True, False)


def test_a_group_is_kept_after_all() -> None:
    office = Handing()
    browser, handle = Browser(office), office.files().handle
    page = browser.get(f"{WIND_UP}?g={handle}")
    planned = browser.send(WIND_UP, page.form(WIND_UP, act="plan"), on="2026-11-02")
    kept = browser.send(WIND_UP, planned.form(WIND_UP, act="keep"))
    assert ("继续保留" in kept.body, "计划 11 月 2 日解散" in kept.body) == (True, False)


def test_a_day_that_is_none_is_said_to_be_beside_its_field() -> None:
    office = Handing()
    browser, handle = Browser(office), office.files().handle
    form = browser.get(f"{WIND_UP}?g={handle}").form(WIND_UP, act="plan")
    wrong = browser.send(WIND_UP, form, on="昨天")
    assert (wrong.status, 'id="on-wrong"' in wrong.body) == (422, True)


def test_what_a_platform_shows_is_looked_at_by_the_system() -> None:
    office = Handing()
    office.shows("p1", "市场部-丙群", "pigeon:wang")
    browser, handle = Browser(office), office.mine().groups[0].handle
    page = browser.get(f"{WIND_UP}?g={handle}")
    assert "系统会自动核对" in browser.send(WIND_UP, page.form(WIND_UP, act="done")).body


def test_another_s_group_and_an_act_that_is_none_are_refused() -> None:
    office = Handing()
    handle = office.files().handle
    stranger = Browser(office, CHEN)
    token = stranger.get("/pages").form("/pages/out")["token"]
    for act in ("plan", "keep", "done"):
        form = {"token": token, "g": handle, "act": act, "on": "2026-11-02"}
        assert stranger.ask("POST", WIND_UP, form).status == 404
    assert stranger.get(f"{WIND_UP}?g={handle}").status == 404
    owner = Browser(office)
    form = owner.get(f"{WIND_UP}?g={handle}").form(WIND_UP, act="done")
    assert owner.ask("POST", WIND_UP, {**form, "act": "everything"}).status == 400
