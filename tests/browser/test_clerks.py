"""「待处理」 in headless Chromium: on a phone and a screen, for whoever sees and whoever listens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from shared.app.collect.tick import collect
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.pages.shown import handle_of
from tests.app.clerks import HE, WU, Department
from tests.app.pages import WANG
from tests.browser.office import Served, served
from tests.browser.test_pages import LOOKS, SCREENS, Opened, opened


@pytest.fixture
def office() -> Department:
    return Department()


@pytest.fixture
def site(office: Department) -> Iterator[Served]:
    with served(office, HE) as site:
        yield site


@pytest.fixture
def phone(browser: Browser, office: Department, site: Served) -> Iterator[Opened]:
    seen = opened(browser, office, site, java_script_enabled=False)
    yield seen
    seen.context.close()
    assert seen.complaints == []


def test_a_clerk_agrees_with_a_few_taps_and_without_script(phone: Opened, office: Department) -> None:
    request = office.asks(text="这个群年底就解散，不再写公告了")
    page = phone.go()
    page.get_by_role("link", name="待处理").click()
    expect(page.get_by_text("1 项待处理")).to_be_visible()
    page.get_by_role("link", name="市场部-活动执行群").click()
    expect(page.get_by_text("这个群年底就解散，不再写公告了")).to_be_visible()
    page.get_by_text("同意", exact=True).click()
    page.get_by_label("理由").fill("年底解散，不用再补")
    page.get_by_role("button", name="答复").click()
    expect(page.get_by_role("status")).to_contain_text("已答复")
    assert not office.case_of(request.group).is_open


def test_somebody_is_named_for_a_group_that_nobody_looks_after(phone: Opened, office: Department) -> None:
    office.alone()
    page = phone.go("/pages/desk")
    page.get_by_role("link", name="采购群").click()
    page.get_by_label("姓名").fill("王")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_label("王芳")).to_be_checked()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("现在由王芳负责")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_the_desk_is_fit_for_a_screen_reader_and_for_its_screen(
    browser: Browser, office: Department, site: Served, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
    _look(seen.go("/pages/desk"), pictures / f"desk-empty-{screen}-{scheme}-{language[:2]}.png")
    request = office.asks(text="这个群年底就解散，成员都已经知道安排，不再写公告了。")
    office.asks("市场部-华东大区渠道对接与新品推广联合工作群", by=HE)
    key = office.alone()
    office.forward(14)
    alone = f"/pages/desk/item?i=ownerless-{handle_of(key)}"
    for path, what in (
        ("/pages/desk", "list"),
        (f"/pages/desk/item?i=requests-{request.id}", "request"),
        (alone, "alone"),
        ("/pages", "mine"),
    ):
        _look(seen.go(path), pictures / f"desk-{what}-{screen}-{scheme}-{language[:2]}.png")
    page = seen.go(alone)
    page.locator("#who").fill("王")
    page.locator("form.search button").click()
    _look(page, pictures / f"desk-people-{screen}-{scheme}-{language[:2]}.png")
    office.refuses(request)
    page = seen.go(f"/pages/desk/item?i=requests-{request.id}")
    _look(page, pictures / f"desk-settled-{screen}-{scheme}-{language[:2]}.png")
    seen.context.close()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_an_owner_explains_and_reads_the_answer(
    browser: Browser, office: Department, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    handle = office.files(name="市场部-活动执行群", announcement="no").handle
    with served(office, WANG) as site:
        seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
        page = seen.go(f"/pages/group?g={handle}")
        name = f"{screen}-{scheme}-{language[:2]}.png"
        _look(page, pictures / f"explain-group-{name}")
        page.locator("a[href^='/pages/explain']").click()
        _look(page, pictures / f"explain-form-{name}")
        page.locator("main button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        _look(page, pictures / f"explain-wrong-{name}")
        page.locator("#text").fill("这个群年底就解散")
        page.locator("main button").click()
        expect(page.get_by_role("status")).to_be_visible()
        _look(page, pictures / f"explain-sent-{name}")
        [request] = office.world.ledger.waivers.pending()
        office.refuses(request)
        page = seen.go()
        _look(page, pictures / f"explain-answered-{name}")
        page.locator("a[href^='/pages/explain']").click()
        _look(page, pictures / f"explain-again-{name}")
        seen.context.close()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_an_operator_looks_and_pauses(
    browser: Browser, office: Department, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    office.shows("p1", "市场部-甲群", WANG)
    office.files(name="市场部-乙群", announcement="no")
    for function in (collect, inspect, nudge):
        function({}, office.world.ports)
    name = f"{screen}-{scheme}-{language[:2]}.png"
    with served(office, WU) as site:
        seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
        page = seen.go("/pages/operations")
        page.locator("summary").click()
        _look(page, pictures / f"operations-{name}")
        page.locator("details button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        _look(page, pictures / f"operations-wrong-{name}")
        page.locator("#reason").fill("部门调整，名单还没有更新")
        page.locator("details button").click()
        expect(page.get_by_role("status")).to_be_visible()
        _look(page, pictures / f"operations-paused-{name}")
        seen.context.close()


def _look(page: Page, picture: Path) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=picture, full_page=True)
