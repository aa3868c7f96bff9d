"""Sending, through the vendor's client: who gets what, how often, and what a card must be."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from lark_oapi.api.im.v1 import (
    CreateMessageRequest,
    CreateMessageRequestBody,
    PatchMessageRequest,
    PatchMessageRequestBody,
    UrgentAppMessageRequest,
    UrgentReceivers,
)

from local.feishu.chats import Chat
from local.feishu.options import Variants
from local.feishu.people import User
from local.feishu.simulator import Feishu
from tests.local.feishu.cards import Json, card, dumped
from tests.local.feishu.sdk import Sdk, built

HOUR = 3600


def send(sdk: Sdk, to: str, content: Any = None, uuid: str = "", id_type: str = "open_id") -> Any:
    """A card, unless the content is a text."""
    kind = "text" if isinstance(content, str) else "interactive"
    said = json.dumps({"text": content}) if kind == "text" else dumped(content or card("已处理"))
    body = built(CreateMessageRequestBody, receive_id=to, msg_type=kind, content=said, uuid=uuid)
    return sdk.ask("im.v1.message.create", CreateMessageRequest, receive_id_type=id_type, request_body=body)


def inbox(simulator: Feishu, user: User) -> list[Json]:
    return [json.loads(message.content) for message in simulator.world.inboxes.get(user.id, ())]


def test_a_card_lies_in_the_inbox_as_it_was_sent(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    reply = send(sdk, owner.open_id, card("已处理", "说明情况"))
    assert reply.data.message_id.startswith("om_")
    assert int(reply.data.create_time) == simulator.clock.now() * 1000
    assert json.loads(reply.data.body.content) == card("已处理", "说明情况")
    assert inbox(simulator, owner) == [card("已处理", "说明情况")]


def test_a_person_is_reached_by_any_of_their_ids_and_by_mail(
    simulator: Feishu, sdk: Sdk, owner: User
) -> None:
    for id_type, name in (*owner.ids().items(), ("email", owner.email)):
        assert send(sdk, name, "好", id_type=id_type).success()
    assert len(inbox(simulator, owner)) == 4


def test_a_group_is_written_to_only_where_the_bot_is_and_may_speak(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    assert send(sdk, chat.id, "大家好", id_type="chat_id").success()
    assert chat.messages[-1].sender == simulator.options.app.id
    chat.muted = True
    assert send(sdk, chat.id, "x", id_type="chat_id").code == 230018
    chat.bot = None
    assert send(sdk, chat.id, "x", id_type="chat_id").code == 230002
    chat.status = "dissolved"
    assert send(sdk, chat.id, "x", id_type="chat_id").code == 232009


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"state": "resigned"}, 230029),
        ({"state": "frozen"}, 230013),
        ({"available": False}, 230013),
        ({"stopped": True}, 230053),
    ],
)
def test_who_cannot_be_reached_is_told_by_code(
    simulator: Feishu, sdk: Sdk, owner: User, state: dict[str, Any], code: int
) -> None:
    for name, value in state.items():
        setattr(owner, name, value)
    reply = send(sdk, owner.open_id)
    assert (reply.code, reply.raw.status_code) == (code, 400)
    assert not inbox(simulator, owner)


def test_a_frozen_account_may_still_get_its_messages(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    simulator.world.variants = Variants(frozen="delivered")
    owner.state = "frozen"
    assert send(sdk, owner.open_id).success()


@pytest.mark.parametrize(
    ("to", "id_type", "code"),
    [
        ("ou_nobody", "open_id", 230034),
        ("U1", "open_id", 99992351),
        ("oc_x", "chat_id", 230034),
        ("ou_1", "phone", 99992402),
    ],
)
def test_an_unknown_receiver_is_refused(sdk: Sdk, to: str, id_type: str, code: int) -> None:
    assert send(sdk, to, id_type=id_type).code == code


# once


def test_the_same_uuid_is_one_message_for_an_hour(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    first = send(sdk, owner.open_id, "一", uuid="key-1")
    simulator.clock.advance(HOUR - 1)
    assert send(sdk, owner.open_id, "二", uuid="key-1").data.message_id == first.data.message_id
    assert inbox(simulator, owner) == [{"text": "一"}]
    simulator.clock.advance(1)
    assert send(sdk, owner.open_id, "三", uuid="key-1").data.message_id != first.data.message_id
    assert inbox(simulator, owner) == [{"text": "一"}, {"text": "三"}]


def test_a_repeated_uuid_may_look_like_a_new_message_and_be_none(
    simulator: Feishu, sdk: Sdk, owner: User
) -> None:
    simulator.world.variants = Variants(repeated_uuid="fresh")
    first, second = (send(sdk, owner.open_id, "一", uuid="key-1").data for _ in range(2))
    assert first.message_id != second.message_id
    assert len(inbox(simulator, owner)) == 1


def test_a_repeated_uuid_may_be_an_error(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    simulator.world.variants = Variants(repeated_uuid="error")
    assert [send(sdk, owner.open_id, "一", uuid="key-1").code for _ in range(2)] == [0, 230001]
    assert len(inbox(simulator, owner)) == 1


def test_a_refused_send_leaves_its_uuid_free(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    owner.stopped = True
    assert send(sdk, owner.open_id, "一", uuid="key-1").code == 230053
    owner.stopped = False
    assert send(sdk, owner.open_id, "一", uuid="key-1").success()
    assert len(inbox(simulator, owner)) == 1


def test_one_uuid_for_two_people_is_refused_and_not_taken_for_sent(
    simulator: Feishu, sdk: Sdk, owner: User
) -> None:
    other = next(user for user in simulator.world.people.values() if user.id != owner.id and user.available)
    assert send(sdk, owner.open_id, "一", uuid="key-1").success()
    assert send(sdk, other.open_id, "一", uuid="key-1").code == 230001
    assert inbox(simulator, other) == []
    assert send(sdk, other.open_id, "一", uuid="key-2").success()


def test_a_uuid_has_at_most_fifty_characters(sdk: Sdk, owner: User) -> None:
    assert send(sdk, owner.open_id, uuid="k" * 50).success()
    assert send(sdk, owner.open_id, uuid="k" * 51).code == 99992402


# what a message must be


def with_parts(*parts: Json) -> Json:
    return {"schema": "2.0", "body": {"elements": list(parts)}}


BUTTON = {"tag": "button", "text": {"tag": "plain_text", "content": "好"}}


@pytest.mark.parametrize(
    "bad",
    [
        {"schema": "2.0", "body": {}},
        {"header": {}},
        with_parts({"tag": "action", "actions": [BUTTON]}),
        with_parts({"tag": "note", "elements": []}),
        with_parts({"tag": "buton", "text": {"tag": "plain_text", "content": "好"}}),
        with_parts({"tag": "div", "text": {"tag": "plain_txt", "content": "好"}}),
        with_parts({"tag": "button"}),
        with_parts({**BUTTON, "element_id": "1st"}),
        with_parts({**BUTTON, "behaviors": [{"type": "open_url"}]}),
        with_parts({**BUTTON, "behaviors": [{"type": "open_url", "default_url": "javascript:alert(1)"}]}),
        with_parts({**BUTTON, "behaviors": [{"type": "open_url", "default_url": "https://x.example/ y"}]}),
        with_parts({**BUTTON, "behaviors": [{"type": "callback"}]}),
        with_parts({**BUTTON, "element_id": "one"}, {**BUTTON, "element_id": "one"}),
        with_parts(*[BUTTON] * 101),
        {**with_parts(BUTTON), "config": {"update_multi": False}},
    ],
)
def test_a_card_that_cannot_be_shown_is_refused_with_the_reason_in_the_text(
    simulator: Feishu, sdk: Sdk, owner: User, bad: Json
) -> None:
    reply = send(sdk, owner.open_id, bad)
    assert reply.code == 230099
    assert "ErrCode: 2006" in reply.msg or "ErrCode: 200861" in reply.msg
    assert not inbox(simulator, owner)


def test_a_card_of_the_first_schema_is_shown_too(sdk: Sdk, owner: User) -> None:
    first: Json = {"elements": [{"tag": "action", "actions": [{**BUTTON, "value": {"action": "ack"}}]}]}
    assert send(sdk, owner.open_id, first).success()


def test_a_card_has_thirty_kilobytes_and_a_text_a_hundred_and_fifty(sdk: Sdk, owner: User) -> None:
    assert send(sdk, owner.open_id, card(title="长" * 10_240)).code == 230025
    assert send(sdk, owner.open_id, "x" * 100_000).success()
    assert send(sdk, owner.open_id, "x" * 160_000).code == 230025


@pytest.mark.parametrize("content", ["no json", "[]", '{"words":1}'])
def test_content_that_is_none_is_refused(sdk: Sdk, owner: User, content: str) -> None:
    body = built(CreateMessageRequestBody, receive_id=owner.open_id, msg_type="text", content=content)
    request = {"receive_id_type": "open_id", "request_body": body}
    assert sdk.ask("im.v1.message.create", CreateMessageRequest, **request).code == 230001


# afterwards


def patch(sdk: Sdk, message_id: str, value: Json) -> int:
    body = built(PatchMessageRequestBody, content=dumped(value))
    request = {"message_id": message_id, "request_body": body}
    code: int = sdk.ask("im.v1.message.patch", PatchMessageRequest, **request).code
    return code


def test_a_card_is_replaced_for_fourteen_days(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    sent = send(sdk, owner.open_id).data.message_id
    simulator.world.messages[sent].at -= 14 * 86_400_000
    assert patch(sdk, sent, card(title="已完成")) == 0
    assert inbox(simulator, owner) == [card(title="已完成")]
    simulator.world.messages[sent].at -= 1
    assert patch(sdk, sent, card()) == 230031


def test_only_a_card_of_one_s_own_that_is_still_there_is_replaced(
    simulator: Feishu, sdk: Sdk, owner: User
) -> None:
    assert patch(sdk, "om_unknown", card()) == 230001
    assert patch(sdk, send(sdk, owner.open_id, "文字").data.message_id, card()) == 230054
    sent = send(sdk, owner.open_id).data.message_id
    assert patch(sdk, sent, {"schema": "2.0"}) == 230099
    simulator.world.messages[sent].deleted = True
    assert patch(sdk, sent, card()) == 230011


def test_a_card_is_replaced_by_one_of_its_own_schema_only(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    first: Json = {"elements": [{"tag": "action", "actions": [{**BUTTON, "value": {"action": "ack"}}]}]}
    sent = send(sdk, owner.open_id).data.message_id
    assert patch(sdk, sent, first) == 230099
    assert inbox(simulator, owner) == [card("已处理")]
    sent = send(sdk, owner.open_id, first).data.message_id
    assert patch(sdk, sent, card()) == 230099
    assert patch(sdk, sent, first) == 0


def urge(sdk: Sdk, message_id: str, *names: str) -> Any:
    body = built(UrgentReceivers, user_id_list=list(names))
    request = {"message_id": message_id, "user_id_type": "open_id", "request_body": body}
    return sdk.ask("im.v1.message.urgent_app", UrgentAppMessageRequest, **request)


def test_an_urgent_notice_names_those_whom_it_cannot_reach(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    sent = send(sdk, owner.open_id).data.message_id
    assert urge(sdk, sent, owner.open_id, "ou_nobody").data.invalid_user_id_list == ["ou_nobody"]
    assert simulator.world.messages[sent].urgent == [owner.id]
    assert urge(sdk, sent, "ou_nobody").code == 230001


def test_eight_at_once_with_one_uuid_are_one_message(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda n: send(sdk, owner.open_id, f"第{n}次", uuid="key-1"), range(8)))
    assert len({reply.data.message_id for reply in replies}) == 1
    assert len(inbox(simulator, owner)) == 1
