"""The pictures in the documentation: taken of the desk as it is, and kept where PICTURES names a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Town
from tests.browser.looking import choose, letter_of


@pytest.fixture
def fine(browser: Browser, town: Town) -> Iterator[Page]:
    """Finer than a usual screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1.5, locale="zh-CN")
    page.goto(town.desk.url)
    page.locator(".person").first.wait_for()
    yield page
    page.close()


def test_the_desk_and_a_card_can_be_pictured(fine: Page, town: Town, pictures: Path) -> None:
    message, person = town.told_about("missing_announcement")
    choose(fine, town.simulator, person)
    expect(fine.locator(".deeds textarea").first).to_be_visible()
    fine.locator("#people-list").evaluate("(list) => list.scrollTo(0, 0)")
    fine.mouse.move(700, 700)
    fine.screenshot(path=pictures / "desk.png")
    letter_of(fine, message).locator(".card").screenshot(path=pictures / "desk-card.png")
    fine.set_viewport_size({"width": 390, "height": 844})
    expect(fine.locator("#people")).to_be_hidden()
    fine.screenshot(path=pictures / "desk-narrow.png")
    for name in ("desk", "desk-card", "desk-narrow"):
        assert (pictures / f"{name}.png").read_bytes()[1:4] == b"PNG"


def _told(town: Town, check: str) -> str:
    """Somebody whose only message is about this: no button of it is pressed, so that it stays anybody's."""
    return next(
        letter.to
        for letter in town.simulator.letters()
        if [each.check for each in town.about(letter.id)] == [check]
        and len(town.simulator.inbox(letter.to)) == 1
    )


def test_the_pages_can_be_pictured_on_the_desk_s_phone(browser: Browser, town: Town, pictures: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 966}, locale="zh-CN")
    page.goto(town.desk.url)
    choose(page, town.simulator, _told(town, "missing_announcement"))
    page.locator(".open-phone").click()
    phone = page.frame_locator("iframe.device-screen")
    phone.get_by_role("link", name="＋ 登记一个群").click()
    phone.get_by_text("微信", exact=True).click()
    phone.get_by_label("群名", exact=True).fill("样机借还小分队")
    phone.locator("label[for=external-1]").click()
    page.locator(".device").screenshot(path=pictures / "phone-form.png")
    phone.get_by_text("补充信息（可不填）").click()
    phone.locator("label[for=announcement-2]").click()
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.get_by_role("status")).to_contain_text("已登记「样机借还小分队」")
    page.locator(".device").screenshot(path=pictures / "phone-filed.png")
    phone.get_by_role("link", name="我的群").first.click()
    expect(phone.get_by_role("link", name="＋ 登记一个群")).to_be_visible()
    page.locator(".device").screenshot(path=pictures / "phone-list.png")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.mouse.move(700, 700)
    page.screenshot(path=pictures / "desk-phone.png", clip={"x": 268, "y": 48, "width": 1012, "height": 752})
    page.close()
    for name in ("phone-form", "phone-filed", "phone-list", "desk-phone"):
        assert (pictures / f"{name}.png").read_bytes()[1:4] == b"PNG"
