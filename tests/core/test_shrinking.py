"""How a card grows smaller: by its answers first, then by its items, and by what is said of one last."""

import pytest

from shared.core.card import Block, Button, Card, Link
from shared.core.lang import Lang
from shared.core.message.shrinking import Cut, Size, cut, leading, size_of

PAGE = "https://example.com/pages/items?m=0"


def card(items: int, lang: Lang = Lang.ZH) -> Card:
    blocks = tuple(
        Block(
            f"c{number}",
            f"第 {number} 项",
            "正文",
            "草稿",
            (Button("done", "已处理", "c"), Button("explain", "说明", "c")),
        )
        for number in range(items)
    )
    return Card("n", "2026-10-12", lang, "标题", "您好", blocks, "页脚")


def weight(size: Size) -> int:
    """What a platform might count: an item, what is said of it, and its answers."""
    answers = {Cut.NOTHING: 2, Cut.DEEDS: 1}.get(size.cut, 0)
    return size.items * (1 + 2 * (size.cut is not Cut.BODY) + answers)


@pytest.mark.parametrize(
    ("room", "size"),
    [
        (99, Size(4)),
        (20, Size(4)),
        (19, Size(4, Cut.DEEDS)),
        (16, Size(4, Cut.DEEDS)),
        (15, Size(4, Cut.ALL_DEEDS)),
        (12, Size(4, Cut.ALL_DEEDS)),
        (11, Size(3, Cut.ALL_DEEDS)),
        (5, Size(1, Cut.ALL_DEEDS)),
        (3, Size(1, Cut.ALL_DEEDS)),
        (2, Size(1, Cut.BODY)),
        (1, Size(1, Cut.BODY)),
        (0, None),
    ],
)
def test_with_a_page_answers_go_first_then_items_then_what_is_said(room: int, size: Size | None) -> None:
    assert size_of(4, lambda tried: weight(tried) <= room, has_page=True) == size


@pytest.mark.parametrize(("room", "items"), [(0, 0), (4, 0), (5, 1), (9, 1), (20, 4), (99, 7)])
def test_without_a_page_there_are_fewer_items_and_each_is_whole(room: int, items: int) -> None:
    expected = Size(items) if items else None
    assert size_of(7, lambda tried: weight(tried) <= room, has_page=False) == (
        Size(7) if room >= 35 else expected
    )


def test_of_nothing_there_is_no_card() -> None:
    assert size_of(0, lambda _: True, has_page=True) is None
    assert size_of(0, lambda _: True, has_page=False) is None


@pytest.mark.parametrize(
    ("what", "buttons", "body", "draft"),
    [
        (Cut.NOTHING, 2, "正文", "草稿"),
        (Cut.DEEDS, 1, "正文", "草稿"),
        (Cut.ALL_DEEDS, 0, "正文", "草稿"),
        (Cut.BODY, 0, "", None),
    ],
)
def test_what_is_cut_is_missing_from_every_item_and_nothing_else_is(
    what: Cut, buttons: int, body: str, draft: str | None
) -> None:
    made = cut(card(2), what)
    assert [(len(one.buttons), one.body, one.draft) for one in made.blocks] == [(buttons, body, draft)] * 2
    assert [one.title for one in made.blocks] == ["第 0 项", "第 1 项"]
    assert made._replace(blocks=()) == card(2)._replace(blocks=())


@pytest.mark.parametrize(
    ("lang", "items", "what", "whole", "label"),
    [
        (Lang.ZH, 1, Cut.NOTHING, 1, "我的群"),
        (Lang.ZH, 1, Cut.ALL_DEEDS, 1, "去处理"),
        (Lang.ZH, 1, Cut.NOTHING, 4, "全部 4 项"),
        (Lang.ZH, 3, Cut.NOTHING, 3, "全部 3 项"),
        (Lang.EN, 1, Cut.NOTHING, 1, "My groups"),
        (Lang.EN, 1, Cut.BODY, 1, "Open"),
        (Lang.EN, 2, Cut.NOTHING, 5, "All 5 items"),
    ],
)
def test_a_link_says_where_it_leads_and_how_much_is_there(
    lang: Lang, items: int, what: Cut, whole: int, label: str
) -> None:
    assert leading(cut(card(items, lang), what), PAGE, whole).link == Link(PAGE, label)


def test_a_card_of_many_counts_what_its_page_has_and_a_card_of_one_keeps_its_heading() -> None:
    assert "5" in leading(card(2), PAGE, 5).heading
    assert leading(card(1), PAGE, 5).heading == "标题"
