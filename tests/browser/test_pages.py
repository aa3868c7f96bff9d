"""The pages in headless Chromium: as an owner uses them, with a thumb, a keyboard or a screen reader, in every light."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.core.leave import Leave
from shared.core.model import Person
from tests.app.business import armed
from tests.app.pages import CHEN, WANG, Office
from tests.browser.office import Served, served

PHONE = (360, 740)
SCREENS = {"phone": PHONE, "desktop": (1280, 800)}
LOOKS = [
    ("phone", "light", "zh-CN"),
    ("phone", "dark", "en-GB"),
    ("desktop", "light", "en-GB"),
    ("desktop", "dark", "zh-CN"),
]
"""Each screen, light and language with each of the others."""


class Opened(NamedTuple):
    office: Office
    site: Served
    context: BrowserContext
    page: Page
    complaints: list[str]

    def go(self, path: str = "/pages") -> Page:
        self.page.goto(self.site.base + path)
        return self.page

    def file(self, name: str, *, outsiders: bool = False, notice: str = "", department: str = "") -> None:
        page = self.go("/pages/file")
        page.get_by_text("微信", exact=True).click()
        page.get_by_label("群名", exact=True).fill(name)
        page.locator(f"label[for=external-{2 if outsiders else 1}]").click()
        if notice or department:
            page.get_by_text("补充信息（可不填）").click()
            page.get_by_label("部门或项目").fill(department or "市场部")
            page.locator(f"label[for=announcement-{1 if notice == 'yes' else 2}]").click()
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(name)


@pytest.fixture
def office() -> Office:
    office = Office()
    for check in ("missing_announcement", "group_name"):
        office.world.ledger.checks.save(armed(check))
    return office


@pytest.fixture
def site(office: Office) -> Iterator[Served]:
    with served(office) as site:
        yield site


def opened(
    browser: Browser, office: Office, site: Served, size: tuple[int, int] = PHONE, **options: Any
) -> Opened:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, **{"locale": "zh-CN", **options}
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return Opened(office, site, context, page, complaints)


@pytest.fixture
def phone(browser: Browser, office: Office, site: Served) -> Iterator[Opened]:
    seen = opened(browser, office, site)
    yield seen
    seen.context.close()
    assert seen.complaints == []


def test_an_owner_files_three_groups_does_what_is_advised_and_hears_nothing_for_twenty_work_days(
    phone: Opened,
) -> None:
    phone.file("兄弟们冲", notice="no")
    page = phone.page
    expect(page.get_by_text("市场部-〔用途〕", exact=True)).to_be_visible()
    phone.file("华东销售冲冲冲", notice="no", department="销售部")
    page.get_by_role("button", name="改好了").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("销售部-华东销售冲冲冲")
    phone.file("市场部-活动执行群", notice="yes")
    expect(page.get_by_text("都挺好，没有需要改的地方")).to_be_visible()
    page.get_by_role("link", name="我的群").last.click()
    expect(page.get_by_text("3 个群 · 2 个待处理")).to_be_visible()
    assert told(phone.office, days=27) == []
    phone.go().get_by_role("button", name="确认").click()
    expect(page.get_by_text("确认过")).to_be_visible()


def told(office: Office, days: int) -> list[str]:
    """Whoever was written to, with the ticks of so many days."""
    sent: list[str] = []
    for _ in range(days):
        office.world.clock.forward(timedelta(days=1))
        inspect({}, office.world.ports)
        run = nudge({}, office.world.ports)
        sent += ["somebody"] * run["counts"].get("sent", 0)
    return sent


def test_a_list_of_groups_is_filed_with_two_taps(phone: Opened) -> None:
    page = phone.go("/pages/many")
    page.get_by_text("微信", exact=True).click()
    page.get_by_label("群名").fill("市场部-活动执行群\n客户A对接群\n市场部-直播群")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("客户A对接群").check()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="登记 3 个").click()
    expect(page.get_by_role("status")).to_contain_text("已登记 3 个群")
    assert len(phone.office.names()) == 3


def test_a_name_is_copied_with_one_tap(phone: Opened) -> None:
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.file("华东销售冲冲冲", department="销售部", notice="yes")
    phone.page.get_by_role("button", name="复制群名").click()
    expect(phone.page.get_by_role("button", name="已复制")).to_be_visible()
    assert phone.page.evaluate("navigator.clipboard.readText()") == "销售部-华东销售冲冲冲"


def test_everything_works_with_the_keyboard_alone(phone: Opened) -> None:
    page = phone.go("/pages/file")
    page.locator("#platform-1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("市场部-活动执行群")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="登记", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已登记「市场部-活动执行群」")


def test_no_script_is_needed(browser: Browser, office: Office, site: Served) -> None:
    seen = opened(browser, office, site, java_script_enabled=False)
    seen.file("华东销售冲冲冲", notice="no", department="销售部")
    page = seen.page
    expect(page.get_by_role("button", name="复制群名")).to_be_hidden()
    expect(page.get_by_text("销售部-华东销售冲冲冲", exact=True)).to_be_visible()
    page.get_by_role("button", name="改好了").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("销售部-华东销售冲冲冲")
    seen.context.close()


def test_two_tabs_that_send_one_form_file_one_group(phone: Opened) -> None:
    first = phone.go("/pages/file")
    second = phone.context.new_page()
    second.goto(phone.site.base + "/pages/file")
    for page in (first, second):
        page.get_by_text("微信", exact=True).click()
        page.get_by_label("群名", exact=True).fill("市场部-活动执行群")
        page.locator("label[for=external-1]").click()
        page.get_by_role("button", name="登记", exact=True).click()
    expect(second.get_by_role("status")).to_contain_text("您已登记过")
    assert phone.office.names() == ["市场部-活动执行群"]


def test_going_back_and_sending_again_files_nothing_twice(phone: Opened) -> None:
    phone.file("市场部-活动执行群")
    phone.page.go_back()
    phone.page.get_by_text("微信", exact=True).click()
    phone.page.get_by_label("群名", exact=True).fill("市场部-活动执行群")
    phone.page.locator("label[for=external-1]").click()
    phone.page.get_by_role("button", name="登记", exact=True).click()
    expect(phone.page.get_by_role("status")).to_contain_text("您已登记过")
    assert phone.office.names() == ["市场部-活动执行群"]


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_is_fit_for_a_screen_reader_and_for_its_screen(
    browser: Browser,
    office: Office,
    site: Served,
    look: tuple[str, str, str],
    pictures: Path,
) -> None:
    _some_groups(office)
    screen, scheme, language = look
    seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
    handle = office.mine().groups[0].handle
    for path, what in (
        ("/pages", "mine"),
        ("/pages/file", "file"),
        ("/pages/many", "many"),
        (f"/pages/group?g={handle}&said=filed", "group"),
        ("/pages/nowhere", "trouble"),
    ):
        page = seen.go(path)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.screenshot(path=pictures / f"pages-{what}-{screen}-{scheme}-{language[:2]}.png", full_page=True)
    seen.context.close()


def _some_groups(office: Office) -> None:
    office.shows("p1", "市场部-新品推广组", WANG)
    office.shows("p2", "销售部-渠道对接群", WANG)
    office.files(name="兄弟们冲", announcement="no")
    office.files(name="市场部-活动执行群", announcement="yes")
    office.files(name="客户A对接", external="yes", announcement="yes")
    office.files(CHEN, name="市场部-财务对账群")


def test_a_group_is_handed_over_from_one_phone_to_another(phone: Opened, pictures: Path) -> None:
    handle = phone.office.files(name="市场部-活动执行群", announcement="yes").handle
    page = phone.go(f"/pages/group?g={handle}")
    page.get_by_role("link", name="交给同事").click()
    page.get_by_label("同事姓名").fill("陈立")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("陈立").check()
    _fit(page, pictures / "pages-hand-over.png")
    page.get_by_role("button", name="请对方接手").click()
    expect(page.get_by_text("已请陈立接手")).to_be_visible()
    _fit(page, pictures / "pages-handing-over.png")
    phone.site.account = CHEN
    phone.context.clear_cookies()
    page = phone.go()
    _fit(page, pictures / "pages-asked.png")
    page.get_by_role("button", name="接手").click()
    expect(page.get_by_role("status")).to_have_text("好的，已记下")
    assert (phone.office.names(CHEN), phone.office.names(WANG)) == (["市场部-活动执行群"], [])


def test_a_group_is_wound_up_with_a_date_and_a_farewell(phone: Opened, pictures: Path) -> None:
    handle = phone.office.files(name="市场部-年会筹备群", announcement="yes").handle
    page = phone.go(f"/pages/group?g={handle}")
    page.get_by_role("link", name="准备解散").click()
    page.get_by_label("计划哪天解散").fill("2026-11-02")
    page.get_by_role("button", name="定下来").click()
    expect(page.get_by_role("status")).to_contain_text("计划 11 月 2 日解散")
    _fit(page, pictures / "pages-wind-up.png")
    page.get_by_role("button", name="已解散").click()
    expect(page.get_by_role("status")).to_contain_text("已从您的列表移走")
    assert phone.office.names() == []


def test_a_colleague_is_asked_along_agrees_and_ends_it(phone: Opened, pictures: Path) -> None:
    handle = phone.office.files(name="市场部-活动执行群", announcement="yes").handle
    page = phone.go(f"/pages/group?g={handle}")
    page.get_by_role("link", name="请一位同事一起管").click()
    page.get_by_label("同事姓名").fill("陈立")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("陈立").check()
    _fit(page, pictures / "pages-ask-along.png")
    page.get_by_role("button", name="请对方一起管").click()
    expect(page.get_by_text("已请陈立一起管")).to_be_visible()
    _fit(page, pictures / "pages-asking-along.png")
    phone.site.account = CHEN
    phone.context.clear_cookies()
    page = phone.go()
    _fit(page, pictures / "pages-asked-along.png")
    page.get_by_role("button", name="一起管").click()
    expect(page.get_by_role("status")).to_have_text("好的，已记下")
    page.get_by_text("您一起管的群 1").click()
    _fit(page, pictures / "pages-together.png")
    phone.site.account = WANG
    phone.context.clear_cookies()
    page = phone.go(f"/pages/group?g={handle}")
    _fit(page, pictures / "pages-together-group.png")
    page.get_by_role("button", name="不再一起管").click()
    expect(page.get_by_role("status")).to_contain_text("已更新")


def test_whoever_stands_in_for_somebody_on_leave_says_what_is_done(phone: Opened, pictures: Path) -> None:
    office = phone.office
    office.files(name="市场部-活动执行群", announcement="no")
    office.files(name="兄弟们冲", announcement="no")
    office.register(Person((WANG,), "王芳", delegate=CHEN))
    now = office.world.clock.now()
    office.world.ledger.leaves.put(Leave(WANG, now.date(), now.date(), now))
    phone.site.account = CHEN
    page = phone.go()
    page.get_by_role("link", name="代王芳处理").click()
    _fit(page, pictures / "pages-standing-in.png")
    page.get_by_role("button", name="已处理").first.click()
    expect(page.get_by_role("status")).to_have_text("好的，已记下")


def test_somebody_goes_on_leave_behind_their_name_and_is_back_with_one_press(
    phone: Opened, pictures: Path
) -> None:
    phone.office.files(name="市场部-年会筹备群", announcement="no")
    page = phone.go()
    page.locator("summary", has_text="王芳").click()
    _fit(page, pictures / "pages-behind-the-name.png")
    page.get_by_label("休假到").fill("2026-10-20")
    page.get_by_role("button", name="定下来").click()
    expect(page.get_by_role("status")).to_have_text("好的，祝您休假愉快")
    expect(page.get_by_text("休假到 10 月 20 日，在那之前不给您发消息")).to_be_visible()
    _fit(page, pictures / "pages-on-leave.png")
    page.get_by_role("button", name="我回来了").click()
    expect(page.get_by_role("status")).to_have_text("欢迎回来")


def _fit(page: Page, picture: Path) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=picture, full_page=True)


def test_the_form_with_everything_wrong_says_so_to_a_screen_reader(phone: Opened) -> None:
    page = phone.go("/pages/file")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(3)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    phone.complaints.clear()  # the browser says that the answer was 422


@pytest.mark.parametrize(
    "name", ["<script>document.title='x'</script>群", "\"><img src=x onerror=document.title='x'>群"]
)
def test_a_hostile_name_does_nothing_in_a_browser(phone: Opened, name: str) -> None:
    phone.office.files(name=name, announcement="no")
    page = phone.go()
    expect(page).to_have_title("我的群")
    assert page.locator("img").count() == 0


def test_a_page_is_small(phone: Opened) -> None:
    for number in range(200):
        phone.office.files(name=f"市场部-群{number}")
    phone.go()
    assert all(len(given["body"]) < 240_000 for given in phone.site.answers)
