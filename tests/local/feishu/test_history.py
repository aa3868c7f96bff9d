"""A group's messages through the vendor's client: order, times, pages and what is not shown."""

import json
from typing import Any

import pytest
from lark_oapi.api.im.v1 import ListMessageRequest

from local.company.weeks import NOW_SECOND
from local.feishu.chats import Chat
from local.feishu.messages import Message, text_content
from local.feishu.scopes import GROUP_MESSAGES
from local.feishu.simulator import Feishu
from tests.local.feishu.sdk import Sdk


def ask(sdk: Sdk, chat: Chat, **query: object) -> Any:
    asked = {"container_id_type": "chat", "container_id": chat.id, **query}
    return sdk.ask("im.v1.message.list", ListMessageRequest, **asked)


def every(sdk: Sdk, chat: Chat, **query: object) -> list[Any]:
    found: list[Any] = []
    more: dict[str, object] = {}
    while True:
        reply = ask(sdk, chat, **query, **more)
        assert reply.success(), reply.msg
        found += reply.data.items
        if not reply.data.has_more:
            return found
        more = {"page_token": reply.data.page_token}


def texts(items: list[Any]) -> list[str]:
    return [json.loads(each.body.content).get("text", "") for each in items]


@pytest.mark.parametrize("size", [1, 7, 50])
def test_both_orders_show_every_message_once(sdk: Sdk, chat: Chat, size: int) -> None:
    window = {"start_time": str(NOW_SECOND - 9 * 86_400), "page_size": size}
    forth = [each.message_id for each in every(sdk, chat, sort_type="ByCreateTimeAsc", **window)]
    back = [each.message_id for each in every(sdk, chat, sort_type="ByCreateTimeDesc", **window)]
    assert forth == back[::-1]
    assert len(set(forth)) == len(forth) > 0


def test_times_are_asked_in_seconds_and_answered_in_milliseconds_with_both_ends(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    for text in ("一", "二", "三"):
        simulator.clock.advance(10)
        simulator.acts.post(chat.owner, chat.id, text)
    window = {"start_time": str(NOW_SECOND + 10), "end_time": str(NOW_SECOND + 20)}
    items = every(sdk, chat, **window)
    assert texts(items) == ["一", "二"]
    assert [int(each.create_time) for each in items] == [(NOW_SECOND + 10) * 1000, (NOW_SECOND + 20) * 1000]


def test_a_new_message_between_two_pages_moves_nothing(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    order = {"sort_type": "ByCreateTimeDesc", "page_size": 3}
    expected = [each.message_id for each in ask(sdk, chat, **(order | {"page_size": 6})).data.items]
    first = ask(sdk, chat, **order)
    simulator.acts.post(chat.owner, chat.id, "刚刚")
    second = ask(sdk, chat, **order, page_token=first.data.page_token)
    assert [each.message_id for each in first.data.items + second.data.items] == expected


def test_who_said_it_is_told_apart_from_robots_and_the_system(simulator: Feishu, sdk: Sdk) -> None:
    chat = next(
        each for each in simulator.world.chats.values() if each.robots and each.bot and not each.external
    )
    kinds = {(each.sender.sender_type, each.sender.id_type) for each in every(sdk, chat, page_size=50)}
    assert {("user", "open_id"), ("app", "app_id"), ("unknown", "")} >= kinds > {("app", "app_id")}
    assert "system" in {each.msg_type for each in every(sdk, chat, page_size=50)}


def test_mentions_stand_beside_the_text(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    simulator.acts.post(chat.owner, chat.id, f"@所有人 请 <@{chat.owner}> 看一下")
    last = ask(sdk, chat, sort_type="ByCreateTimeDesc", page_size=1).data.items[0]
    assert texts([last]) == ["@_all 请 @_user_1 看一下"]
    assert [(each.key, each.id) for each in last.mentions] == [
        ("@_user_1", f"ou_{chat.owner}"),
        ("@_all", ""),
    ]


def test_an_answer_names_what_it_answers(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    root = simulator.acts.post(chat.owner, chat.id, "问")
    simulator.acts.post(chat.owner, chat.id, "答", reply_to=root.id)
    last = ask(sdk, chat, sort_type="ByCreateTimeDesc", page_size=1).data.items[0]
    assert (last.root_id, last.parent_id) == (root.id, root.id)


def test_what_is_said_in_a_thread_is_shown_there_only(sdk: Sdk, chat: Chat) -> None:
    at = (NOW_SECOND - 5) * 1000
    chat.add(
        Message(
            "om_t1", chat.id, chat.owner, "user", "text", text_content("in"), at, thread="omt_1", root="om_0"
        )
    )
    assert "in" not in texts(ask(sdk, chat, sort_type="ByCreateTimeDesc", page_size=5).data.items)
    thread = {"container_id_type": "thread", "container_id": "omt_1"}
    assert texts(ask(sdk, chat, **thread).data.items) == ["in"]
    assert ask(sdk, chat, **thread, start_time="1").code == 230001


def test_what_has_not_been_said_yet_is_not_shown(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    last = ask(sdk, chat, sort_type="ByCreateTimeDesc", page_size=1).data.items[0]
    simulator.clock.advance(int(last.create_time) / 1000 - NOW_SECOND - 1)
    assert (
        ask(sdk, chat, sort_type="ByCreateTimeDesc", page_size=1).data.items[0].message_id != last.message_id
    )


def test_without_the_sensitive_permission_no_group_can_be_read(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    simulator.world.scopes.discard(GROUP_MESSAGES)
    reply = ask(sdk, chat)
    assert (reply.code, reply.raw.status_code) == (230027, 400)
    assert GROUP_MESSAGES in reply.msg


def test_groups_with_other_companies_and_groups_without_the_bot_cannot_be_read(sdk: Sdk, chat: Chat) -> None:
    chat.external = True
    assert ask(sdk, chat).code == 230027
    chat.bot = None
    assert ask(sdk, chat).code == 230002


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"container_id": "oc_nobody"}, 230001),
        ({"container_id_type": "p2p"}, 230001),
        ({"start_time": "yesterday"}, 230001),
        ({"page_size": 51}, 99992402),
        ({"sort_type": "ByName"}, 99992402),
    ],
)
def test_a_wrong_question_is_refused(sdk: Sdk, chat: Chat, query: dict[str, Any], code: int) -> None:
    assert ask(sdk, chat, **query).code == code
