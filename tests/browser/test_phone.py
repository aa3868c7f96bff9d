"""The phone on the desk: the product's own pages, in a frame, to somebody who need not log in."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from local.desk.front import Front
from tests.browser.conftest import Town, Watched
from tests.browser.looking import choose

FRAME = "iframe.device-screen"


@pytest.fixture
def owner(town: Town) -> str:
    """Somebody who was written to about a group of theirs."""
    return next(
        letter.to
        for letter in reversed(town.simulator.letters())
        if {town.simulator.group(each.group).owner for each in town.about(letter.id)} == {letter.to}
    )


def picked_up(page: Page, town: Town, person: str) -> FrameLocator:
    choose(page, town.simulator, person)
    page.locator(".open-phone").click()
    return page.frame_locator(FRAME)


@pytest.fixture
def phone(watched: Watched, town: Town, owner: str) -> Iterator[FrameLocator]:
    yield picked_up(watched.page, town, owner)
    assert watched.complaints == []


def test_it_opens_as_whoever_is_looked_at_and_asks_nothing(
    phone: FrameLocator, town: Town, owner: str
) -> None:
    expect(phone.get_by_role("heading", level=1)).to_have_text("我的群")
    expect(phone.locator("header .name")).to_have_text(town.simulator.person(owner).name)


def test_a_group_is_filed_on_it_and_is_theirs_alone(
    phone: FrameLocator, page: Page, town: Town, owner: str
) -> None:
    phone.get_by_role("link", name="＋ 登记一个群").click()
    phone.get_by_text("微信", exact=True).click()
    phone.get_by_label("群名", exact=True).fill("展车预订小分队")
    phone.locator("label[for=external-1]").click()
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.get_by_role("status")).to_contain_text("已登记「展车预订小分队」")
    other = next(one.id for one in town.simulator.people() if one.is_colleague and one.id != owner)
    choose(page, town.simulator, other)
    theirs = page.frame_locator(FRAME)
    expect(theirs.locator("header .name")).to_have_text(town.simulator.person(other).name)
    expect(theirs.get_by_text("展车预订小分队")).to_have_count(0)


def test_what_is_written_on_it_stays_while_the_desk_goes_on(
    phone: FrameLocator, page: Page, town: Town
) -> None:
    phone.get_by_role("link", name="＋ 登记一个群").click()
    phone.get_by_label("群名", exact=True).fill("写到一半")
    with page.expect_response("**/api/desk"):
        pass
    with page.expect_response("**/api/desk"):
        pass
    expect(phone.get_by_label("群名", exact=True)).to_have_value("写到一半")


def test_somebody_who_logs_out_sees_that_they_are_and_needs_one_tap_to_come_back(
    phone: FrameLocator, town: Town, owner: str
) -> None:
    phone.locator("header summary").click()
    phone.get_by_role("button", name="退出").click()
    phone.get_by_role("link", name="用飞书登录").click()
    expect(phone.locator("header .name")).to_have_text(town.simulator.person(owner).name)


def test_logging_out_works_where_the_login_is_on_another_site(page: Page, town: Town, owner: str) -> None:
    with Front(town.product.gateway) as front:
        page.goto(front.url)
        page.get_by_role("link", name=town.simulator.person(owner).name, exact=True).first.click()
        page.locator("header summary").click()
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_role("link", name="用飞书登录")).to_be_visible()


def test_it_is_put_down_and_the_group_is_there_again(phone: FrameLocator, page: Page) -> None:
    expect(page.locator("#group")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#phone")).to_be_hidden()
    expect(page.locator("#group")).to_be_visible()
    expect(page.locator(".open-phone")).to_be_focused()


def test_it_speaks_the_language_of_the_desk(watched: Watched, town: Town, owner: str) -> None:
    watched.page.get_by_role("button", name="English").click()
    phone = picked_up(watched.page, town, owner)
    expect(phone.get_by_role("heading", level=1)).to_have_text("My groups")


def test_on_a_narrow_screen_it_is_the_whole_screen(watched: Watched, town: Town, owner: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    phone = picked_up(page, town, owner)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#inbox")).to_be_hidden()
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#inbox")).to_be_visible()


def test_it_passes_the_accessibility_checker(watched: Watched, town: Town, owner: str) -> None:
    """The frame's own page has its own test; the checker complains that it may not look inside."""
    phone = picked_up(watched.page, town, owner)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    found = Axe().run(watched.page, context="#phone")
    assert found.violations_count == 0, found.generate_report()
