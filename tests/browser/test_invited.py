"""An owner's whole way in headless Chromium: invited, three groups filed, left alone, and half a year later one press for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.app.business import armed
from tests.app.clerks import HE, WU
from tests.app.inviting import Inviting
from tests.app.pages import CHEN
from tests.browser.office import Served, served
from tests.browser.test_pages import LOOKS, SCREENS, Opened, opened


@pytest.fixture
def office() -> Inviting:
    office = Inviting(clerks=(HE, CHEN), operators=(WU, CHEN))
    for check in ("missing_announcement", "group_name"):
        office.world.ledger.checks.save(armed(check))
    office.invite()
    office.mornings(1)
    return office


@pytest.fixture
def site(office: Inviting) -> Iterator[Served]:
    with served(office, CHEN) as site:
        yield site


@pytest.fixture
def phone(browser: Browser, office: Inviting, site: Served) -> Iterator[Opened]:
    seen = opened(browser, office, site, java_script_enabled=False)
    yield seen
    seen.context.close()
    assert seen.complaints == []


def link(office: Inviting) -> str:
    """Where the invitation on the card leads."""
    card = office.nudge_of(CHEN).card
    assert card is not None
    assert card.link is not None
    return card.link.address.removeprefix("https://pages.example.com")


def test_invited_filed_left_alone_and_asked_once_for_all_half_a_year_later(
    phone: Opened, office: Inviting
) -> None:
    page = phone.go(link(office))
    expect(page.get_by_role("heading", name="请登记您负责的工作群")).to_be_visible()
    page.get_by_role("link", name="登记一个群").click()
    phone.file("兄弟们冲", notice="no")
    page.get_by_role("link", name="我的群").last.click()
    expect(page.get_by_role("heading", name="请登记您负责的工作群")).to_have_count(0)
    phone.file("华东销售冲冲冲", notice="no", department="销售部")
    page.get_by_role("button", name="改好了").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("销售部-华东销售冲冲冲")
    phone.file("市场部-活动执行群", notice="yes")
    page.get_by_role("link", name="我的群").last.click()
    page.get_by_role("button", name="确认").click()
    assert office.counts() == (2, 1, 1)
    told = office.told().count("chen")
    office.mornings(27)
    assert office.told().count("chen") == told == 1
    office.forward(150)
    page = phone.go()
    expect(page.get_by_role("heading", name="您登记的 3 个群都还在用吗")).to_be_visible()
    page.get_by_role("button", name="都在用").click()
    expect(page.get_by_role("heading", name="都还在用吗")).to_have_count(0)


def test_whoever_has_none_says_so_with_one_press(phone: Opened, office: Inviting) -> None:
    page = phone.go(link(office))
    page.get_by_role("button", name="没有要登记的").click()
    expect(page.get_by_role("heading", name="请登记您负责的工作群")).to_have_count(0)
    assert office.counts() == (2, 1, 1)
    for path in ("/pages/desk", "/pages/operations"):
        expect(phone.go(path).get_by_text("已邀请 2 人，1 人已登记或答复，1 人确认都登记了")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_an_invitation_is_fit_for_a_screen_reader_and_for_its_screen(
    browser: Browser, office: Inviting, site: Served, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
    page = seen.go()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.screenshot(path=pictures / f"invited-{'-'.join(look)}.png", full_page=True)
    seen.context.close()
