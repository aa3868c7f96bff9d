"""Pressing buttons: the signed callback, judged by the vendor's dispatcher, and what its answer does to the screen."""

import json
from collections.abc import Callable
from typing import Any

import lark_oapi
import pytest
from lark_oapi.event.callback.model.p2_card_action_trigger import (
    P2CardActionTriggerResponse,
)

from local.feishu.people import User
from local.feishu.simulator import Feishu
from local.im.seen import Toast
from local.im.wire import CUT, Answer
from tests.local.feishu.cards import Json, card
from tests.local.feishu.sdk import Listener, Sdk, dispatcher, dispatching
from tests.local.feishu.test_messages import inbox, send

UPDATE = "/open-apis/interactive/v1/card/update"


@pytest.fixture
def sent(sdk: Sdk, owner: User, listener: Listener) -> str:
    message_id: str = send(sdk, owner.open_id, card("已处理", "说明情况")).data.message_id
    return message_id


def answering(simulator: Feishu, listener: Listener, reply: Json) -> list[Any]:
    """Lets the vendor's dispatcher take presses and answer with this; returns what it got."""
    got: list[Any] = []

    def take(press: Any) -> Any:
        got.append(press)
        return P2CardActionTriggerResponse(reply)

    listener.respond = dispatching(dispatcher(simulator).register_p2_card_action_trigger(take).build())
    return got


@pytest.mark.parametrize("key", ["local-only-encrypt-key", ""])
def test_a_press_says_who_pressed_what_on_which_card(
    simulator: Feishu, owner: User, sent: str, listener: Listener, key: str
) -> None:
    simulator.subscribe(simulator.hook.keyed(encrypt_key=key))
    toast = {"type": "success", "content": "收到，正在核对"}
    got = answering(simulator, listener, {"toast": toast})
    seen = simulator.presses.press(owner.id, sent, "说明情况")
    event = got[0].event
    assert got[0].header.event_type == "card.action.trigger"
    assert (event.operator.open_id, event.operator.user_id) == (owner.open_id, owner.id)
    assert event.action.value == {"action": "说明情况", "nudge": "N1"}
    assert (event.action.tag, event.context.open_message_id) == ("button", sent)
    assert event.token.startswith("c-")
    assert (seen.toast, seen.is_replaced, seen.error) == (Toast(**toast), False, 0)
    assert simulator.presses.flashes[owner.id] == [seen]
    assert inbox(simulator, owner) == [card("已处理", "说明情况")]


def test_the_answer_may_replace_the_card(
    simulator: Feishu, owner: User, sent: str, listener: Listener
) -> None:
    answering(simulator, listener, {"card": {"type": "raw", "data": card(title="谢谢")}})
    assert simulator.presses.press(owner.id, sent, 0).is_replaced
    assert inbox(simulator, owner) == [card(title="谢谢")]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(200, b"{}"), 0),
        (Answer(200, b""), 0),
        (Answer(500, b"{}"), 200671),
        (Answer(200, b"<html>"), 200672),
        (Answer(200, b'{"card": "none"}'), 200672),
        (Answer(200, b'{"card": {"type": "raw", "data": {"schema": "2.0"}}}'), 200673),
        (CUT, 200341),
    ],
)
def test_a_bad_answer_is_shown_to_the_person_and_changes_nothing(
    simulator: Feishu, owner: User, sent: str, listener: Listener, answer: Answer, error: int
) -> None:
    listener.respond = lambda _: answer
    seen = simulator.presses.press(owner.id, sent, "已处理")
    assert seen.error == error
    assert (seen.toast is None) is (error == 0)
    assert inbox(simulator, owner) == [card("已处理", "说明情况")]
    assert len(listener.got) == 1


def test_an_answer_after_three_seconds_counts_for_nothing(
    simulator: Feishu, owner: User, sent: str, listener: Listener
) -> None:
    simulator.subscribe(simulator.hook._replace(deadline=0.0001))
    assert simulator.presses.press(owner.id, sent, "已处理").error == 200341


def test_only_who_sees_a_card_can_press_what_is_on_it(simulator: Feishu, owner: User, sent: str) -> None:
    other = next(user for user in simulator.world.people.values() if user is not owner)
    for user, message, button in (
        (other, sent, "已处理"),
        (owner, "om_x", "已处理"),
        (owner, sent, "删除"),
        (owner, sent, 2),
    ):
        with pytest.raises(KeyError):
            simulator.presses.press(user.id, message, button)


def test_a_button_that_opens_an_address_calls_nobody_back_and_is_no_place_among_those_that_do(
    simulator: Feishu, sdk: Sdk, owner: User, listener: Listener
) -> None:
    address = "https://pages.example.com/pages/items?m=0"
    leads = {
        "tag": "button",
        "text": {"tag": "plain_text", "content": "我的群"},
        "behaviors": [{"type": "open_url", "default_url": address}],
    }
    both = card("已处理")
    both["body"]["elements"].insert(0, leads)
    sent = send(sdk, owner.open_id, both).data.message_id
    (letter,) = [one for one in simulator.letters() if one.id == sent]
    assert [link.address for link in letter.links] == [address]
    assert [button.text for button in letter.buttons] == ["已处理"]
    with pytest.raises(KeyError):
        simulator.press(letter.to, sent, "我的群")
    got = answering(simulator, listener, {})
    simulator.press(letter.to, sent, 0)
    assert [press.event.action.value["action"] for press in got] == ["已处理"]


def test_a_form_goes_along(simulator: Feishu, owner: User, sent: str, listener: Listener) -> None:
    got = answering(simulator, listener, {})
    simulator.presses.press(owner.id, sent, 0, {"reason": "项目暂停"})
    assert got[0].event.action.form_value == {"reason": "项目暂停"}


def test_a_card_is_updated_with_the_token_twice_and_after_the_answer_only(
    simulator: Feishu, sdk: Sdk, owner: User, sent: str, listener: Listener
) -> None:
    during: list[int] = []

    def update(token: str) -> int:
        code: int = sdk.raw(
            "POST", UPDATE, {"token": token, "card": {**card(title="已核对"), "open_ids": []}}
        )[1]["code"]
        return code

    def take(press: Any) -> Any:
        during.append(update(press.event.token))
        return P2CardActionTriggerResponse({})

    listener.respond = dispatching(dispatcher(simulator).register_p2_card_action_trigger(take).build())
    token = simulator.presses.press(owner.id, sent, 0).token
    assert during == [300090]
    assert [update(token) for _ in range(3)] == [0, 0, 300040]
    assert inbox(simulator, owner) == [card(title="已核对")]
    assert update("c-unknown") == 300020


def test_after_half_an_hour_the_token_is_no_good(simulator: Feishu, sdk: Sdk, owner: User, sent: str) -> None:
    token = simulator.presses.press(owner.id, sent, 0).token
    assert sdk.raw("POST", UPDATE, {"token": token, "card": {}})[1]["code"] == 11311
    simulator.clock.advance(1801)
    assert sdk.raw("POST", UPDATE, {"token": token, "card": card()})[1]["code"] == 300030


def test_a_press_with_a_wrong_key_is_refused_by_the_vendor_s_dispatcher(
    simulator: Feishu, owner: User, sent: str, listener: Listener
) -> None:
    builder = lark_oapi.EventDispatcherHandler.builder(
        "another key", simulator.hook.keys["verification_token"]
    )
    refuse: Callable[[Any], Any] = lambda _: P2CardActionTriggerResponse({})  # noqa: E731 - is never called
    listener.respond = dispatching(builder.register_p2_card_action_trigger(refuse).build())
    assert simulator.presses.press(owner.id, sent, 0).error == 200671
    assert json.loads(listener.got[0].body).keys() == {"encrypt"}
