"""The made-up company as it lives in Feishu: nothing of it lost, and its future played when the clock gets there."""

from collections import Counter
from datetime import datetime

import pytest

from local.company.model import Company, WorkGroup
from local.company.weeks import NOW, NOW_SECOND, ZONE, is_worked
from local.feishu.chats import Chat
from local.feishu.options import Options
from local.feishu.pieces import SHEET
from local.feishu.simulator import Feishu
from local.feishu.town import SYSTEM
from local.im.clock import Clock

BEGINNING = datetime(2026, 10, 8, 8, 0, tzinfo=ZONE)


@pytest.fixture(scope="module")
def town(company: Company) -> Feishu:
    """At NOW; nobody changes it."""
    return Feishu(company, Options(), Clock(machine=NOW.timestamp))


def both(company: Company, town: Feishu) -> list[tuple[WorkGroup, Chat]]:
    return [(group, town.world.chats[f"oc_{group.id}"]) for group in company.groups]


def test_every_group_is_there_with_its_name_admins_and_members(company: Company, town: Feishu) -> None:
    assert len(town.world.chats) == len(company.groups)
    for group, chat in both(company, town):
        assert (chat.name, tuple(chat.managers)) == (group.name, group.admin_ids)
        colleagues = {name for name in chat.members if not name.startswith("X")}
        assert colleagues == set(group.member_ids)


def test_every_announcement_reads_as_it_was_written_but_for_tables(company: Company, town: Feishu) -> None:
    for group, chat in both(company, town):
        text = chat.notice.text() if chat.notice else ""
        if group.traits.notice == "table":
            assert text == SHEET
        else:
            assert text == group.notice


def test_both_systems_of_announcements_occur_with_and_without_text(town: Feishu) -> None:
    seen = Counter((chat.form, chat.notice is not None) for chat in town.world.chats.values())
    assert min(seen.values()) > 5
    assert len(seen) == 4


def test_everything_that_was_said_is_there_in_its_order(company: Company, town: Feishu) -> None:
    for group, chat in both(company, town)[::10]:
        said = company.messages[group.id]
        assert [message.at // 1000 for message in chat.messages] == [int(each.ts[:10]) for each in said]
        kinds = Counter(message.sender_type for message in chat.messages)
        assert kinds["app"] == sum(each.subtype == "bot_message" for each in said)
        assert kinds[""] == sum(each.subtype in SYSTEM for each in said)


def test_the_odd_ones_are_there(company: Company, town: Feishu) -> None:
    chats = town.world.chats.values()
    assert sum(not chat.owner for chat in chats) == 1
    assert 2 <= sum(chat.bot is None for chat in chats) < 15
    assert {chat.external for _, chat in both(company, town) if chat.external} == {True}
    assert [group.kind for group, chat in both(company, town) if chat.tag == "tenant"] == ["all_staff"]
    assert {chat.status for group, chat in both(company, town) if group.archived} == {"dissolved"}
    states = Counter(user.state for user in town.world.people.values())
    assert (states["resigned"], states["frozen"]) == (18, 6)


def test_every_department_has_its_head_and_its_parent(company: Company, town: Feishu) -> None:
    by_name = {department.name: department for department in town.world.departments.values()}
    for unit in company.units:
        assert by_name[unit.name].head == unit.head_id
        parent = by_name[unit.parent].open_id if unit.parent else "0"
        assert by_name[unit.name].parent == parent


# the future


@pytest.fixture
def earlier(company: Company) -> Feishu:
    clock = Clock()
    clock.set(BEGINNING)
    simulator = Feishu(company, Options(pushing="by hand"), clock)
    simulator.subscribe(simulator.hook._replace(url="http://127.0.0.1:9/"))
    return simulator


def test_nothing_has_happened_yet_that_is_written_for_later(earlier: Feishu) -> None:
    last = max(chat.last_active() for chat in earlier.world.chats.values())
    assert last <= BEGINNING.timestamp() * 1000
    assert earlier.script.left() > 300
    assert earlier.script.play(earlier.clock.now()) == 0


def test_played_to_the_end_it_is_the_company_of_that_monday(earlier: Feishu, town: Feishu) -> None:
    earlier.script.play(NOW_SECOND)
    for chat in earlier.world.chats.values():
        known = town.world.chats[chat.id]
        assert [message.id for message in chat.messages] == [message.id for message in known.messages]
        assert set(chat.members) == set(known.members)
        assert (chat.status, chat.notice is None) == (known.status, known.notice is None)


def test_what_people_say_is_told_where_the_bot_can_see_it(earlier: Feishu) -> None:
    noon = BEGINNING.replace(hour=12).timestamp()
    earlier.script.play(noon)
    told = Counter(
        line["subject"] for line in earlier.pushes.log() if line["type"] == "im.message.receive_v1"
    )
    for chat in earlier.world.chats.values():
        new = [each for each in chat.messages if each.at > BEGINNING.timestamp() * 1000]
        expected = sum(each.sender_type == "user" for each in new) if chat.bot and not chat.external else 0
        assert told[chat.id] == expected
    assert sum(told.values()) > 50


def test_only_the_nights_may_be_told(earlier: Feishu) -> None:
    earlier.script.play(BEGINNING.timestamp() + 3 * 86_400, pushed="nights")
    moments = [
        datetime.fromtimestamp(message.at / 1000, ZONE)
        for chat in earlier.world.chats.values()
        for message in chat.messages
        if message.at > BEGINNING.timestamp() * 1000
        and message.sender_type == "user"
        and chat.bot
        and not chat.external
    ]
    nights = [moment for moment in moments if not 8 <= moment.hour < 22 or not is_worked(moment.date())]
    told = [line for line in earlier.pushes.log() if line["type"] == "im.message.receive_v1"]
    assert 0 < len(told) == len(nights) < len(moments)
