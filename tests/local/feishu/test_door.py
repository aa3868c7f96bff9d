"""What the door shows and takes of this vendor beside what it does for every platform."""

import json
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest

from local.feishu.chats import Chat
from local.feishu.people import User
from local.feishu.simulator import Feishu
from local.im.wire import Answer
from tests.local.feishu.cards import card
from tests.local.feishu.sdk import Listener, Sdk
from tests.local.feishu.test_messages import send

Door = Callable[..., Any]


@pytest.fixture
def door(simulator: Feishu) -> Door:
    """`door("world")` looks, `door("rename", group=…)` acts; a refusal comes as (status, why)."""

    def knock(what: str, /, host: str = "", **arguments: Any) -> Any:
        connection = HTTPConnection(simulator.base_url.removeprefix("http://"))
        headers = {"Host": host} if host else {}
        body = json.dumps(arguments) if arguments else None
        connection.request("POST" if arguments else "GET", f"/_sim/{what}", body, headers)
        reply = connection.getresponse()
        said = json.loads(reply.read())
        connection.close()
        return said if reply.status == 200 else (reply.status, said["error"])

    return knock


def test_a_card_of_the_bot_is_shown_as_it_was_sent(sdk: Sdk, owner: User, door: Door) -> None:
    send(sdk, owner.open_id, card("已处理"))
    send(sdk, owner.open_id, "一句话")
    (screen,) = door("snapshot")["users"]
    assert [row["card"] for row in screen["inbox"]] == [card("已处理"), None]
    assert [row["title"] for row in screen["inbox"]] == ["群公告缺失提醒", "一句话"]


def test_an_announcement_names_people_and_everybody_is_everybody(
    simulator: Feishu, chat: Chat, door: Door
) -> None:
    door("announce", group=chat.id, text=f"群主：<@{chat.owner}>")
    assert door("post", user=chat.owner, group=chat.id, text="@所有人 开会")["message_id"].startswith("om_")
    page = door(f"groups/{chat.id}")
    name = simulator.world.people[chat.owner].name
    assert page["announcement"] == f"群主：@{name}"
    assert page["latest"][-1]["text"] == "@所有人 开会"
    assert len(page["people"]) == page["group"]["members"]


@pytest.mark.parametrize(
    ("what", "arguments", "changed"),
    [
        ("remove_bot", {}, lambda chat: chat.bot is None),
        ("invite_bot", {}, lambda chat: chat.bot is not None),
    ],
)
def test_groups_are_changed_by_hand(
    chat: Chat, door: Door, what: str, arguments: dict[str, str], changed: Callable[[Chat], bool]
) -> None:
    assert door(what, group=chat.id, **arguments) == {"ok": True}
    assert changed(chat)


def test_people_are_changed_by_hand(simulator: Feishu, chat: Chat, owner: User, door: Door) -> None:
    heir = next(name for name in chat.members if name != owner.id)
    door("transfer", group=chat.id, to=heir)
    door("appoint", group=chat.id, user=owner.id)
    door("account", user=owner.id, stopped=True, frozen=True)
    assert (chat.owner, owner.id in chat.managers, owner.stopped, owner.state) == (heir, True, True, "frozen")
    door("resign", user=owner.open_id)
    assert owner.state == "resigned"
    assert owner.id not in chat.members
    door("join", group=chat.id, user=owner.id)
    door("leave", group=chat.id, user=heir)
    assert owner.id in chat.members
    assert heir not in chat.members


def test_a_press_from_outside(sdk: Sdk, owner: User, door: Door, listener: Listener) -> None:
    toast = {"type": "info", "content": "收到"}
    listener.respond = lambda _: Answer(200, json.dumps({"toast": toast}).encode())
    sent = send(sdk, owner.open_id, card("已处理")).data.message_id
    assert door("press", user=owner.open_id, message=sent, button="已处理")["toast"] == toast
    assert door(f"users/{owner.id}")["flashes"][0]["toast"] == toast


def test_permissions_variants_limits_and_faults_are_switched(
    simulator: Feishu, sdk: Sdk, owner: User, door: Door
) -> None:
    assert "im:chat" not in door("scopes", revoke=["im:chat"])["scopes"]
    assert "im:chat" in door("scopes", grant=["im:chat"])["scopes"]
    assert door("variants", repeated_uuid="fresh")["repeated_uuid"] == "fresh"
    assert door("variants", repeated_uuid="maybe")[0] == 400
    door("faults", order=[{"kind": "code", "code": 230020, "api": "message.create"}])
    assert send(sdk, owner.open_id).code == 230020
    door("faults", order=[{"kind": "cut"}], clear=True)
    assert [each["kind"] for each in door("faults")["ordered"]] == ["cut"]
    assert door("faults", order=[{"kind": "earthquake"}])[0] == 400
    door("faults", clear=True)
    door("limits", mode="clock")
    assert simulator.world.limits.now is not None


def test_tokens_are_forgotten_and_the_next_call_is_refused(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    send(sdk, owner.open_id)
    simulator.own_orders()["forget_tokens"]()
    send(sdk, owner.open_id)
    assert simulator.calls.results["message.create 99991663"] == 1
