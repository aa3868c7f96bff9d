"""What a reader sees of a message, as plain text: everything that stands on the card, in its order."""

from shared.core.card import Block, Button, Card
from shared.core.lang import Lang
from shared.core.message.leaving import plain

BLOCK = Block("c1", "标题", "正文", "草稿", (Button("done", "已处理", "c1"),), note="附注")
CARD = Card(
    "n", "2026-11-24", Lang.ZH, "抬头", "王芳，您好。", (BLOCK,), "依据", "请确认一件事。", "另有 2 项。"
)


def test_everything_on_the_card_but_heading_and_buttons_is_read_from_top_to_bottom() -> None:
    assert plain(CARD).splitlines() == [
        "王芳，您好。", "标题", "正文", "草稿", "附注", "另有 2 项。", "请确认一件事。", "依据",
    ]  # fmt: skip


def test_what_is_empty_leaves_no_line() -> None:
    bare = CARD._replace(blocks=(BLOCK._replace(body="", draft=None, note=""),), ask="", rest="", intro="")
    assert plain(bare).splitlines() == ["标题", "依据"]
