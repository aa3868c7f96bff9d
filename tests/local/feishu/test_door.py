"""The simulator's own door: what the desk and the demo see and do from another process."""

import json
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from local.feishu.chats import Chat
from local.feishu.people import User
from local.feishu.simulator import Simulator
from local.im.clock import Clock
from local.im.wire import Answer
from tests.local.feishu.cards import card
from tests.local.feishu.sdk import Listener, Sdk
from tests.local.feishu.test_messages import send

Door = Callable[..., Any]


@pytest.fixture
def door(simulator: Simulator) -> Door:
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


def test_the_world_in_numbers(simulator: Simulator, door: Door) -> None:
    seen = door("world")
    assert seen["now"] == "2026-10-12T01:00:00.000+00:00"
    assert seen["groups"] == len(simulator.world.chats) > seen["groups_with_bot"] > 100
    assert seen["variants"]["never_edited"] == "empty"


def test_the_snapshot_holds_every_card_as_it_was_sent_and_who_has_not_read_it(
    sdk: Sdk, owner: User, door: Door
) -> None:
    send(sdk, owner.open_id, card("已处理"))
    send(sdk, owner.open_id, "一句话")
    (screen,) = door("snapshot")["users"]
    assert (screen["open_id"], screen["unread"]) == (owner.open_id, 2)
    assert [row["card"] for row in screen["inbox"]] == [card("已处理"), None]
    assert screen["inbox"][1]["text"] == "一句话"
    door("read", user=owner.id)
    assert door(f"users/{owner.id}")["unread"] == 0


def test_a_group_shows_announcement_people_and_latest_words(
    simulator: Simulator, chat: Chat, door: Door
) -> None:
    door("announce", group=chat.id, text=f"群主：<@{chat.owner}>")
    door("post", user=chat.owner, group=chat.id, text="@所有人 开会")
    page = door(f"groups/{chat.id}")
    name = simulator.world.people[chat.owner].name
    assert page["announcement"] == f"群主：@{name}"
    assert (page["messages"][-1]["text"], page["messages"][-1]["sender"]) == ("@所有人 开会", name)
    assert len(page["people"]) == page["members"]


def test_a_person_s_groups(simulator: Simulator, chat: Chat, door: Door) -> None:
    found = {row["id"] for row in door(f"users/{chat.owner}/groups")}
    assert found == {
        each.id
        for each in simulator.world.chats.values()
        if chat.owner in each.members or each.owner == chat.owner
    }


@pytest.mark.parametrize(
    ("what", "arguments", "changed"),
    [
        ("rename", {"name": "新名字"}, lambda chat: chat.name == "新名字"),
        ("remove_bot", {}, lambda chat: chat.bot is None),
        ("invite_bot", {}, lambda chat: chat.bot is not None),
        ("dissolve", {}, lambda chat: chat.status == "dissolved"),
    ],
)
def test_groups_are_changed_by_hand(
    chat: Chat, door: Door, what: str, arguments: dict[str, str], changed: Callable[[Chat], bool]
) -> None:
    assert door(what, group=chat.id, **arguments) == {"ok": True}
    assert changed(chat)


def test_people_are_changed_by_hand(simulator: Simulator, chat: Chat, owner: User, door: Door) -> None:
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
    assert door(f"users/{owner.id}")["toasts"][0]["toast"] == toast


def test_permissions_variants_limits_and_faults_are_switched(
    simulator: Simulator, sdk: Sdk, owner: User, door: Door
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


def test_the_clock_is_moved_and_what_is_due_is_delivered(
    simulator: Simulator, chat: Chat, door: Door, listener: Listener
) -> None:
    listener.respond = lambda _: Answer(503, b"")
    door("rename", group=chat.id, name="新名字")
    assert door("deliver", order="as it happened") == {"attempts": 1}
    assert door("clock", advance=15)["now"] == "2026-10-12T01:00:15.000+00:00"
    listener.respond = lambda _: Answer(200, b"")
    assert door("deliver", order="backwards") == {"attempts": 1}
    assert [line["state"] for line in door("deliveries")] == ["delivered"]
    assert door("clock", set_to="2026-10-13T09:00:00+08:00")["now"] == "2026-10-13T01:00:00.000+00:00"


def test_calls_are_counted_and_forgotten(simulator: Simulator, sdk: Sdk, owner: User, door: Door) -> None:
    send(sdk, owner.open_id)
    assert door("calls")["calls"]["message.create"] == 1
    door("forget", what="calls")
    assert door("calls")["calls"] == {}


def test_the_webhook_is_set_and_its_address_checked(
    door: Door, simulator: Simulator, listener: Listener
) -> None:
    listener.respond = lambda _: Answer(200, b'{"challenge": "word"}')
    door("webhook", url=listener.url, encrypt_key="")
    assert simulator.presses.hook.url == listener.url
    assert door("challenge", word="word")["passed"] is True
    assert door("challenge", word="another")["passed"] is False
    assert door("webhook", address="x")[0] == 400


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("nothing", {}),
        ("users/U_nobody", {}),
        ("groups/oc_nobody", {}),
        ("rename", {"group": "oc_nobody", "name": "x"}),
        ("rename", {"title": "x"}),
        ("nothing", {"x": 1}),
        ("press", {"user": "U_nobody", "message": "om", "button": 0}),
        ("clock", {"set_to": "tomorrow"}),
    ],
)
def test_a_wrong_wish_is_refused_and_says_why(door: Door, what: str, arguments: dict[str, Any]) -> None:
    status, why = door(what, **arguments)
    assert status == 400
    assert why


def test_the_door_opens_from_this_machine_only(door: Door) -> None:
    assert door("world", host="feishu.example:80")[0] == 403


# the clock's file


def test_an_offset_in_a_file_moves_everyone_who_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    mine, yours = (Clock(file, machine=lambda: 1000.0) for _ in range(2))
    assert mine.now() == 1000
    mine.advance(60)
    assert yours.now() == 1060
    file.write_text("-5.5")
    assert (mine.now(), yours.now()) == (994.5, 994.5)
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]
