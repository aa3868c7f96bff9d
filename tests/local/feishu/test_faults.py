"""Faults on order and rate limits: what a client sees, and what happened in spite of it."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest
from lark_oapi.api.docx.v1 import (
    GetChatAnnouncementRequest,
    ListChatAnnouncementBlockRequest,
)
from lark_oapi.api.im.v1 import GetChatRequest, ListChatRequest

from local.feishu.chats import Chat
from local.feishu.people import User
from local.feishu.simulator import Feishu
from local.im.faults import Fault
from tests.local.feishu.conftest import Starter
from tests.local.feishu.sdk import Sdk
from tests.local.feishu.test_messages import inbox, send


def chats(sdk: Sdk) -> Any:
    return sdk.ask("im.v1.chat.list", ListChatRequest)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault("rate_limit"), 429, 99991400),
        (Fault("rate_limit_400"), 400, 99991400),
        (Fault("token"), 400, 99991663),
        (Fault("token", status=200), 200, 99991663),
        (Fault("code", code=230020), 400, 230020),
        (Fault("code", code=2200, status=500), 500, 2200),
    ],
)
def test_a_fault_happens_once_and_then_all_is_well(
    simulator: Feishu, sdk: Sdk, fault: Fault, status: int, code: int
) -> None:
    assert chats(sdk).success()
    simulator.faults.order(fault)
    reply = chats(sdk)
    assert (reply.raw.status_code, reply.code) == (status, code)
    assert chats(sdk).success()
    assert simulator.faults.pending() == []


def test_a_limit_says_how_long_to_wait(simulator: Feishu, sdk: Sdk) -> None:
    chats(sdk)
    simulator.faults.order(Fault("rate_limit", seconds=7))
    headers = {name.lower(): value for name, value in chats(sdk).raw.headers.items()}
    assert (headers["x-ogw-ratelimit-limit"], headers["x-ogw-ratelimit-reset"]) == ("50", "7")


def test_a_fault_waits_for_its_api_its_turn_and_its_subject(
    simulator: Feishu, sdk: Sdk, chat: Chat, owner: User
) -> None:
    simulator.faults.order(
        Fault("code", api="message.create", after=1, times=2, match=owner.open_id, code=230020)
    )
    other = next(
        user for user in simulator.world.people.values() if user.state == "active" and user is not owner
    )
    assert chats(sdk).success()
    assert [send(sdk, owner.open_id, "x").code for _ in range(2)] == [0, 230020]
    assert send(sdk, other.open_id, "x").code == 0
    assert [send(sdk, owner.open_id, "x").code for _ in range(2)] == [230020, 0]


def test_a_fault_may_last_until_it_is_cleared(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    simulator.faults.order(Fault("code", api="message.create", times=-1, code=230018))
    assert [send(sdk, owner.open_id, "x").code for _ in range(3)] == [230018] * 3
    simulator.faults.clear()
    assert send(sdk, owner.open_id, "x").success()


def posted(simulator: Feishu, owner: User, uuid: str = "key-1") -> int:
    """The HTTP status of one send, without the SDK in between; raises what the connection raises."""
    token, _ = simulator.world.tokens.issue(simulator.clock.now(), 42)
    body = {"receive_id": owner.open_id, "msg_type": "text", "content": '{"text":"一"}', "uuid": uuid}
    connection = HTTPConnection(simulator.base_url.removeprefix("http://"), timeout=5)
    try:
        path = "/open-apis/im/v1/messages?receive_id_type=open_id"
        connection.request("POST", path, json.dumps(body), {"Authorization": f"Bearer {token}"})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(("kind", "arrives"), [("lost_reply", True), ("cut", False), ("hang", False)])
def test_a_cut_connection_tells_nothing_of_what_was_done(
    simulator: Feishu, owner: User, kind: str, *, arrives: bool
) -> None:
    simulator.faults.order(Fault(kind, api="message.create", seconds=0.01))
    with pytest.raises((HTTPException, OSError)):
        posted(simulator, owner)
    assert len(inbox(simulator, owner)) == arrives
    assert posted(simulator, owner) == 200
    assert len(inbox(simulator, owner)) == 1
    assert simulator.calls.results["message.create cut"] == 1


@pytest.mark.parametrize(
    ("kind", "status", "arrives"), [("late_error", 504, True), ("server_error", 502, False)]
)
def test_a_gateway_s_error_is_a_page_and_tells_as_little(
    simulator: Feishu, owner: User, kind: str, status: int, *, arrives: bool
) -> None:
    simulator.faults.order(Fault(kind, api="message.create"))
    assert posted(simulator, owner) == status
    assert len(inbox(simulator, owner)) == arrives


def test_a_late_answer_is_as_good_as_any(simulator: Feishu, owner: User) -> None:
    simulator.faults.order(Fault("latency", seconds=0.01), Fault("lost_reply"))
    with pytest.raises((HTTPException, OSError)):
        posted(simulator, owner)
    assert len(inbox(simulator, owner)) == 1


def test_a_send_under_way_says_so_until_it_has_arrived(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    simulator.faults.order(Fault("sending", api="message.create", seconds=30))
    assert [send(sdk, owner.open_id, "一", uuid="key-1").code for _ in range(2)] == [230049, 230049]
    simulator.clock.advance(30)
    assert send(sdk, owner.open_id, "一", uuid="key-1").success()
    assert len(inbox(simulator, owner)) == 1


def test_a_send_under_way_may_never_arrive(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    simulator.faults.order(Fault("swallowed", api="message.create", seconds=30))
    assert send(sdk, owner.open_id, "一", uuid="key-1").code == 230049
    assert not inbox(simulator, owner)
    assert send(sdk, owner.open_id, "一", uuid="key-1").code == 230049
    simulator.clock.advance(30)
    assert send(sdk, owner.open_id, "一", uuid="key-1").success()
    assert len(inbox(simulator, owner)) == 1


def test_every_call_is_counted_by_name_and_by_code(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    owner.stopped = True
    chats(sdk)
    send(sdk, owner.open_id)
    assert simulator.calls.made == {"auth.token": 1, "chat.list": 1, "message.create": 1}
    assert simulator.calls.results == {"auth.token 0": 1, "chat.list 0": 1, "message.create 230053": 1}


# limits


def test_fifty_calls_a_second_and_a_thousand_a_minute(started: Starter) -> None:
    simulator = started(limits="clock")
    sdk = Sdk(simulator)
    check = simulator.world.limits.check
    for _ in range(20):
        for _ in range(49):
            check("chat.list")
        assert chats(sdk).success()
        simulator.clock.advance(1)
    reply = chats(sdk)
    assert (reply.raw.status_code, reply.code) == (429, 99991400)
    assert reply.raw.headers["x-ogw-ratelimit-limit"] == "1000"
    wait = int(reply.raw.headers["x-ogw-ratelimit-reset"])
    simulator.clock.advance(wait)
    assert chats(sdk).success()


@pytest.mark.parametrize(("api", "calls", "status"), [("docx.info", 20, 429), ("docx.blocks", 10, 400)])
def test_announcements_have_limits_of_their_own(started: Starter, api: str, calls: int, status: int) -> None:
    simulator = started(limits="clock")
    sdk = Sdk(simulator)
    chat = next(each for each in simulator.world.chats.values() if each.form == "docx" and each.bot)
    method, kind = {
        "docx.info": ("docx.v1.chat_announcement.get", GetChatAnnouncementRequest),
        "docx.blocks": ("docx.v1.chat_announcement_block.list", ListChatAnnouncementBlockRequest),
    }[api]
    assert {sdk.ask(method, kind, chat_id=chat.id).code for _ in range(calls)} == {0}
    reply = sdk.ask(method, kind, chat_id=chat.id)
    assert (reply.raw.status_code, reply.code) == (status, 99991400)
    simulator.clock.advance(1)
    assert sdk.ask(method, kind, chat_id=chat.id).success()


def test_one_person_gets_five_messages_a_second(started: Starter) -> None:
    simulator = started(limits="clock")
    sdk = Sdk(simulator)
    user = next(each for each in simulator.world.people.values() if each.state == "active")
    assert [send(sdk, user.open_id, "x").code for _ in range(6)] == [0] * 5 + [230020]
    assert "x-ogw-ratelimit-reset" not in send(sdk, user.open_id, "x").raw.headers
    simulator.clock.advance(1)
    assert send(sdk, user.open_id, "x").success()


def test_without_limits_nothing_is_limited(sdk: Sdk, chat: Chat) -> None:
    assert {sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=chat.id).code for _ in range(60)} == {0}
