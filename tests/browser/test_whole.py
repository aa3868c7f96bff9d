"""Once on the deployed functions: from a policy to a message, a button in a browser, and a card that says that it is done."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from local.company.found import FEWEST_GROUPS, found
from local.demo.deployed import Deployed
from local.demo.review import Reviewer
from local.demo.stage import START, Stage, put_in_force
from local.desk.server import Desk
from local.feishu.options import Options
from local.feishu.simulator import Simulator
from local.im.clock import Clock
from local.stack.record import Stack
from tests.browser.looking import choose, letter_of
from tests.conftest import StackMaker

PLANTED = "茉莉花茶只在周三下午供应"
"""Said in groups and written in announcements: nothing of ours may keep it."""
TUESDAY = datetime.fromisoformat("2026-09-29T10:20:00+08:00")


@pytest.fixture(scope="module")
def stage(new_stack: StackMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    file = tmp_path_factory.mktemp("desk") / "clock"
    clock = Clock(file)
    clock.set(START)
    with Simulator(found(groups=FEWEST_GROUPS), Options(pushing="by hand"), clock) as simulator:
        deployed = Deployed(_deployed(new_stack, simulator, file))
        with Desk(simulator, deployed) as desk:
            yield Stage(simulator, desk, deployed)


def _deployed(new_stack: StackMaker, simulator: Simulator, clock: Path) -> Stack:
    hook, app = simulator.options.webhook, simulator.options.app
    keys = {"encrypt_key": hook.encrypt_key, "verification_token": hook.verification_token}
    stack = new_stack(
        "desk",
        Mode="nudge",
        PlatformUrls=json.dumps({"feishu": simulator.base_url}),
        HookKeys=json.dumps({"feishu": keys}),
        ClockFile=str(clock),
    )
    secret = json.dumps({"feishu": {"app_id": app.id, "app_secret": app.secret}})
    stack.client("secretsmanager").put_secret_value(SecretId=stack.secret, SecretString=secret)
    simulator.subscribe(hook._replace(url=f"{stack.hooks}feishu", deadline=20.0))
    return stack


@pytest.fixture(scope="module")
def told(stage: Stage) -> Stage:
    """After the first morning on which anybody is told, with a message and an announcement that say what was planted."""
    chat = next(
        chat for chat in stage.simulator.world.chats.values() if chat.owner and chat.bot and not chat.external
    )
    stage.simulator.acts.announce(chat.id, PLANTED)
    put_in_force(stage)
    for function in ("collect", "inspect"):
        stage.deployed.run(function)
    reviewer = Reviewer(stage.simulator.company, stage.deployed)
    for check in ("group_name", "missing_announcement"):
        reviewer.look(check)
    reviewer.release()
    stage.deployed.run("inspect")
    stage.simulator.acts.post(next(iter(chat.members)), chat.id, PLANTED)
    stage.simulator.pushes.deliver_due()
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


def test_an_owner_mends_it_presses_the_button_and_reads_that_it_is_done(page: Page, told: Stage) -> None:
    world = told.simulator.world
    subjects = {message: told.desk.subjects.of(message) for message in world.messages}
    message, subject = next(
        (world.messages[name], found_[0])
        for name, found_ in subjects.items()
        if [each.check for each in found_] == ["missing_announcement"]
    )
    choose(page, told, message.receiver)
    page.locator(".deeds textarea").first.fill(PLANTED + "，其余照草稿")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".notice-text")).to_contain_text(PLANTED)
    letter_of(page, message.id).get_by_role("button", name="已处理").click()
    card = letter_of(page, message.id).locator(".card")
    expect(card).to_contain_text("已核对，这一项办好了，谢谢您。", timeout=30_000)
    explained = told.deployed.operate("explain", group=f"feishu:{subject.group}")
    assert "missing_announcement" in json.dumps(explained)


def test_nothing_of_what_people_wrote_is_kept_anywhere(told: Stage) -> None:
    assert isinstance(told.deployed, Deployed)
    stack = told.deployed.stack
    for where, kept in _everything(stack):
        assert PLANTED not in kept, where
        assert json.dumps(PLANTED).strip('"') not in kept, where


def _everything(stack: Stack) -> Iterator[tuple[str, str]]:
    """Table, queues with their dead letters, bucket and logs, as text."""
    for page in stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.table):
        yield "table", repr(page["Items"]) + json.dumps(page["Items"], ensure_ascii=False, default=repr)
    for queue in stack.queues:
        waiting = stack.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        yield queue, json.dumps(waiting.get("Messages", []), ensure_ascii=False)
    s3 = stack.client("s3")
    for found_ in s3.list_objects_v2(Bucket=stack.bucket).get("Contents", ()):
        body = s3.get_object(Bucket=stack.bucket, Key=found_["Key"])["Body"].read()
        yield found_["Key"], body.decode("utf-8", "replace")
    logs = stack.client("logs")
    for function in stack.functions.values():
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{function}")["events"]
        yield function, "\n".join(event["message"] for event in events)
