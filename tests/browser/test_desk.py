"""The desk in a browser: what people see of a message, what they can do about it, and what comes back."""

import json
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Town, Watched
from tests.browser.looking import choose, letter_of


def test_whoever_has_something_unread_stands_first(page: Page, town: Town) -> None:
    first = page.locator(".person").first
    expect(first.locator(".badge")).to_be_visible()
    inboxes = town.simulator.world.inboxes.values()
    unread = sum(1 for inbox in inboxes if any(not message.read for message in inbox))
    expect(page.locator(".person .badge")).to_have_count(unread)


def test_what_was_looked_at_counts_as_read(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    choose(page, town.simulator, person)
    expect(page.locator(f'.person[data-id="{person}"] .badge')).to_have_count(0)
    assert town.simulator.world.messages[message].read


def test_people_are_found_by_name_and_by_department(page: Page, town: Town) -> None:
    _, person = town.told_about("missing_announcement")
    user = town.simulator.world.people[person]
    page.get_by_label("搜索姓名、部门").fill(user.name)
    expect(page.locator(f'.person[data-id="{person}"]')).to_be_visible()
    page.get_by_label("搜索姓名、部门").fill("没有这个人")
    expect(page.locator(".person")).to_have_count(0)
    page.get_by_label("搜索姓名、部门").fill("总经办")
    expect(page.locator(".person").first).to_be_visible()


def test_whoever_has_one_account_has_no_tabs(page: Page, town: Town) -> None:
    choose(page, town.simulator, town.told_about("missing_announcement")[1])
    expect(page.locator(".letters .card").first).to_be_visible()
    expect(page.locator(".platforms")).to_have_count(0)


def test_a_card_says_what_was_sent_and_nothing_else(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    sent = json.loads(town.simulator.world.messages[message].content)
    choose(page, town.simulator, person)
    card = letter_of(page, message).locator(".card")
    expect(card.locator("h3")).to_have_text(sent["header"]["title"]["content"])
    expect(card.locator(".card-button")).to_have_text(["已处理", "说明情况"])
    expect(card).to_contain_text("依据《工作群管理规范》")
    expect(card.locator(".on-grey")).to_contain_text("目的：")


def test_a_draft_can_be_copied(page: Page, town: Town) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message, person = town.told_about("missing_announcement")
    choose(page, town.simulator, person)
    letter_of(page, message).get_by_role("button", name="复制").click()
    expect(page.locator(".toast")).to_have_text("已复制")
    draft = town.about(message)[0].draft
    assert page.evaluate("navigator.clipboard.readText()") == draft


def test_a_button_sends_the_signed_encrypted_callback(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    choose(page, town.simulator, person)
    letter_of(page, message).get_by_role("button", name="说明情况").click()
    expect(page.locator(".toast")).to_have_text("收到，已转给负责的同事，处理前不再提醒")
    taken = town.product.requests_taken[-1]
    assert set(json.loads(taken.body)) == {"encrypt"}
    assert len(taken.headers["x-lark-signature"]) == 64


def test_an_owner_publishes_the_draft_and_the_card_says_that_it_is_done(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    group = town.about(message)[0].group
    choose(page, town.simulator, person)
    box = page.locator(".deeds textarea").first
    assert "目的：" in box.input_value()
    box.fill(
        "目的：推进上市准备｜功能：进度同步、问题反馈｜成员：市场部同事｜约定：围绕工作，夜间非紧急不发｜群主：我，直接联系"
    )
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".notice-text")).to_contain_text("推进上市准备")
    letter_of(page, message).get_by_role("button", name="已处理").click()
    expect(page.locator(".toast").last).to_have_text("收到，正在核对，结果会显示在这条消息上")
    town.product.wait_until_taken()
    expect(letter_of(page, message).locator(".card")).to_contain_text("已核对，这一项办好了，谢谢您。")
    expect(letter_of(page, message).locator(".card-button")).to_have_count(0)
    assert town.simulator.world.chats[group].notice is not None


def test_pressing_too_soon_is_no_reproach(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    choose(page, town.simulator, person)
    letter_of(page, message).get_by_role("button", name="已处理").click()
    expect(page.locator(".toast")).to_be_visible()
    town.product.wait_until_taken()
    expect(letter_of(page, message).locator(".card")).to_contain_text("还没有看到变化")


def test_a_group_can_be_renamed_by_the_proposal(page: Page, town: Town) -> None:
    message, person = town.told_about("group_name")
    subject = town.about(message)[0]
    choose(page, town.simulator, person)
    field = page.get_by_label("群名", exact=True)
    assert field.input_value() == subject.draft
    field.fill("市场部-新品推广群")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#group h2")).to_have_text("市场部-新品推广群")
    assert town.simulator.world.chats[subject.group].name == "市场部-新品推广群"


def test_dissolving_asks_twice(page: Page, town: Town) -> None:
    message, person = town.told_about("inactive_group")
    group = town.about(message)[0].group
    choose(page, town.simulator, person)
    page.get_by_role("button", name="解散群").click()
    assert town.simulator.world.chats[group].status == "normal"
    page.get_by_role("button", name="再点一次，确定解散").click()
    expect(page.locator("#group .tag")).to_have_text(["已解散"])
    assert town.simulator.world.chats[group].status == "dissolved"


def test_a_card_about_several_groups_leads_to_each_of_them(page: Page, town: Town) -> None:
    message, person = next(
        (message.id, message.receiver)
        for message in town.simulator.world.messages.values()
        if len({each.group for each in town.about(message.id)}) > 1
    )
    choose(page, town.simulator, person)
    last = town.about(message)[-1]
    letter_of(page, message).locator(".chip").last.click()
    expect(page.locator("#group h2")).to_have_text(town.simulator.world.chats[last.group].name)


def test_the_operator_runs_a_function_and_decides_what_waits(page: Page, town: Town) -> None:
    message, person = town.told_about("missing_announcement")
    choose(page, town.simulator, person)
    letter_of(page, message).get_by_role("button", name="说明情况").click()
    expect(page.locator(".toast")).to_be_visible()
    town.product.wait_until_taken()
    page.get_by_role("button", name="运营").click()
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.locator(".results li").first).to_contain_text("检查")
    name = town.simulator.world.people[person].name
    waiting = page.locator(".requests li", has_text=name)
    waiting.get_by_role("button", name="同意，不再提醒").click()
    expect(waiting).to_have_count(0)
    assert person not in {request.by for request in town.product.requests()}


def test_time_goes_on_when_the_operator_says_so(page: Page, town: Town) -> None:
    page.get_by_role("button", name="运营").click()
    before = town.now
    page.get_by_role("button", name="+1 小时").click()
    expect(page.locator("#clock")).to_contain_text(f"{before.hour + 1}:")
    assert town.now - before >= timedelta(hours=1)


def test_everything_can_be_done_from_the_keyboard(page: Page, town: Town) -> None:
    page.get_by_label("搜索姓名、部门").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    second = page.locator(".person").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-current", "true")
    page.locator(".letters").focus()
    _tab_to(page, "card-button")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_be_visible()


def test_letters_painted_anew_leave_the_keyboard_where_it_stands(page: Page, town: Town) -> None:
    _message, user = town.told_about("missing_announcement")
    choose(page, town.simulator, user)
    page.locator(".letters").focus()
    _tab_to(page, "card-button")
    held = page.evaluate("document.activeElement.textContent")
    before = page.evaluate_handle("document.querySelector('.letters')")
    town.simulator.world.people[user].title = "顾问"
    page.wait_for_function("(old) => !old.isConnected", arg=before)
    assert page.evaluate("document.activeElement.textContent") == held


def _tab_to(page: Page, kind: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").startswith(kind):
            return
    raise AssertionError(f"no {kind} within twelve steps")


def test_everything_that_can_be_operated_has_a_name(page: Page, town: Town) -> None:
    choose(page, town.simulator, town.told_about("missing_announcement")[1])
    page.get_by_role("button", name="运营").click()
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, textarea, select, summary')].filter((each) =>
          !each.textContent.trim() && !each.getAttribute('aria-label')).map((each) => each.outerHTML)"""
    )
    assert nameless == []


def test_both_languages_are_spoken_and_remembered(page: Page, town: Town) -> None:
    choose(page, town.simulator, town.told_about("missing_announcement")[1])
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Operator")).to_be_visible()
    expect(page.locator(".deeds summary").first).to_have_text("Publish the announcement")
    page.reload()
    expect(page.get_by_role("button", name="中文")).to_be_visible()


def test_no_request_leaves_the_machine_and_nothing_is_complained_about(watched: Watched, town: Town) -> None:
    page = watched.page
    for check in ("missing_announcement", "group_name", "inactive_group"):
        choose(page, town.simulator, town.told_about(check)[1])
    page.get_by_role("button", name="运营").click()
    expect(page.locator("#operator section").first).to_be_visible()
    assert {url for url in watched.asked if not url.startswith(town.desk.url)} == set()
    assert watched.complaints == []


def test_a_narrow_screen_shows_one_pane_and_leads_through_them(page: Page, town: Town) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#inbox")).to_be_hidden()
    choose(page, town.simulator, town.told_about("missing_announcement")[1])
    expect(page.locator("#people")).to_be_hidden()
    page.locator(".chip").first.click()
    expect(page.locator("#group")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    page.locator("#group .back").click()
    expect(page.locator("#inbox")).to_be_visible()
