"""Groups as the vendor's client sees them: which ones, how much of each, and who may change what."""

from typing import Any

import pytest
from lark_oapi.api.im.v1 import (
    GetChatMembersRequest,
    GetChatRequest,
    IsInChatChatMembersRequest,
    ListChatRequest,
    UpdateChatRequest,
    UpdateChatRequestBody,
)

from local.feishu.chats import Chat
from local.feishu.options import Variants
from local.feishu.people import PARTNER, User
from local.feishu.simulator import Feishu
from tests.local.feishu.sdk import Sdk, built


def every_chat(sdk: Sdk, **query: object) -> list[Any]:
    """By turning all pages."""
    found: list[Any] = []
    more: dict[str, object] = {}
    while True:
        reply = sdk.ask("im.v1.chat.list", ListChatRequest, **query, **more)
        assert reply.success(), reply.msg
        found += reply.data.items
        if not reply.data.has_more:
            return found
        more = {"page_token": reply.data.page_token}


def external(simulator: Feishu) -> Chat:
    return next(chat for chat in simulator.world.chats.values() if chat.external)


def test_exactly_the_groups_that_the_bot_is_in_are_listed_from_the_oldest_on(
    simulator: Feishu, sdk: Sdk
) -> None:
    chats = simulator.world.chats.values()
    expected = [chat for chat in chats if chat.bot is not None and chat.status == "normal"]
    expected.sort(key=lambda chat: (chat.created, chat.id))
    assert [each.chat_id for each in every_chat(sdk, page_size=100)] == [chat.id for chat in expected]
    assert 0 < len(expected) < len(chats)


def test_a_listing_shows_neither_when_a_group_was_made_nor_when_it_was_used(sdk: Sdk) -> None:
    row = vars(every_chat(sdk, page_size=100)[0])
    assert not [name for name in row if "time" in name]


def test_a_page_token_comes_even_with_the_last_page(sdk: Sdk) -> None:
    everything = sdk.ask("im.v1.chat.list", ListChatRequest, page_size=100)
    last = sdk.ask("im.v1.chat.list", ListChatRequest, page_size=100, page_token=everything.data.page_token)
    while last.data.has_more:
        last = sdk.ask("im.v1.chat.list", ListChatRequest, page_size=100, page_token=last.data.page_token)
    assert last.data.page_token


def test_by_activity_a_group_that_wakes_up_between_two_pages_pushes_another_one_out_of_sight(
    simulator: Feishu, sdk: Sdk
) -> None:
    order = {"sort_type": "ByActiveTimeDesc", "page_size": 20}
    first = sdk.ask("im.v1.chat.list", ListChatRequest, **order)
    sleeper = every_chat(sdk, sort_type="ByActiveTimeDesc", page_size=100)[-1]
    simulator.acts.post(simulator.world.chats[sleeper.chat_id].owner, sleeper.chat_id, "还在用")
    second = sdk.ask("im.v1.chat.list", ListChatRequest, **order, page_token=first.data.page_token)
    assert first.data.items[-1].chat_id == second.data.items[0].chat_id
    assert every_chat(sdk, sort_type="ByActiveTimeDesc", page_size=100)[0].chat_id == sleeper.chat_id


@pytest.mark.parametrize("query", [{"page_size": 101}, {"sort_type": "ByName"}, {"page_token": "nonsense"}])
def test_a_wrong_question_is_refused_as_such(sdk: Sdk, query: dict[str, Any]) -> None:
    assert sdk.ask("im.v1.chat.list", ListChatRequest, **query).code == 99992402


def test_the_order_cannot_change_between_two_pages(sdk: Sdk) -> None:
    first = sdk.ask("im.v1.chat.list", ListChatRequest)
    token = first.data.page_token
    assert (
        sdk.ask("im.v1.chat.list", ListChatRequest, sort_type="ByActiveTimeDesc", page_token=token).code
        == 99992402
    )


def test_a_member_sees_owner_admins_kind_and_counts_as_text(simulator: Feishu, sdk: Sdk, chat: Chat) -> None:
    shown = sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=chat.id).data
    people = simulator.world.people
    assert shown.name == chat.name
    assert shown.owner_id == people[chat.owner].open_id
    assert shown.user_manager_id_list == [people[name].open_id for name in chat.managers]
    assert (shown.chat_tag, shown.chat_mode, shown.user_count) == ("inner", "group", str(len(chat.members)))


def test_the_group_of_everyone_says_so(simulator: Feishu, sdk: Sdk) -> None:
    tags = [chat.tag for chat in simulator.world.chats.values()]
    assert tags.count("tenant") == 1
    everyone = next(chat for chat in simulator.world.chats.values() if chat.tag == "tenant")
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=everyone.id).data.chat_tag == "tenant"


def test_ids_come_in_the_type_that_was_asked_for(sdk: Sdk, chat: Chat) -> None:
    for id_type, expected in (
        ("open_id", f"ou_{chat.owner}"),
        ("union_id", f"on_{chat.owner}"),
        ("user_id", chat.owner),
    ):
        shown = sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=chat.id, user_id_type=id_type).data
        assert (shown.owner_id, shown.owner_id_type) == (expected, id_type)


def test_a_group_that_a_bot_owns_shows_no_owner(simulator: Feishu, sdk: Sdk) -> None:
    orphans = [chat for chat in simulator.world.chats.values() if not chat.owner]
    assert len(orphans) == 1
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=orphans[0].id).data.owner_id is None


def test_outside_a_group_little_more_than_its_name_is_shown(simulator: Feishu, sdk: Sdk) -> None:
    hidden = next(chat for chat in simulator.world.chats.values() if chat.bot is None)
    shown = sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=hidden.id).data
    assert (shown.name, shown.owner_id, shown.user_count) == (hidden.name, None, None)
    assert sdk.ask("im.v1.chat_members.get", GetChatMembersRequest, chat_id=hidden.id).code == 232011
    is_in = sdk.ask("im.v1.chat_members.is_in_chat", IsInChatChatMembersRequest, chat_id=hidden.id)
    assert is_in.data.is_in_chat is False
    simulator.acts.invite_bot(hidden.id)
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=hidden.id).data.user_count == str(
        len(hidden.members)
    )


def test_a_dissolved_group_is_gone_from_the_list_unless_the_variant_lists_it(
    simulator: Feishu, sdk: Sdk, chat: Chat
) -> None:
    simulator.acts.dissolve(chat.id)
    assert chat.id not in {each.chat_id for each in every_chat(sdk, page_size=100)}
    assert sdk.ask("im.v1.chat_members.get", GetChatMembersRequest, chat_id=chat.id).code == 232009
    simulator.world.variants = Variants(dissolved="listed")
    assert {each.chat_status for each in every_chat(sdk, page_size=100)} == {"normal", "dissolved"}


def test_an_unknown_group_is_refused(sdk: Sdk) -> None:
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id="oc_nobody").code == 232006


def test_groups_with_people_of_other_companies_are_listed_and_not_shown(simulator: Feishu, sdk: Sdk) -> None:
    chat = external(simulator)
    assert chat.id in {each.chat_id for each in every_chat(sdk, page_size=100) if each.external}
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=chat.id).code == 232033
    simulator.world.variants = Variants(external="shown")
    members = sdk.ask(
        "im.v1.chat_members.get", GetChatMembersRequest, chat_id=chat.id, page_size=100
    ).data.items
    assert [each.tenant_key for each in members].count(PARTNER) == 2


# members


def every_member(sdk: Sdk, chat: Chat, size: int) -> tuple[list[str], list[int]]:
    """(their ids, the sizes of the pages)"""
    found: list[str] = []
    sizes: list[int] = []
    more: dict[str, str] = {}
    while True:
        data = sdk.ask(
            "im.v1.chat_members.get", GetChatMembersRequest, chat_id=chat.id, page_size=size, **more
        ).data
        sizes.append(len(data.items))
        found += [each.member_id for each in data.items]
        assert data.member_total == len(chat.members)
        if not data.has_more:
            return found, sizes
        more = {"page_token": data.page_token}


def test_pages_of_members_are_shorter_by_the_bots_and_longer_by_who_came_together(
    simulator: Feishu, sdk: Sdk
) -> None:
    chats = simulator.world.chats.values()
    chat = next(each for each in chats if each.bot and each.robots and len(each.members) > 8)
    found, sizes = every_member(sdk, chat, 4)
    assert sorted(found) == sorted(f"ou_{name}" for name in chat.members)
    assert min(sizes[:-1]) < 4 or max(sizes) > 4


def test_no_page_size_loses_or_repeats_a_member(sdk: Sdk, chat: Chat) -> None:
    for size in range(1, 9):
        found, _ = every_member(sdk, chat, size)
        assert sorted(found) == sorted(f"ou_{name}" for name in chat.members)


# changing a group


def rename(sdk: Sdk, chat: Chat, **changes: object) -> int:
    body = built(UpdateChatRequestBody, **changes)
    code: int = sdk.ask("im.v1.chat.update", UpdateChatRequest, chat_id=chat.id, request_body=body).code
    return code


def test_the_bot_may_rename_where_everybody_may(sdk: Sdk, chat: Chat) -> None:
    assert rename(sdk, chat, name="技术部-支付系统开发群") == 0
    assert sdk.ask("im.v1.chat.get", GetChatRequest, chat_id=chat.id).data.name == "技术部-支付系统开发群"


def test_the_bot_may_not_rename_where_only_the_owner_may(sdk: Sdk, chat: Chat) -> None:
    chat.edit_permission = "only_owner"
    assert rename(sdk, chat, name="新名字") == 232002


def test_a_plain_member_changes_nothing_but_name_and_description(sdk: Sdk, chat: Chat, owner: User) -> None:
    assert rename(sdk, chat, owner_id=owner.open_id) == 232016
    assert rename(sdk, chat, name="长" * 61) == 232001


def test_an_owning_bot_hands_over_to_a_member_only(simulator: Feishu, sdk: Sdk) -> None:
    chat = next(chat for chat in simulator.world.chats.values() if not chat.owner)
    stranger = next(name for name in simulator.world.people if name not in chat.members)
    member = next(iter(chat.members))
    assert rename(sdk, chat, owner_id=f"ou_{stranger}") == 232012
    assert rename(sdk, chat, owner_id=f"ou_{member}") == 0
    assert chat.owner == member
