"""Announcements of both systems through the vendor's client: reading, the groups that have none, and writing."""

import json
from typing import Any

import pytest
from lark_oapi.api.docx.v1 import (
    BatchDeleteChatAnnouncementBlockChildrenRequest,
    BatchDeleteChatAnnouncementBlockChildrenRequestBody,
    BatchUpdateChatAnnouncementBlockRequest,
    BatchUpdateChatAnnouncementBlockRequestBody,
    Block,
    CreateChatAnnouncementBlockChildrenRequest,
    CreateChatAnnouncementBlockChildrenRequestBody,
    GetChatAnnouncementRequest,
    ListChatAnnouncementBlockRequest,
)
from lark_oapi.api.im.v1 import (
    GetChatAnnouncementRequest as GetOldRequest,
)
from lark_oapi.api.im.v1 import (
    PatchChatAnnouncementRequest,
    PatchChatAnnouncementRequestBody,
)

from local.feishu.chats import Chat
from local.feishu.options import Variants
from local.feishu.simulator import Feishu
from tests.local.feishu.conftest import Starter
from tests.local.feishu.sdk import Sdk, built

BLOCKS = "docx.v1.chat_announcement_block"
CHILDREN = "docx.v1.chat_announcement_block_children"


def info(sdk: Sdk, chat: Chat) -> Any:
    return sdk.ask("docx.v1.chat_announcement.get", GetChatAnnouncementRequest, chat_id=chat.id)


def blocks(sdk: Sdk, chat: Chat, size: int = 500) -> list[Any]:
    found: list[Any] = []
    more: dict[str, str] = {}
    while True:
        reply = sdk.ask(
            f"{BLOCKS}.list", ListChatAnnouncementBlockRequest, chat_id=chat.id, page_size=size, **more
        )
        assert reply.success(), reply.msg
        found += reply.data.items
        if not reply.data.has_more:
            return found
        more = {"page_token": reply.data.page_token}


def old(sdk: Sdk, chat: Chat) -> Any:
    return sdk.ask("im.v1.chat_announcement.get", GetOldRequest, chat_id=chat.id)


def said(sdk: Sdk, chat: Chat) -> str:
    """What a reader of text runs reads, by either system."""
    if chat.form == "doc":
        paragraphs = json.loads(old(sdk, chat).data.content)["body"]["blocks"]
        runs = [each for block in paragraphs for each in block.get("paragraph", {}).get("elements", ())]
        return "".join(run["textRun"]["text"] for run in runs if run["type"] == "textRun")
    elements = [each for block in blocks(sdk, chat) for each in (block.text.elements if block.text else ())]
    return "".join(each.text_run.content for each in elements if each.text_run)


def of(simulator: Feishu, form: str, *, written: bool = True) -> Chat:
    return next(
        chat
        for chat in simulator.world.chats.values()
        if chat.form == form
        and (chat.notice is not None) is written
        and chat.bot
        and not chat.external
        and chat.status == "normal"
        and chat.edit_permission == "all_members"
    )


def test_one_call_works_for_both_systems_and_says_which_one_it_is(simulator: Feishu, sdk: Sdk) -> None:
    for form in ("docx", "doc"):
        shown = info(sdk, of(simulator, form)).data
        assert shown.announcement_type == form
        assert shown.revision_id >= 1
        assert shown.owner_id.startswith("ou_")


def test_the_call_of_the_other_system_is_refused(simulator: Feishu, sdk: Sdk) -> None:
    assert old(sdk, of(simulator, "docx")).code == 232097
    request = {"chat_id": of(simulator, "doc").id}
    assert sdk.ask(f"{BLOCKS}.list", ListChatAnnouncementBlockRequest, **request).code == 1772006


@pytest.mark.parametrize("form", ["docx", "doc"])
def test_what_somebody_writes_by_hand_is_read_in_order_with_a_new_revision(
    simulator: Feishu, sdk: Sdk, form: str
) -> None:
    chat = of(simulator, form)
    before = info(sdk, chat).data.revision_id
    simulator.acts.announce(chat.id, f"一、目的：发布\n二、群主：<@{chat.owner}>，有事直接联系")
    assert said(sdk, chat) == "一、目的：发布二、群主：，有事直接联系"
    assert info(sdk, chat).data.revision_id == before + 1


def test_people_are_named_in_a_document_as_elements_of_their_own(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    simulator.acts.announce(chat.id, f"群主：<@{chat.owner}>")
    elements = blocks(sdk, chat)[1].text.elements
    assert [each.mention_user.user_id for each in elements if each.mention_user] == [f"ou_{chat.owner}"]


def test_the_root_block_has_the_id_of_the_group(sdk: Sdk, chat: Chat) -> None:
    root, *rest = blocks(sdk, chat)
    assert (root.block_id, root.block_type) == (chat.id, 1)
    assert root.children == [block.block_id for block in rest]
    assert {block.parent_id for block in rest} == {chat.id}


def test_blocks_come_in_pages(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    simulator.acts.announce(chat.id, "\n".join("一二三四五六七"))
    assert [block.block_id for block in blocks(sdk, chat, 3)] == [
        block.block_id for block in blocks(sdk, chat)
    ]
    assert len(blocks(sdk, chat)) == 8


def test_a_table_is_there_and_has_no_text(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    simulator.acts.announce(chat.id, "| 事项 | 负责人 |\n| --- | --- |\n[表格]")
    assert [block.block_type for block in blocks(sdk, chat)] == [1, 30]


# nobody ever wrote one


def test_an_announcement_that_nobody_wrote_is_an_empty_page_or_an_empty_document(
    simulator: Feishu, sdk: Sdk
) -> None:
    docx, doc = of(simulator, "docx", written=False), of(simulator, "doc", written=False)
    assert [(block.block_type, block.children) for block in blocks(sdk, docx)] == [(1, None)]
    assert info(sdk, docx).data.revision_id == 1
    assert said(sdk, doc) == ""


@pytest.mark.parametrize(("variant", "status"), [("1772001", 400), ("1770002", 404)])
def test_an_announcement_that_nobody_wrote_may_be_an_error(
    started: Starter, variant: str, status: int
) -> None:
    simulator = started(variants=Variants(never_edited=variant))
    for form in ("docx", "doc"):
        reply = info(Sdk(simulator), of(simulator, form, written=False))
        assert (reply.code, reply.raw.status_code) == (int(variant), status)
        assert info(Sdk(simulator), of(simulator, form)).success()


def test_an_old_announcement_that_nobody_wrote_may_be_an_error(started: Starter) -> None:
    simulator = started(variants=Variants(never_edited="232003"))
    chat = of(simulator, "doc", written=False)
    assert info(Sdk(simulator), chat).data.announcement_type == "doc"
    assert old(Sdk(simulator), chat).code == 232003


# who may not see it


def test_without_the_bot_or_with_other_companies_nothing_is_shown(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    chat.external = True
    assert (info(sdk, chat).code, old(sdk, chat).code) == (1772004, 232033)
    chat.bot = None
    assert (info(sdk, chat).code, old(sdk, chat).code) == (1772003, 232011)
    chat.status = "dissolved"
    assert (info(sdk, chat).code, old(sdk, chat).code) == (1770002, 232009)


# writing it as the bot


def paragraph(text: str) -> Any:
    elements = [{"text_run": {"content": text, "text_element_style": {}}}]
    return Block({"block_type": 2, "text": {"elements": elements, "style": {}}})


def add(sdk: Sdk, chat: Chat, text: str, token: str = "", index: int = 0) -> Any:
    body = built(CreateChatAnnouncementBlockChildrenRequestBody, children=[paragraph(text)], index=index)
    return sdk.ask(
        f"{CHILDREN}.create",
        CreateChatAnnouncementBlockChildrenRequest,
        chat_id=chat.id,
        block_id=chat.id,
        revision_id=-1,
        client_token=token,
        request_body=body,
    )


def test_the_bot_writes_an_announcement_where_there_was_none(simulator: Feishu, sdk: Sdk) -> None:
    chat = of(simulator, "docx", written=False)
    reply = add(sdk, chat, "本群用于发布协调")
    assert reply.data.children[0].block_id == blocks(sdk, chat)[1].block_id
    assert said(sdk, chat) == "本群用于发布协调"
    assert info(sdk, chat).data.modifier_id_type == "app_id"


def test_the_same_client_token_writes_once(sdk: Sdk, chat: Chat) -> None:
    count = len(blocks(sdk, chat))
    first, second = add(sdk, chat, "一次", "token-1"), add(sdk, chat, "一次", "token-1")
    assert len(blocks(sdk, chat)) == count + 1
    assert first.data.revision_id == second.data.revision_id


def test_text_is_replaced_and_blocks_are_taken_out(sdk: Sdk, chat: Chat) -> None:
    block_id = add(sdk, chat, "旧的").data.children[0].block_id
    elements = [{"text_run": {"content": "新的"}}]
    update = {"requests": [{"block_id": block_id, "update_text_elements": {"elements": elements}}]}
    body = BatchUpdateChatAnnouncementBlockRequestBody(update)
    reply = sdk.ask(
        f"{BLOCKS}.batch_update", BatchUpdateChatAnnouncementBlockRequest, chat_id=chat.id, request_body=body
    )
    assert reply.data.blocks[0].text.elements[0].text_run.content == "新的"
    assert said(sdk, chat).startswith("新的")
    gone = built(BatchDeleteChatAnnouncementBlockChildrenRequestBody, start_index=0, end_index=1)
    where = {"chat_id": chat.id, "block_id": chat.id}
    kind = BatchDeleteChatAnnouncementBlockChildrenRequest
    assert sdk.ask(f"{CHILDREN}.batch_delete", kind, **where, request_body=gone).success()
    assert not said(sdk, chat).startswith("新的")


def test_where_only_the_owner_edits_the_bot_writes_nothing(sdk: Sdk, chat: Chat) -> None:
    chat.edit_permission = "only_owner"
    reply = add(sdk, chat, "不行")
    assert (reply.code, reply.raw.status_code) == (1770032, 403)


def inserted(text: str) -> str:
    block = {"type": "paragraph", "paragraph": {"elements": [{"type": "textRun", "textRun": {"text": text}}]}}
    payload = json.dumps({"blocks": [block]})
    return json.dumps({"requestType": "InsertBlocksRequestType", "insertBlocksRequest": {"payload": payload}})


def patch(sdk: Sdk, chat: Chat, revision: str, request: str) -> int:
    body = built(PatchChatAnnouncementRequestBody, revision=revision, requests=[request])
    kind = PatchChatAnnouncementRequest
    code: int = sdk.ask("im.v1.chat_announcement.patch", kind, chat_id=chat.id, request_body=body).code
    return code


def test_an_old_document_is_patched_from_a_revision_that_is_not_too_old(simulator: Feishu, sdk: Sdk) -> None:
    chat = of(simulator, "doc", written=False)
    assert patch(sdk, chat, "0", inserted("用途：发布")) == 0
    assert said(sdk, chat) == "用途：发布"
    assert patch(sdk, chat, "99", inserted("x")) == 232001
    assert patch(sdk, chat, "1", "nonsense") == 232001
    chat.edit_permission = "only_owner"
    assert patch(sdk, chat, "1", inserted("x")) == 232002
