"""Announcements of both systems; nothing that cannot be read is ever taken for nothing written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.blocks import read_blocks
from shared.adapters.im.feishu.guesses import GUESSES
from shared.adapters.im.feishu.old_doc import read_document
from shared.app.ports.im import Written
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.model import Group
from tests.adapters.im.feishu.stage import Said, Stage, must, refusal, said

INFO = "docx/v1/chats/oc_plain/announcement"
BLOCKS = f"{INFO}/blocks"
OLD = "im/v1/chats/oc_plain/announcement"
PLAIN = Group("feishu", "oc_plain")
TITLES = GUESSES.given_titles


def _read(stage: Stage, known: str | None = None) -> Written:
    return must(stage.im.announcement)(PLAIN, known)


def _new(*blocks: Said) -> Stage:
    stage = Stage()
    stage.feishu.lay(INFO, said("notice_new")).lay(BLOCKS, *blocks)
    return stage


def _old(answer: Said) -> Stage:
    stage = Stage()
    stage.feishu.lay(INFO, said("notice_old")).lay(OLD, answer)
    return stage


def _block(number: int, kind: int, children: Any = None, **holder: Any) -> dict[str, Any]:
    return {
        "block_id": f"b{number}",
        "parent_id": "oc_plain",
        "children": children,
        "block_type": kind,
    } | holder


def _page(*blocks: dict[str, Any], elements: list[Any] | None = None) -> list[dict[str, Any]]:
    children = [block["block_id"] for block in blocks]
    page = {"block_id": "oc_plain", "parent_id": "", "children": children, "block_type": 1}
    return [page | {"page": {"elements": elements or []}}, *blocks]


def _said(content: str) -> dict[str, Any]:
    return {"elements": [{"text_run": {"content": content}}]}


def test_a_new_one_is_read_in_the_order_of_its_tree() -> None:
    stage = _new(said("blocks_1"), said("blocks_2"))
    assert _read(stage) == Written("docx-7", "目的：新品推广\n联系 @ou_owner \n围绕工作1+1")
    assert [asked.query.get("page_token") for asked in stage.feishu.to(BLOCKS)] == [None, ["bl2"]]
    assert stage.feishu.to(BLOCKS)[0].query["revision_id"] == ["-1"]


def test_an_old_one_is_read_by_the_old_way() -> None:
    stage = _old(said("old_notice"))
    assert _read(stage) == Written("doc-12", "目的：新品推广\n@ou_owner ")
    assert not stage.feishu.to(BLOCKS)


@pytest.mark.parametrize(("info", "revision"), [("notice_new", "docx-7"), ("notice_old", "doc-12")])
def test_the_text_is_not_fetched_again_while_the_revision_is_the_known_one(info: str, revision: str) -> None:
    stage = Stage()
    stage.feishu.lay(INFO, said(info))
    assert _read(stage, revision) == Written(revision, None)
    assert len(stage.feishu.asked) == 2


def test_the_same_number_in_the_other_system_is_another_revision() -> None:
    assert _read(_old(said("old_notice")), "docx-12").text


def test_without_a_revision_it_is_read_every_time() -> None:
    stage = _new(said("blocks_1"), said("blocks_2"))
    stage.feishu.lay(INFO, said({"code": 0, "data": {"announcement_type": "docx"}}))
    assert _read(stage, "").text


def test_a_system_that_turns_out_to_be_the_other_one_is_asked_again_that_way() -> None:
    stage = _new(refusal(1772006))
    stage.feishu.lay(OLD, said("old_notice"))
    assert _read(stage) == Written("doc-12", "目的：新品推广\n@ou_owner ")
    stage = _old(refusal(232097))
    stage.feishu.lay(BLOCKS, said("blocks_1"), said("blocks_2"))
    assert _read(stage).text == "目的：新品推广\n联系 @ou_owner \n围绕工作1+1"


EMPTY_PAGE = said({"code": 0, "data": {"items": _page(), "has_more": False}})
GIVEN_TITLE = said(
    {"code": 0, "data": {"items": _page(elements=[{"text_run": {"content": "群公告"}}]), "has_more": False}}
)


@pytest.mark.parametrize(
    "stage",
    [
        _new(EMPTY_PAGE),
        _new(GIVEN_TITLE),
        _new(said({"code": 0, "data": {"items": [], "has_more": False}})),
        _new(said({"code": 0, "data": {"items": _page(_block(1, 2, text=_said(" \n"))), "has_more": False}})),
        _old(said({"code": 0, "data": {"content": "", "revision": "1"}})),
        _old(said({"code": 0, "data": {"content": "{}", "revision": "1"}})),
        _old(said({"code": 0, "data": {"revision": "1"}})),
        _old(refusal(232003)),
        _new(refusal(1770002, 404)),
    ],
)
def test_a_group_that_nobody_ever_wrote_for_has_no_announcement(stage: Stage) -> None:
    found = _read(stage)
    assert (found.text, found.readable) == ("", True)


@pytest.mark.parametrize("code", [1772001, 1770002, 232003])
def test_a_code_that_may_mean_never_written_can_be_switched_to_unknown(code: int) -> None:
    stage = Stage()
    stage.feishu.lay(INFO, refusal(code))
    assert _read(stage) == Written("", "")
    stage = Stage(GUESSES._replace(never_edited=frozenset()))
    stage.feishu.lay(INFO, refusal(code))
    with pytest.raises(NotVisible):
        _read(stage)


@pytest.mark.parametrize("code", [1772002, 1772003, 1772004, 1770032, 232010, 232011, 232033, 232066])
def test_what_is_not_shown_of_one_group_is_unknown(code: int) -> None:
    for stage in (_new(refusal(code)), _old(refusal(code))):
        with pytest.raises(NotVisible):
            _read(stage)


@pytest.mark.parametrize("code", [99991672, 1772025, 1772034, 232025])
def test_a_missing_permission_is_said_once_for_all(code: int) -> None:
    stage = Stage()
    stage.feishu.lay(INFO, refusal(code, msg="[im:chat.announcement:read]"))
    with pytest.raises(PlatformDenied):
        _read(stage)


@pytest.mark.parametrize("code", [1771001, 1771005, 12345678])
def test_the_platform_s_trouble_leaves_it_as_it_was(code: int) -> None:
    with pytest.raises(PlatformUnavailable):
        _read(_new(refusal(code, 500)))


@pytest.mark.parametrize("kind", [18, 20, 21, 23, 26, 27, 30, 31, 33, 43, 999, 0])
def test_what_has_no_text_makes_it_unreadable_and_never_missing(kind: int) -> None:
    found = read_blocks(_page(_block(1, kind)), "oc_plain", TITLES)
    assert (found.text, found.readable) == ("", False)


def test_the_text_in_a_table_s_cells_can_be_read() -> None:
    cells = [_block(2, 32, ["b3"]), _block(3, 2, text=_said("约定"))]
    found = read_blocks([*_page(_block(1, 31, ["b2"])), *cells], "oc_plain", TITLES)
    assert (found.text, found.readable) == ("约定", True)


@pytest.mark.parametrize(
    ("kind", "holder"),
    [(2, "text"), (3, "heading1"), (11, "heading9"), (12, "bullet"), (13, "ordered"), (14, "code"), (15, "quote"), (17, "todo")],
)  # fmt: skip
def test_every_kind_with_text_of_its_own_is_read(kind: int, holder: str) -> None:
    assert read_blocks(_page(_block(1, kind, **{holder: _said("约定")})), "oc_plain", TITLES).text == "约定"


@pytest.mark.parametrize("kind", [19, 22, 24, 25, 32, 34])
def test_a_frame_counts_by_what_is_in_it(kind: int) -> None:
    blocks = [*_page(_block(1, kind, ["b2"])), _block(2, 2, text=_said("约定"))]
    assert read_blocks(blocks, "oc_plain", TITLES) == ("约定", True)


def test_blocks_that_refer_to_each_other_in_a_circle_are_read_once() -> None:
    one, two = _block(1, 2, ["b2"], text=_said("一")), _block(2, 2, ["b1", "b2"], text=_said("二"))
    assert read_blocks(_page(one, two), "oc_plain", TITLES).text == "一\n二"


def test_a_tree_of_any_depth_is_read() -> None:
    deep = [_block(number, 2, [f"b{number + 1}"], text=_said("字")) for number in range(5000)]
    assert read_blocks(_page(*deep), "oc_plain", TITLES).text.count("字") == 5000


def test_blocks_that_nothing_leads_to_are_not_lost() -> None:
    assert read_blocks([_block(1, 2, text=_said("约定"))], "oc_plain", TITLES).text == "约定"


def _document(*blocks: dict[str, Any], title: str = "") -> str:
    head = {"elements": [{"type": "textRun", "textRun": {"text": title}}]}
    return json.dumps({"title": head, "body": {"blocks": list(blocks)}})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_document(title="群公告"), ("", True)),
        (_document(title="本群用于协同"), ("本群用于协同", True)),
        (_document({"type": "gallery", "gallery": {"imageList": []}}), ("", False)),
        (_document({"type": "table", "table": {}}), ("", False)),
        (_document({"type": "horizontalLine", "horizontalLine": {}}), ("", True)),
        (_document({"type": "callout", "callout": {"body": {"blocks": [
            {"type": "paragraph", "paragraph": {"elements": [{"textRun": {"text": "约定"}}]}}]}}}), ("约定", True)),
        ("not JSON", ("", False)),
        ("[]", ("", False)),
        ("[" * 99999, ("", False)),
        (json.dumps({"body": []}), ("", True)),
    ],
)  # fmt: skip
def test_an_old_document(content: str, expected: tuple[str, bool]) -> None:
    assert read_document(content, TITLES) == expected


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "body",
                    "blocks",
                    "paragraph",
                    "elements",
                    "textRun",
                    "text",
                    "callout",
                    "type",
                    "block_id",
                    "parent_id",
                    "children",
                    "block_type",
                    "text_run",
                    "content",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_document_at_all_is_read_or_unreadable(document: Any) -> None:
    assert read_document(json.dumps(document), TITLES)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["block_id", "children", "block_type", "text", "parent_id"]), _JSON)
    )
)
def test_any_blocks_at_all_are_read_or_unreadable(blocks: list[dict[str, Any]]) -> None:
    assert read_blocks(blocks, "oc_plain", TITLES)
