"""From a card to the page of its items on a phone, and back to the card that says what was answered there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shared.app.ports.im import Life
from tests.app.business import found, in_business
from tests.app.company import FULL, MONDAY, Company
from tests.app.led import card_of, with_pages
from tests.browser.office import served
from tests.browser.test_pages import LOOKS, PHONE, SCREENS

CHECKS = ("missing_announcement", "group_name", "inactive_group", "incomplete_announcement")


@pytest.fixture
def company() -> Iterator[Company]:
    """王芳 was told of five things this morning."""
    company = in_business(*CHECKS)
    with served(company) as site:
        company.add("g0", "市场部-新品推广组")
        company.add("g1", "兄弟们冲", text=FULL)
        company.add("g2", "渠道日报", text=FULL)
        company.add("g3", "市场部-2025年会筹备组", text=FULL)
        company.add("g4", "市场部-渠道活动组", text="目的：渠道活动的协同。群主：王芳")
        company.im.lives["g3"] = Life(MONDAY - timedelta(days=99), None)
        with_pages(company, f"{site.base}/pages")
        found(company)
        company.at(14, 10, 20)
        company.nudge()
        yield company


def link(company: Company) -> str:
    made = card_of(company).link
    assert made is not None
    return made.address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def test_from_the_card_over_the_login_to_an_answer_that_stands_on_both(company: Company, page: Page) -> None:
    page.goto(link(company))
    expect(page.get_by_role("heading", level=1)).to_have_text("待处理")
    items = page.locator("section.card")
    expect(items).to_have_count(4)
    company.im.texts["g0"] = FULL
    mended = items.filter(has_text="市场部-新品推广组")
    mended.get_by_role("button", name="已处理").click()
    expect(page.get_by_role("status")).to_have_text("已核对，这一项办好了，谢谢您。")
    expect(mended.get_by_role("status")).to_be_in_viewport()
    expect(mended.get_by_role("button")).to_have_count(0)
    expect(items).to_have_count(4)
    notes = [block.note for block in company.im.edits[-1].card.blocks]
    assert "已核对，这一项办好了，谢谢您。" in notes
    page.reload()
    expect(page.get_by_role("status")).to_have_text("已核对，这一项办好了，谢谢您。")


def test_what_a_card_cannot_ask_is_asked_on_the_page(company: Company, page: Page) -> None:
    page.goto(link(company))
    quiet = page.locator("section.card").filter(has_text="年会筹备组")
    quiet.get_by_role("button", name="再留 180 天").click()
    expect(quiet.get_by_role("status")).to_contain_text("之前不再提醒")


def test_names_are_changed_one_by_one(company: Company, page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(link(company))
    names = page.locator("section.card").filter(has_text="按建议逐个改名")
    row = names.locator(".chore").filter(has_text="渠道日报")
    row.get_by_role("button", name="复制群名").click()
    expect(row.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "市场部-渠道日报"
    row.get_by_role("button", name="保留原名").click()
    expect(page.get_by_role("status")).to_contain_text("好的，保留原名")
    expect(names.get_by_role("button", name="改好了")).to_have_count(1)


def test_a_draft_is_copied_in_lines(company: Company, page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(link(company))
    lacking = page.locator("section.card").filter(has_text="市场部-新品推广组")
    lacking.get_by_role("button", name="复制草稿").click()
    expect(lacking.get_by_role("button", name="已复制")).to_be_visible()
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == 5


def test_no_script_is_needed(company: Company, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(link(company))
    item = page.locator("section.card").first
    item.get_by_role("button", name="说明情况").click()
    expect(item.get_by_role("status")).to_contain_text("已转给")
    context.close()


def test_after_the_last_answer_the_page_says_so_and_the_link_opens_my_groups(
    company: Company, page: Page
) -> None:
    page.goto(link(company))
    for _ in range(5):
        page.get_by_role("button", name="说明情况").first.click()
        expect(page.get_by_role("status")).to_contain_text("已转给")
    expect(page.get_by_text("这里没有待处理的了")).to_be_visible()
    page.goto(link(company))
    expect(page.get_by_role("heading", level=1)).to_have_text("我的群")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_the_page_is_fit_for_a_screen_reader_and_for_its_screen(
    company: Company, browser: Browser, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    width, height = SCREENS[screen]
    chosen: Any = {"locale": language, "color_scheme": scheme}
    context = browser.new_context(viewport={"width": width, "height": height}, **chosen)
    page = context.new_page()
    page.goto(link(company))
    page.locator("section.card").first.get_by_role("button").last.click()
    page.get_by_role("status").wait_for()
    for fold in page.locator("summary").all():
        fold.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=pictures / f"items-{screen}-{scheme}-{language[:2]}.png", full_page=True)
    context.close()
