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
