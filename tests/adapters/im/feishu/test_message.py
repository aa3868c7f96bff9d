"""What a message's text comes to, while it is in memory."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.message import Flags, flags_of

ALL = [{"key": "@_all", "id": {"open_id": ""}, "name": "所有人"}]
ONE = [{"key": "@_user_1", "id": {"open_id": "ou_1"}, "name": "王芳"}]


def _post(*paragraphs: list[dict[str, Any]], title: str = "") -> dict[str, Any]:
    return {"title": title, "content": list(paragraphs)}


@pytest.mark.parametrize(
    ("kind", "content", "mentions", "flags"),
    [
        ("text", {"text": "大家好"}, [], ""),
        ("text", {"text": "@_all 大家好"}, ALL, "all"),
        ("text", {"text": "@_all 大家好"}, [], "all"),
        ("text", {"text": "@_user_1 你好"}, ONE, ""),
        ("text", {"text": "【紧急】停电"}, [], "urgent"),
        ("text", {"text": "[紧急] 停电"}, None, "urgent"),
        ("text", {"text": "［紧急］停电"}, None, "urgent"),
        ("text", {"text": "URGENT: power"}, None, "urgent"),
        ("text", {"text": "URGENTLY needed"}, None, ""),
        ("text", {"text": "不是【紧急】"}, None, ""),
        ("text", {"text": "  @_user_12 @_all\n【紧急】停电"}, ALL, "all urgent"),
        ("post", _post([{"tag": "text", "text": "紧急"}], title="【紧急】停电"), None, "urgent"),
        ("post", _post([{"tag": "at", "user_id": "all"}, {"tag": "text", "text": " 好"}]), None, "all"),
        (
            "post",
            _post([{"tag": "at", "user_id": "@_all"}, {"tag": "text", "text": "[紧急]"}]),
            None,
            "all urgent",
        ),
        ("post", {"zh_cn": _post([{"tag": "text", "text": "【紧急】"}])}, None, "urgent"),
        ("image", {"image_key": "@_all"}, None, "media"),
        ("file", {"file_key": "k", "file_name": "【紧急】"}, None, "media"),
        ("audio", {}, None, "media"),
        ("sticker", {}, None, "media"),
        ("interactive", {"text": "@_all"}, None, ""),
        ("kind of tomorrow", {"text": "@_all"}, ALL, "all"),
    ],
)
def test_a_message_comes_to_flags(kind: str, content: Any, mentions: Any, flags: str) -> None:
    found = flags_of(kind, json.dumps(content, ensure_ascii=False), mentions, all_in_text=True)
    assert found == Flags("all" in flags, "urgent" in flags, "media" in flags)


def test_an_all_that_is_not_listed_can_be_switched_to_words() -> None:
    assert not flags_of("text", '{"text":"@_all"}', [], all_in_text=False).mentions_all


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "title", "content", "tag", "user_id", "key", "zh_cn"]), inner
        )
    ),
    max_leaves=15,
)


@given(st.sampled_from(["text", "post", "image"]), st.text() | _JSON.map(json.dumps), _JSON)
def test_any_content_at_all_comes_to_flags(kind: str, content: str, mentions: Any) -> None:
    assert flags_of(kind, content, mentions, all_in_text=True)
