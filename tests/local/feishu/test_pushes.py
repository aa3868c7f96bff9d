"""Deliveries: repeated on the simulated clock, signed anew each time, doubled or turned round on demand."""

import json
from typing import Any

from lark_oapi.core.utils import AESCipher

from local.feishu.chats import Chat
from local.feishu.people import User
from local.feishu.simulator import Feishu
from local.im.wire import CUT, Answer, Request
from tests.local.feishu.conftest import Starter
from tests.local.feishu.sdk import Listener

Json = dict[str, Any]


def opened(request: Request, simulator: Feishu) -> Json:
    sealed = json.loads(request.body)["encrypt"]
    event: Json = json.loads(AESCipher(simulator.hook.keys["encrypt_key"]).decrypt_str(sealed))
    return event


def test_an_event_that_is_refused_comes_again_after_15_s_5_min_1_h_and_6_h_and_then_no_more(
    simulator: Feishu, chat: Chat, listener: Listener
) -> None:
    listener.respond = lambda _: Answer(500, b"{}")
    simulator.acts.rename(chat.id, "新名字")
    assert simulator.pushes.deliver_due() == 1
    for wait in (15, 300, 3600, 21_600):
        simulator.clock.advance(wait - 1)
        assert simulator.pushes.deliver_due() == 0
        simulator.clock.advance(1)
        assert simulator.pushes.deliver_due() == 1
    simulator.clock.advance(86_400)
    assert simulator.pushes.deliver_due() == 0
    (line,) = simulator.pushes.log()
    assert (line["state"], [each["status"] for each in line["attempts"]]) == ("given up", [500] * 5)


def test_every_attempt_has_the_same_body_and_a_signature_of_its_own(
    simulator: Feishu, chat: Chat, listener: Listener
) -> None:
    listener.respond = lambda _: CUT
    simulator.acts.rename(chat.id, "新名字")
    simulator.pushes.deliver_due()
    listener.respond = lambda _: Answer(200, b"{}")
    simulator.clock.advance(15)
    simulator.pushes.deliver_due()
    first, second = listener.got
    assert first.body == second.body
    names = ("x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature")
    assert all(first.headers[name] != second.headers[name] for name in names)
    assert int(second.headers[names[0]]) - int(first.headers[names[0]]) == 15
    (line,) = simulator.pushes.log()
    assert [each["problem"] for each in line["attempts"]] == ["unreachable", ""]
    assert line["state"] == "delivered"


def test_an_answer_after_the_deadline_is_none(simulator: Feishu, chat: Chat, listener: Listener) -> None:
    simulator.subscribe(simulator.hook._replace(deadline=0.0001))
    simulator.acts.rename(chat.id, "新名字")
    simulator.pushes.deliver_due()
    (line,) = simulator.pushes.log()
    assert (line["state"], line["attempts"][0]["problem"]) == ("waiting", "timeout")


def test_the_log_says_of_whom_and_never_what(
    simulator: Feishu, chat: Chat, owner: User, listener: Listener
) -> None:
    simulator.acts.post(owner.id, chat.id, "不要写进日志的话")
    simulator.pushes.deliver_due()
    log = simulator.pushes.log()
    assert [(line["type"], line["subject"]) for line in log] == [("im.message.receive_v1", chat.id)]
    assert "不要写进日志的话" not in json.dumps(log, ensure_ascii=False)


def test_a_message_may_come_twice_with_two_event_ids(
    simulator: Feishu, chat: Chat, owner: User, listener: Listener
) -> None:
    simulator.pushes.doubling = 2
    said = [simulator.acts.post(owner.id, chat.id, text).id for text in "一二"]
    assert simulator.pushes.deliver_due() == 3
    events = [opened(request, simulator) for request in listener.got]
    assert sorted(each["event"]["message"]["message_id"] for each in events) == [said[0], said[1], said[1]]
    assert len({each["header"]["event_id"] for each in events}) == 3


def test_events_may_come_backwards(simulator: Feishu, chat: Chat, owner: User, listener: Listener) -> None:
    for text in "一二":
        simulator.acts.post(owner.id, chat.id, text)
    waiting = [line["event_id"] for line in simulator.pushes.log()]
    listener.respond = lambda _: Answer(200, b"{}")
    simulator.pushes.posters = 1
    simulator.pushes.deliver_due(order="backwards")
    assert [opened(request, simulator)["header"]["event_id"] for request in listener.got] == waiting[::-1]


def test_a_type_that_is_not_subscribed_to_is_not_sent(
    simulator: Feishu, chat: Chat, listener: Listener
) -> None:
    simulator.pushes.muted.add("im.chat.updated_v1")
    simulator.acts.rename(chat.id, "新名字")
    assert simulator.pushes.log() == []


def test_without_an_address_events_are_dropped_and_said_so(simulator: Feishu, chat: Chat) -> None:
    simulator.acts.rename(chat.id, "新名字")
    assert simulator.pushes.deliver_due() == 0
    assert [line["state"] for line in simulator.pushes.log()] == ["dropped"]


def test_events_go_out_by_themselves_where_nobody_says_otherwise(
    started: Starter, listener: Listener
) -> None:
    simulator = started(pushing="by itself")
    simulator.subscribe(simulator.hook._replace(url=listener.url))
    chat = next(each for each in simulator.world.chats.values() if each.bot)
    simulator.acts.rename(chat.id, "新名字")
    assert simulator.pushes.settle(5)
    assert [line["state"] for line in simulator.pushes.log()] == ["delivered"]
    assert len(listener.got) == 1
