"""The desk where people have accounts on two platforms."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from local.company.weeks import NOW
from local.desk.server import Desk
from local.feishu.platform import FEISHU, platform
from local.im.clock import Clock
from local.im.simulator import Simulator
from shared.app.ports.im import IM
from shared.core.account import id_of
from shared.core.card import Block, Card
from shared.core.lang import Lang, both
from tests.browser.looking import choose
from tests.browser.product import Product
from tests.support_simulated import simulated

LARK = platform("lark", both("Lark", "Lark"))


class Both(NamedTuple):
    desk: Desk
    first: Simulator
    second: Simulator
    person: str
    """Who got a message on either."""


@pytest.fixture(scope="module")
def told() -> Iterator[Both]:
    clock = Clock(machine=NOW.timestamp)
    with ExitStack() as opened:
        two = tuple(opened.enter_context(simulated(each, clock)) for each in (FEISHU, LARK))
        first, second = (simulator for _, simulator in two)
        product = Product(first, second)
        opened.callback(product.stop)
        person = next(each.id for each in first.people() if each.state == "active")
        for simulator, title in ((first, "第一件"), (second, "第二件")):
            _send(product.ports.ims()[simulator.platform], simulator, person, title)
            clock.advance(60)
        yield Both(opened.enter_context(Desk(two)), first, second, person)


def _send(im: IM, simulator: Simulator, person: str, title: str) -> None:
    block = Block("c", title, "请您看看")
    card = Card("n", "2026-10-12", Lang.ZH, title, "您好", (block,), "只发给您本人")
    assert im.sending is not None
    to = id_of(simulator.person(person).account)
    im.sending.post(im.sending.letter(card, to, title))


@pytest.fixture
def page(browser: Browser, told: Both) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    opened.set_default_timeout(8000)
    opened.goto(told.desk.url)
    opened.locator(".person").first.wait_for()
    yield opened
    opened.close()


def test_somebody_with_two_accounts_has_a_tab_for_each_and_is_seen_where_the_latest_message_is(
    page: Page, told: Both
) -> None:
    choose(page, told.first, told.person)
    expect(page.locator(".platform")).to_have_count(2)
    expect(page.locator('.platform[aria-pressed="true"]')).to_have_text("Lark")
    expect(page.locator(".letters .card h3")).to_have_text(["第二件"])


def test_another_tab_shows_the_other_inbox_and_what_is_not_looked_at_stays_unread(
    page: Page, told: Both
) -> None:
    choose(page, told.first, told.person)
    other = page.locator('.platform[data-platform="feishu"]')
    expect(other.locator(".badge")).to_have_text("1")
    assert [letter.is_read for letter in told.first.inbox(told.person)] == [False]
    other.click()
    expect(page.locator(".letters .card h3")).to_have_text(["第一件"])
    expect(other.locator(".badge")).to_have_count(0)
    assert [letter.is_read for letter in told.first.inbox(told.person)] == [True]


def test_the_desk_says_which_platforms_it_shows(page: Page) -> None:
    expect(page.locator(".top small")).to_have_text("飞书、Lark · 模拟")
