"""The vendor's own SDK as judge: what its dispatcher accepts we accept, and what it refuses we refuse."""

import json
from typing import Any

import pytest

pytest.importorskip("lark_oapi", reason="the vendor's SDK is a development requirement")

from lark_oapi.card.action_handler import CardActionHandler
from lark_oapi.core.model import RawRequest
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse
from lark_oapi.event.dispatcher_handler import EventDispatcherHandler

from shared.adapters.im.feishu.hook import answer, hook
from shared.app.ports.im import HookRequest, Said
from shared.core.errors import RejectedRequest
from tests.adapters.im.feishu.deliveries import BOTH, KEY, TOKEN, request, sealed, signed, signed_of_old
from tests.adapters.im.feishu.stage import sample
from tests.adapters.im.kit.clock import START

NAMES = {
    "x-lark-request-timestamp": "X-Lark-Request-Timestamp",
    "x-lark-request-nonce": "X-Lark-Request-Nonce",
    "x-lark-signature": "X-Lark-Signature",
}
"""The SDK looks headers up as they are written here."""


def _raw(asked: HookRequest) -> RawRequest:
    raw = RawRequest()
    raw.uri = "/hooks/feishu"
    raw.headers = {NAMES.get(name, name): value for name, value in asked.headers.items()}
    raw.body = asked.body
    return raw


def _dispatched(asked: HookRequest) -> tuple[int, list[Any]]:
    seen: list[Any] = []

    def pressed(event: Any) -> P2CardActionTriggerResponse:
        seen.append(event)
        return P2CardActionTriggerResponse({})

    dispatcher = (
        EventDispatcherHandler.builder(KEY, TOKEN)
        .register_p2_im_message_receive_v1(seen.append)
        .register_p2_im_chat_updated_v1(seen.append)
        .register_p2_im_chat_disbanded_v1(seen.append)
        .register_p2_im_chat_member_bot_added_v1(seen.append)
        .register_p2_contact_user_deleted_v3(seen.append)
        .register_p2_card_action_trigger(pressed)
        .build()
    )
    return dispatcher.do(_raw(asked)).status_code or 0, seen


def _ours(asked: HookRequest) -> bool:
    try:
        hook("feishu").receive(asked, BOTH, START)
    except RejectedRequest:
        return False
    return True


EVENTS = [
    "event_message",
    "event_updated",
    "event_disbanded",
    "event_bot_added",
    "event_person_left",
    "event_press",
]


@pytest.mark.parametrize("name", EVENTS)
def test_both_accept_what_is_encrypted_and_signed(name: str) -> None:
    asked = signed(sealed(sample(name)))
    status, seen = _dispatched(asked)
    assert (status, len(seen)) == (200, 1)
    assert _ours(asked)


def test_both_read_the_same_message() -> None:
    asked = signed(sealed(sample("event_message")))
    _, (event,) = _dispatched(asked)
    (signal,) = hook("feishu").receive(asked, BOTH, START).signals
    queued = signal.to_queue()
    assert queued["id"] == event.event.message.message_id
    assert queued["group"] == f"feishu:{event.event.message.chat_id}"
    assert queued["sender"] == f"feishu:{event.event.sender.sender_id.open_id}"
    assert queued["ts"] == int(event.event.message.create_time) / 1000


def test_both_read_the_same_press() -> None:
    asked = signed(sealed(sample("event_press")))
    _, (event,) = _dispatched(asked)
    press = hook("feishu").receive(asked, BOTH, START).press
    assert press is not None
    assert (press.account, press.reply_token) == (
        f"feishu:{event.event.operator.open_id}",
        event.event.token,
    )
    assert press.message_id == event.event.context.open_message_id
    assert press.case == event.event.action.value["case"]


def test_what_we_answer_to_a_press_is_what_the_sdk_would_answer() -> None:
    toast = P2CardActionTriggerResponse(
        json.loads(answer(Said("success", "收到"), HookRequest("POST", "", {}, b""), {}).body)
    ).toast
    assert (toast.type, toast.content) == ("success", "收到")


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("key", ["another key", ""])
def test_both_refuse_a_wrong_signature(name: str, key: str) -> None:
    asked = signed(sealed(sample(name)), key=key)
    status, seen = _dispatched(asked)
    assert (status, seen) == (500, [])
    assert not _ours(asked)


def test_both_refuse_a_wrong_token() -> None:
    body = sample("event_message")
    body["header"]["token"] = "another"
    asked = signed(sealed(body))
    assert _dispatched(asked)[0] == 500
    assert not _ours(asked)


def test_both_answer_a_url_check_alike() -> None:
    asked = request(sealed(sample("url_verification")))
    dispatcher = EventDispatcherHandler.builder(KEY, TOKEN).build()
    theirs = json.loads(dispatcher.do(_raw(asked)).content or b"")
    assert json.loads(hook("feishu").receive(asked, BOTH, START).reply.body) == theirs


@pytest.mark.parametrize("token", [TOKEN, "another"])
def test_both_judge_a_press_of_the_old_kind_alike(token: str) -> None:
    asked = signed_of_old(sealed(sample("old_press")), token=token)
    handler = CardActionHandler.builder(KEY, TOKEN).register(lambda _: {}).build()
    assert (handler.do(_raw(asked)).status_code == 200) is _ours(asked) is (token == TOKEN)


def test_a_delivery_that_is_old_is_refused_by_us_alone() -> None:
    asked = signed(sealed(sample("event_message")), START.replace(year=2001))
    assert _dispatched(asked)[0] == 200
    assert not _ours(asked)
