"""A small company on its desk in headless Chromium; skipped with a reason where there is no browser."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from local.company.found import found
from local.company.weeks import ZONE
from local.demo.review import Reviewer
from local.demo.stage import START, Stage, put_in_force
from local.desk.server import Desk
from local.desk.subjects import Subject
from local.feishu.options import Options
from local.feishu.platform import FEISHU
from local.feishu.simulator import Feishu
from local.im.clock import Clock
from local.im.platform import Simulated
from tests.browser.product import Product
from tests.platforms import SHIPPED

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_TOLD = ("2026-09-29T10:20:00+08:00", "2026-09-30T10:20:00+08:00")


class Town(NamedTuple):
    """A simulated Feishu with the whole product beside it, after the first messages went out."""

    simulator: Feishu
    product: Product
    desk: Desk
    given: set[str]
    """Messages that a test has taken for itself."""

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.simulator.clock.now(), ZONE)

    def about(self, message: str) -> tuple[Subject, ...]:
        return self.desk.subjects.of(FEISHU.id, message)

    def told_about(self, check: str) -> tuple[str, str]:
        """(message id, a user's id) of somebody who was told about it and nothing else, and whom no test has had."""
        for message in reversed(list(self.simulator.world.messages.values())):
            subjects = self.about(message.id)
            if [each.check for each in subjects] == [check] and message.id not in self.given:
                self.given.add(message.id)
                return message.id, message.receiver
        raise AssertionError(f"nobody is left who was told about {check}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser: install chromium and fonts-noto-cjk ({CHROMIUM})")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """One for all tests: each takes people whom no other has had."""
    clock = Clock()
    clock.set(START)
    company = found(groups=200, tenant=FEISHU.tenant)
    with Feishu(company, Options(pushing="by hand"), clock) as simulator:
        product = Product(simulator, vendors=SHIPPED)
        with Desk((Simulated(FEISHU, simulator),), product, gateway=product.gateway) as desk:
            town = Town(simulator, product, desk, set())
            _first_days(town)
            yield town
        product.stop()


def _first_days(town: Town) -> None:
    stage = Stage((Simulated(FEISHU, town.simulator),), town.desk, town.product)
    put_in_force(stage, backlog=4)  # two mornings are to bring enough messages for every test
    for function in ("collect", "inspect"):
        town.product.run(function)
    reviewer = Reviewer([town.simulator.company], town.product)
    for check in ("group_name", "missing_owner", "missing_announcement", "inactive_group"):
        reviewer.look(check)
    reviewer.release()
    town.product.run("inspect")
    for moment in _TOLD:
        stage.set_clock(datetime.fromisoformat(moment))
        town.product.run("nudge")


class Watched(NamedTuple):
    """A page, with everything that it asked for and complained about."""

    page: Page
    asked: list[str]
    complaints: list[str]


@pytest.fixture
def watched(browser: Browser, town: Town) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page.set_default_timeout(8000)
    found = Watched(page, [], [])
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("console", lambda line: found.complaints.append(line.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.goto(town.desk.url)
    page.locator(".person").first.wait_for()
    yield found
    page.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """`--pictures FOLDER` keeps them."""
    chosen = request.config.getoption("--pictures")
    folder = Path(chosen) if chosen else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder
