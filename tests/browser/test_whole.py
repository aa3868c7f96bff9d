"""Once on the deployed functions: from a policy to a message, a button in a browser, and a card that says that it is done."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from local.demo.deployed import Deployed
from local.demo.kept import kept, search
from local.demo.review import Reviewer
from local.demo.stage import START, Stage, put_in_force
from local.desk.front import Front
from local.desk.server import Desk
from local.desk.subjects import Subject
from local.im.clock import Clock
from local.im.connection import parameters, secret
from local.im.seen import Letter
from local.im.simulator import Simulator
from local.platforms import PLATFORMS
from local.stack.record import Stack
from tests.browser.looking import choose, letter_of
from tests.conftest import StackMaker
from tests.support_simulated import simulated

PLANTED = "茉莉花茶只在周三下午供应"
"""Said in groups and written in announcements: nothing of ours may keep it."""
TUESDAY = datetime.fromisoformat("2026-09-29T10:20:00+08:00")


@pytest.fixture(scope="module")
def stage(new_stack: StackMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    file = tmp_path_factory.mktemp("desk") / "clock"
    clock = Clock(file)
    clock.set(START)
    with simulated(PLATFORMS[0], clock) as running, Front() as front:
        stack = _deployed(new_stack, running.simulator, file, front.url)
        front.lead_to(stack.hooks.removesuffix("/hooks/"))
        deployed = Deployed(stack)
        with Desk((running,), deployed) as desk:
            yield Stage((running,), desk, deployed, front)


def _deployed(new_stack: StackMaker, simulator: Simulator, clock: Path, pages: str) -> Stack:
    chosen = {"Mode": "nudge", "ClockFile": str(clock), "PagesAddress": pages}
    stack = new_stack("desk", **chosen, **parameters([simulator]))
    text = json.dumps(secret([simulator]))
    stack.client("secretsmanager").put_secret_value(SecretId=stack.secret, SecretString=text)
    address = f"{stack.hooks}{simulator.platform}/{simulator.hook.door}"
    simulator.subscribe(simulator.hook._replace(url=address, deadline=20.0))
    return stack


@pytest.fixture(scope="module")
def told(stage: Stage) -> Stage:
    """After the first morning on which anybody is told, with a message and an announcement that say what was planted."""
    (simulator,) = stage.simulators
    groups = simulator.groups()
    group = next(each for each in groups if each.owner and each.has_bot and not each.is_external)
    simulator.acts.announce(group.id, PLANTED)
    put_in_force(stage)
    for function in ("collect", "inspect"):
        stage.deployed.run(function)
    reviewer = Reviewer([simulator.company], stage.deployed)
    for check in ("group_name", "missing_announcement"):
        reviewer.look(check)
    reviewer.release()
    stage.deployed.run("inspect")
    simulator.acts.post(simulator.page(group.id).people[0].id, group.id, PLANTED)
    simulator.pushes.deliver_due()
    stage.deployed.wait_until_taken()
    stage.set_clock(TUESDAY)
    assert stage.deployed.run("nudge")["counts"]["sent"] > 0
    return stage


@pytest.fixture
def page(browser: Browser, told: Stage) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    opened.set_default_timeout(20_000)
    opened.goto(told.desk.url)
    yield opened
    opened.close()


def about(told: Stage, check: str) -> Iterator[tuple[Letter, Subject]]:
    """Letters about nothing but this, with the group that each is about."""
    (simulator,) = told.simulators
    for letter in simulator.letters():
        subjects = told.desk.subjects.of(simulator.platform, letter.id)
        if [each.check for each in subjects] == [check]:
            yield letter, subjects[0]


def test_a_card_leads_to_its_page_over_the_login_and_says_what_was_answered_there(
    page: Page, told: Stage, pictures: Path
) -> None:
    (simulator,) = told.simulators
    letter, _ = list(about(told, "missing_announcement"))[-1]
    person = simulator.person(letter.to)
    choose(page, simulator, letter.to)
    shown = letter_of(page, letter.id)
    page.screenshot(path=pictures / "card-with-a-link.png")
    with page.expect_popup() as opened:
        shown.get_by_role("link", name="我的群").click()
    tab = opened.value
    tab.get_by_role("link", name=person.name).first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("待处理", timeout=30_000)
    tab.screenshot(path=pictures / "card-s-page.png")
    tab.get_by_role("button", name="说明情况").click()
    expect(tab.get_by_role("status")).to_contain_text("处理之前不再提醒您", timeout=30_000)
    tab.close()
    expect(shown.locator(".card")).to_contain_text("处理之前不再提醒您", timeout=30_000)


def test_an_owner_mends_it_presses_the_button_and_reads_that_it_is_done(page: Page, told: Stage) -> None:
    (simulator,) = told.simulators
    letter, subject = next(about(told, "missing_announcement"))
    choose(page, simulator, letter.to)
    page.locator(".deeds textarea").first.fill(PLANTED + "，其余照草稿")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".notice-text")).to_contain_text(PLANTED)
    letter_of(page, letter.id).get_by_role("button", name="已处理").click()
    card = letter_of(page, letter.id).locator(".card")
    expect(card).to_contain_text("已核对，这一项办好了，谢谢您。", timeout=30_000)
    explained = told.deployed.operate("explain", group=f"{subject.platform}:{subject.group}")
    assert "missing_announcement" in json.dumps(explained)


def test_nothing_of_what_people_wrote_is_kept_anywhere(told: Stage) -> None:
    assert isinstance(told.deployed, Deployed)
    pieces = list(kept(told.deployed.stack))
    assert search(pieces, [PLANTED]).found == ()
    assert {piece.place for piece in pieces} >= {"table", "bucket", "logs"}
