"""A card in Feishu's form: what is asked, what can be pressed, and nobody's text as markup."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.card import escaped, rendered
from shared.adapters.im.feishu.guesses import GUESSES
from shared.core.card import Block, Button, Card, Link
from shared.core.lang import Lang

HOSTILE = "</font><at id=all></at>[x](http://evil)**"
BUTTONS = (Button("done", "已处理", "C1"), Button("explain", "说明情况", "C1"))
BLOCK = Block("C1", "「市场部」还差一份群公告", "草稿已替您拟好。", "目的：协同\n约定：围绕工作", BUTTONS)
CARD = Card(
    "N1",
    "2026-09-21",
    Lang.ZH,
    "工作群小事 2 件",
    "王芳，您好。",
    (BLOCK, BLOCK._replace(case="C2")),
    "仅您可见",
)


def _tags(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "tag" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _tags(inner)


def _found(card: Card, tag: str) -> list[dict[str, Any]]:
    return [node for node in _tags(rendered(card, GUESSES)) if node["tag"] == tag]


def _read(card: Card) -> list[str]:
    """Everything that a person reads, with the markdown's entities undone."""
    plain = [node["content"] for node in _found(card, "plain_text")]
    bold = [
        re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), node["content"])
        for node in _found(card, "markdown")
    ]
    return [*plain, *bold]


def test_what_had_no_room_is_said_below_what_is_shown() -> None:
    assert "另有 2 项，改天再请您看。" in _read(CARD._replace(rest="另有 2 项，改天再请您看。"))


def test_a_card_says_all_that_there_is_to_say() -> None:
    read = _read(CARD)
    for words in (
        CARD.heading,
        CARD.intro,
        CARD.footer,
        BLOCK.body,
        BLOCK.draft,
        "已处理",
        "说明情况",
        f"**{BLOCK.title}**",
    ):
        assert words in read


LINK = Link("https://groups.example.com/pages/items?m=0", "全部 2 项")


def _rows(card: Card) -> list[list[tuple[str, str]]]:
    """Of each row of buttons what stands on them, and how they look."""
    rows = [node for node in _found(card, "column_set") if "background_style" not in node["columns"][0]]
    return [
        [
            (button["text"]["content"], button["type"])
            for column in row["columns"]
            for button in column["elements"]
        ]
        for row in rows
    ]


def test_a_link_opens_its_page_and_calls_nobody() -> None:
    (button,) = [
        node for node in _found(CARD._replace(link=LINK), "button") if node["text"]["content"] == LINK.label
    ]
    assert button["behaviors"] == [{"type": "open_url", "default_url": LINK.address}]


def test_a_link_stands_below_several_items_and_beside_the_answers_of_one() -> None:
    answers = [("已处理", "primary"), ("说明情况", "default")]
    assert _rows(CARD._replace(link=LINK)) == [answers, answers, [(LINK.label, "default")]]
    one = CARD._replace(link=LINK, blocks=(BLOCK._replace(title=""),))
    assert _rows(one) == [[*answers, (LINK.label, "default")]]


def test_where_nothing_else_can_be_pressed_the_link_is_what_is_mostly_pressed() -> None:
    bare = BLOCK._replace(buttons=())
    for blocks in ((bare,), (bare, bare)):
        card = CARD._replace(link=LINK, blocks=blocks)
        assert _rows(card) == [[(LINK.label, "primary")]]
        assert rendered(card, GUESSES)["header"]["template"] == "wathet"


def test_an_answered_card_keeps_its_link_and_asks_for_nothing() -> None:
    card = CARD._replace(link=LINK, blocks=(BLOCK._replace(buttons=(), note="办好了"),))
    assert _rows(card) == [[(LINK.label, "default")]]
    assert rendered(card, GUESSES)["header"]["template"] == "grey"


def test_without_a_page_nothing_is_said_of_one() -> None:
    assert "open_url" not in json.dumps(rendered(CARD, GUESSES))


def test_a_card_is_of_the_form_that_can_be_replaced_and_cannot_be_passed_on() -> None:
    card = rendered(CARD, GUESSES)
    assert card["schema"] == "2.0"
    assert card["config"] == {"update_multi": True, "enable_forward": False}
    assert not _found(CARD, "action")  # version 2.0 has none


def test_a_button_sends_back_ids_and_nothing_else() -> None:
    done, explain = _found(CARD, "button")[:2]
    assert done["behaviors"] == [
        {"type": "callback", "value": {"nudge": "N1", "day": "2026-09-21", "case": "C1", "deed": "done"}}
    ]
    assert (done["type"], explain["type"]) == ("primary", "default")
    assert explain["behaviors"][0]["value"]["deed"] == "explain"


def test_buttons_of_one_finding_stand_side_by_side() -> None:
    sets = [node for node in _found(CARD, "column_set") if any(one["tag"] == "button" for one in _tags(node))]
    assert [len(node["columns"]) for node in sets] == [2, 2]


def test_findings_are_divided_and_a_draft_lies_on_grey() -> None:
    assert len(_found(CARD, "hr")) == 3
    grey = [node for node in _found(CARD, "column") if node.get("background_style") == "grey"]
    assert [node["elements"][0]["text"]["content"] for node in grey] == [BLOCK.draft, BLOCK.draft]


def test_an_answer_that_can_be_given_again_leaves_the_buttons() -> None:
    asked = CARD._replace(blocks=(BLOCK._replace(note="还没有看到公告"),))
    assert len(_found(asked, "button")) == 2
    assert "还没有看到公告" in _read(asked)


def test_what_came_of_an_answer_stands_in_place_of_the_buttons() -> None:
    done = CARD._replace(blocks=(BLOCK._replace(buttons=(), note="已核对，谢谢您"),))
    assert not _found(done, "button")
    assert "已核对，谢谢您" in _read(done)
    assert rendered(done, GUESSES)["header"]["template"] == "grey"


def test_a_card_without_extras_has_no_empty_parts() -> None:
    bare = Card("N1", "2026-09-21", Lang.ZH, "一", "", (Block("C1", "", ""),), "")
    assert rendered(bare, GUESSES)["body"] == {"elements": []}


def _filled(said: str) -> Card:
    block = Block("C1", said, said, said, (Button("done", said, "C1"),), "")
    return Card("N1", "2026-09-21", Lang.ZH, said, said, (block,), said)


def test_a_hostile_name_comes_out_as_the_text_that_it_is() -> None:
    assert HOSTILE in _read(_filled(HOSTILE))
    (bold,) = _found(_filled(HOSTILE), "markdown")
    assert re.fullmatch(r"\*\*(?:[a-z]|&#\d+;| )+\*\*", bold["content"])


_MARKUP = re.compile(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~\n]")


@given(st.text())
def test_no_text_at_all_leaves_a_mark_in_markdown(said: str) -> None:
    assert not _MARKUP.search(re.sub(r"&#\d+;", "", escaped(said)))


@given(st.text() | st.sampled_from([HOSTILE, "\ud800", "\u202e", "<at id=all></at>", "{{x}}"]))
def test_any_text_leaves_a_card_that_is_json_and_has_the_same_parts(said: str) -> None:
    card = rendered(_filled(said), GUESSES)
    assert json.loads(json.dumps(card, ensure_ascii=False).encode("utf-8")) == card
    assert {node["tag"] for node in _tags(card)} <= {
        "plain_text", "markdown", "div", "hr", "column_set", "column", "button",
    }  # fmt: skip


@pytest.mark.parametrize(
    "said", [HOSTILE, "&lt;", "&#60;at&#62;", "**粗**", "~~删~~", "`码`", "<font color=red>x</font>"]
)
def test_entities_cannot_be_smuggled_in(said: str) -> None:
    undone = re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), escaped(said))
    assert undone == said
