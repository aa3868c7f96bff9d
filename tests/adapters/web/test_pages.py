"""The pages as somebody uses them: log in, file a group, see what is advised, say what was done."""

import pytest

from shared.adapters.web.words import PARTS, WORDS
from tests.adapters.web.browsing import Browser
from tests.app.pages import CHEN, WANG, Office


def test_whoever_is_not_logged_in_comes_back_to_where_they_wanted_to_go() -> None:
    browser = Browser(Office())
    seen = browser.get("/pages/file")
    assert (seen.status, seen.path) == (200, "/pages/file")
    assert "群在哪里" in seen.body


def test_a_group_is_filed_and_its_page_says_what_is_advised() -> None:
    browser = Browser(Office())
    seen = browser.file(announcement="no", department="销售部")
    assert "已登记「华东销售冲冲冲」" in seen.body
    assert "销售部-华东销售冲冲冲" in seen.body
    assert "现在不办也没关系" in seen.body
    assert "王芳" in seen.body


def test_what_was_filed_can_be_loaded_anew_without_being_filed_again() -> None:
    office = Office()
    browser = Browser(office)
    seen = browser.file()
    assert browser.get(seen.path).status == 200
    assert office.names() == ["华东销售冲冲冲"]


def test_the_platform_that_was_chosen_last_is_chosen_already() -> None:
    browser = Browser(Office())
    assert "checked" not in browser.get("/pages/file").body.partition("群名")[0]
    browser.file()
    assert 'value="lantern" checked' in browser.get("/pages/file").body


def test_a_form_with_mistakes_comes_back_with_what_was_written_and_says_what_is_wrong() -> None:
    browser = Browser(Office())
    seen = browser.file(name="市场部-日报群", external="")
    assert seen.status == 422
    assert 'value="市场部-日报群"' in seen.body
    assert "请选择群里有没有公司以外的人" in seen.body
    assert 'role="alert"' in seen.body


def test_a_form_sent_twice_files_one_group_and_says_that_it_is_there() -> None:
    office = Office()
    browser = Browser(office)
    form = browser.get("/pages/file").form("/pages/file") | {
        "platform": "lantern",
        "name": "日报群",
        "external": "no",
    }
    browser.post("/pages/file", form)
    assert "您已登记过「日报群」" in browser.post("/pages/file", form).body
    assert office.names() == ["日报群"]


def test_a_name_that_a_colleague_filed_is_asked_about_and_can_be_another_group() -> None:
    office = Office()
    Browser(office, CHEN).file()
    browser = Browser(office)
    asked = browser.file()
    assert "陈立已登记过「华东销售冲冲冲」。是同一个群吗？" in asked.body
    assert office.names() == []
    seen = browser.post("/pages/file", asked.form("/pages/file", other="yes"))
    assert "已登记「华东销售冲冲冲」" in seen.body
    assert (office.names(), office.names(CHEN)) == (["华东销售冲冲冲"], ["华东销售冲冲冲"])


def test_a_group_that_its_owner_gave_up_can_be_taken() -> None:
    office = Office()
    chen = Browser(office, CHEN)
    chen.post("/pages/group", chen.file().form("/pages/group", act="give_up"))
    browser = Browser(office)
    asked = browser.file()
    assert "现在没有登记群主" in asked.body
    browser.post("/pages/file", asked.form("/pages/file", take="yes"))
    assert (office.names(), office.names(CHEN)) == (["华东销售冲冲冲"], [])


def test_what_was_done_about_a_filed_group_is_noted_and_not_asked_again() -> None:
    browser = Browser(Office())
    seen = browser.file(announcement="no", department="市场部")
    seen = browser.post("/pages/group", seen.form("/pages/group", check="missing_announcement"))
    assert "好的，已记下" in seen.body
    seen = browser.post("/pages/group", seen.form("/pages/group", check="group_name"))
    assert "市场部-华东销售冲冲冲" in seen.body
    assert "都挺好" in seen.body


def test_what_a_platform_shows_is_looked_at_by_the_system() -> None:
    office = Office()
    office.shows("p1", "市场部-推广组", WANG)
    browser = Browser(office)
    [handle] = [one.handle for one in office.mine().groups]
    page = browser.get(f"/pages/group?g={handle}")
    assert "系统读取" in page.body
    assert "请先在信鸽里转让群主" in page.body
    form = {**page.form("/pages/group", act="edit"), "act": "done", "check": "missing_announcement"}
    assert "系统会自动核对" in browser.post("/pages/group", form).body


def test_a_changed_group_shows_what_was_changed() -> None:
    browser = Browser(Office())
    form = browser.file().form("/pages/group", act="edit") | {"name": "市场部-新名字群", "external": "yes"}
    seen = browser.post("/pages/group", form)
    assert ("已更新" in seen.body, "有外部人员" in seen.body) == (True, True)
    assert "市场部-新名字群" in seen.body


def test_a_change_with_mistakes_says_so_and_changes_nothing() -> None:
    office = Office()
    browser = Browser(office)
    form = browser.file().form("/pages/group", act="edit") | {"name": "13800138000", "external": "no"}
    seen = browser.post("/pages/group", form)
    assert (seen.status, "请去掉后再登记" in seen.body) == (422, True)
    assert office.names() == ["华东销售冲冲冲"]


def test_saying_that_these_are_all_shows_when_that_was_said() -> None:
    browser = Browser(Office())
    browser.file()
    page = browser.get("/pages")
    seen = browser.post("/pages/confirm", page.form("/pages/confirm"))
    assert "您 10 月 12 日确认过" in seen.body


def test_somebody_without_a_group_is_told_what_this_is_for() -> None:
    assert "这里还没有您的群" in Browser(Office()).get("/pages").body


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "我的群"), ("en-GB", "My groups"), ("fr", "我的群")]
)
def test_the_pages_speak_the_browser_s_language_or_chinese(language: str, words: str) -> None:
    assert words in Browser(Office(), language=language).get("/pages").body


def test_the_other_language_is_one_press_away_and_stays() -> None:
    browser = Browser(Office())
    browser.get("/pages")
    assert "My groups" in browser.post("/pages/language", {}).body
    assert "File a group" in browser.get("/pages/file").body
    assert "我的群" in browser.post("/pages/language", {}).body


def test_after_logging_out_the_login_is_asked_for() -> None:
    browser = Browser(Office())
    page = browser.get("/pages")
    browser.ask("POST", "/pages/out", page.form("/pages/out"))
    assert browser.ask("GET", "/pages").headers["location"] == "/pages/login?to=%2Fpages"


@pytest.mark.parametrize("sent", ["/pages/out", "/pages/language"])
def test_a_form_never_leads_to_the_login_s_own_site(sent: str) -> None:
    """A browser follows none there, and whoever pressed the button would see nothing happen."""
    browser = Browser(Office())
    form = browser.get("/pages").form("/pages/out")
    browser.post("/pages/out", form)
    if sent == "/pages/out":
        browser.get("/pages")
    browser.addresses.clear()
    seen = browser.post(sent, form)
    assert (seen.status, "/pages/login?by=" in seen.body) == (200, True)
    assert not [address for address in browser.addresses if not address.startswith("/pages")]


def test_of_a_group_that_several_things_are_said_about_the_list_shows_the_first_and_how_many_more() -> None:
    browser = Browser(Office())
    browser.file(announcement="no", department="市场部")
    page = browser.get("/pages").body
    assert ("群名不易找" in page, "缺群公告" in page, "更多 1" in page) == (True, False, True)


def test_several_groups_are_looked_through_and_then_filed_together() -> None:
    office = Office()
    Browser(office, CHEN).file(name="市场部-丙群")
    browser = Browser(office)
    form = browser.get("/pages/many").form("/pages/many") | {"platform": "lantern"}
    names = "市场部-甲群\n客户对接群\n市场部-丙群\n找我13800138000"
    seen = browser.post("/pages/many", form | {"names": names})
    assert "登记 2 个" in seen.body
    assert "陈立已登记过" in seen.body
    assert "请去掉后再登记" in seen.body
    assert office.names() == []
    seen = browser.post("/pages/many", seen.form("/pages/many", step="file") | {"outside-1": "yes"})
    assert "已登记 2 个群" in seen.body
    assert "有外部人员" in browser.get("/pages").body
    assert sorted(office.names()) == ["客户对接群", "市场部-甲群"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"platform": "", "names": "市场部-甲群"}, "请选择群在哪里"),
        ({"platform": "lantern", "names": " "}, "请至少填写一个群名"),
    ],
)
def test_a_list_with_mistakes_comes_back_as_it_was(fields: dict[str, str], words: str) -> None:
    browser = Browser(Office())
    seen = browser.post("/pages/many", browser.get("/pages/many").form("/pages/many") | fields)
    assert (seen.status, words in seen.body) == (422, True)
    assert fields["names"] in seen.body


def test_a_list_of_known_names_alone_has_nothing_to_file() -> None:
    browser = Browser(Office())
    browser.file(name="市场部-甲群")
    form = browser.get("/pages/many").form("/pages/many") | {"platform": "lantern", "names": "市场部-甲群"}
    seen = browser.post("/pages/many", form)
    assert "这些群都已经登记过了" in seen.body
    assert "您已登记过，不再重复" in seen.body


def test_a_list_that_was_filed_by_nobody_says_that_none_was() -> None:
    browser = Browser(Office())
    form = browser.get("/pages/many").form("/pages/many") | {"step": "file", "platform": "icq", "name-0": "x"}
    assert "已登记 0 个群" in browser.post("/pages/many", form).body


def test_after_half_a_year_one_press_says_that_all_groups_are_in_use() -> None:
    office = Office()
    office.files()
    office.forward(150)
    browser = Browser(office)
    page = browser.get("/pages")
    assert "您登记的 1 个群都还在用吗？" in page.body
    assert "都还在用吗" not in browser.send("/pages/confirm", page.form("/pages/confirm")).body


def test_no_word_of_the_pages_is_said_in_two_places() -> None:
    assert len(WORDS) == sum(map(len, PARTS))
