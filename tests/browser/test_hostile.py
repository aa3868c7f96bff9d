"""Names and cards from outside are text, whatever they look like."""

import json
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from local.desk.server import WEB
from local.feishu.messages import Message
from local.feishu.platform import FEISHU
from tests.browser.conftest import Town, Watched
from tests.browser.looking import choose, letter_of

HOSTILE = '<img src="//evil.example/x" onerror="document.title=`owned`"><script>document.title="owned"</script>&lt;b&gt;'
TURNED = "报销群\u202ecod.exe"


def _sent(town: Town, card: Mapping[str, object], message: str) -> str:
    """A card of any kind, in the inbox of somebody who has no other."""
    world = town.simulator.world
    person = next(
        user.id for user in world.people.values() if user.state == "active" and not world.inboxes.get(user.id)
    )
    now = int(world.clock.now() * 1000)
    content = json.dumps(card, ensure_ascii=False)
    world.deliver(
        Message(
            message, f"oc_p2p_{person}", world.app.id, "app", "interactive", content, now, receiver=person
        )
    )
    return person


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}


def test_a_hostile_name_is_shown_as_it_is_written(watched: Watched, town: Town) -> None:
    message, person = town.told_about("group_name")
    group = town.about(message)[0].group
    town.simulator.acts.rename(group, HOSTILE)
    page = watched.page
    choose(page, town.simulator, person)
    expect(page.locator("#group h2")).to_have_text(HOSTILE)
    expect(letter_of(page, message).locator(".chip bdi")).to_have_text(HOSTILE)
    assert page.locator('img:not([src="icon.svg"])').count() == 0
    assert "owned" not in page.title()
    assert all("evil" not in url for url in watched.asked)


def test_a_name_that_turns_the_direction_turns_only_itself(page: Page, town: Town) -> None:
    message, person = town.told_about("group_name")
    town.simulator.acts.rename(town.about(message)[0].group, TURNED)
    choose(page, town.simulator, person)
    expect(page.locator("#group h2 bdi")).to_have_text(TURNED)


def test_a_hostile_card_makes_no_element(watched: Watched, town: Town) -> None:
    elements = [
        {"tag": "markdown", "content": HOSTILE},
        {"tag": "div", "text": _plain(HOSTILE)},
        {"tag": HOSTILE},
        {"tag": "button", "text": _plain(HOSTILE), "type": HOSTILE},
    ]
    card = {
        "schema": "2.0",
        "header": {"title": _plain(HOSTILE), "template": HOSTILE},
        "body": {"elements": elements},
    }
    page = watched.page
    choose(page, town.simulator, _sent(town, card, "om_hostile"))
    shown = letter_of(page, "om_hostile").locator(".card")
    expect(shown.locator("h3")).to_have_text(HOSTILE)
    expect(shown.locator(".card-button")).to_have_text(HOSTILE)
    assert shown.locator("img, script, b").count() == 0
    assert watched.complaints == []


MARKDOWN = [
    ("**粗**、*斜*、~~删~~ `码`", "<strong>粗</strong>、<em>斜</em>、<s>删</s> <code>码</code>"),
    ("一行\n两行<br>三行", "一行<br>两行<br>三行"),
    ("**「A&#45;B&#46;0」&#42;&#42;**", "<strong>「A-B.0」**</strong>"),
    ("<font color='red'>红</font><font color='no'>黑</font>", '<span class="ink-red">红</span><span class="ink-default">黑</span>'),
    ("[去看](https://a.example/)", '<span class="link" title="https://a.example/">去看</span>'),
    ("[不去](javascript:alert(1))", "[不去](javascript:alert(1))"),
    ("&amp; &lt;i&gt; &unknown; &#0;", "&amp; &lt;i&gt; &amp;unknown; &amp;#0;"),
    ("<at id=all></at> 2 * 3 * 4", '<span class="at">@所有人</span> 2 <em> 3 </em> 4'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "shown"), MARKDOWN)
def test_markdown_is_what_feishu_makes_of_it(written: str, shown: str, page: Page) -> None:
    made = page.evaluate(
        """async (text) => {
          const { markdown } = await import('/platforms/feishu/markdown.js');
          const node = document.createElement('div');
          node.append(...markdown(text));
          return node.innerHTML;
        }""",
        written,
    )
    assert made == shown


def test_every_component_that_a_card_may_have_is_drawn(page: Page, town: Town) -> None:
    column = {
        "tag": "column",
        "width": "weighted",
        "weight": 2,
        "elements": [{"tag": "div", "text": _plain("甲")}],
    }
    elements = [
        {"tag": "markdown", "content": "正文", "text_size": "notation"},
        {"tag": "column_set", "flex_mode": "bisect", "columns": [column, column | {"weight": 1}]},
        {"tag": "hr"},
        {"tag": "note", "elements": [_plain("备注")]},
        {"tag": "action", "actions": [{"tag": "button", "text": _plain("按"), "type": "danger"}]},
        {"tag": "chart"},
    ]
    card = {"header": {"title": _plain("旧卡片"), "template": "orange"}, "elements": elements}
    choose(page, town.simulator, _sent(town, card, "om_parts"))
    shown = letter_of(page, "om_parts").locator(".card")
    expect(shown.locator(".card-header.orange")).to_have_text("旧卡片")
    expect(shown.locator(".columns.bisect .column")).to_have_count(2)
    expect(shown.locator(".card-button.danger")).to_have_text("按")
    expect(shown).to_contain_text("备注")
    expect(shown).to_contain_text("［不支持显示的组件］")


def test_no_script_of_the_desk_builds_markup_from_text() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    for path in (*WEB.glob("*.js"), *FEISHU.web.glob("*.js")):
        assert not [word for word in forbidden if word in path.read_text("utf-8")], path.name
