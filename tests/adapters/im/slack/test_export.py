"""A Slack export becomes groups, people and posts: bots, joins and private conversations are told apart."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.core.lang import both
from shared.core.model import (
    Activity,
    Employment,
    Fact,
    Group,
    Kind,
    Member,
    Post,
    PostKind,
    Profile,
    Source,
    Status,
)
from tests.adapters.files.reading import AT, Files, MakeFolder, MakeZip, posts, read, refusal, said

Json = dict[str, Any]
USERS = [
    {"id": "U1", "name": "wangfang", "profile": {"real_name": "王芳"}},
    {"id": "U2", "name": "gone", "deleted": True},
    {"id": "UB", "name": "alarm", "is_bot": True},
]
CHANNELS = [{"id": "C1", "name": "rd-release", "creator": "U1"}]
ReadChannel = Callable[..., Group]
ReadMessage = Callable[..., Post]


def export(more: Files | None = None, *, channels: object = CHANNELS, users: object = USERS) -> Files:
    return {"channels.json": json.dumps(channels), "users.json": json.dumps(users), **(more or {})}


def day(*messages: Json) -> str:
    return json.dumps(messages)


@pytest.fixture
def channel(folder: MakeFolder) -> ReadChannel:
    def make(**keys: Any) -> Group:
        files = export(channels=[{"id": "C1", "name": "a", **keys}])
        return read(folder({**files, f"{keys.get('name', 'a')}/2026-04-16.json": "[]"})).groups[0]

    return make


@pytest.fixture
def message(folder: MakeFolder) -> ReadMessage:
    def make(**keys: Any) -> Post:
        sent = {"type": "message", "user": "U1", "text": "x", "ts": "1776297600.000200", **keys}
        facts = read(folder({**export(), "rd-release/2026-04-16.json": day(sent)}))
        found = posts(facts)
        assert len(found) == 1
        return found[0]

    return make


def test_an_export_says_what_slack_cannot_tell(folder: MakeFolder) -> None:
    facts = read(folder(export()))
    assert facts.label == both("Slack 导出", "Slack export")
    assert facts.notes == ("owner_is_creator", "no_admins", "zone_is_policy")


@pytest.mark.parametrize(
    ("key", "value", "field", "fact"),
    [
        ("name", "rd-release", "name", Fact("rd-release", AT)),
        ("created", 1654868334, "created", Fact(datetime(2022, 6, 10, 13, 38, 54, tzinfo=UTC), AT)),
        ("created", "1654868334", "created", Fact(datetime(2022, 6, 10, 13, 38, 54, tzinfo=UTC), AT)),
        ("created", 0, "created", None),
        ("created", "soon", "created", None),
        ("created", 1654868334000, "created", None),
        ("creator", "U1", "owner", Fact("slack:U1", AT, Source.GUESSED)),
        ("creator", "", "owner", None),
        ("creator", None, "owner", None),
        ("is_archived", True, "status", Fact(Status.DISSOLVED, AT)),
        ("is_archived", False, "status", Fact(Status.ACTIVE, AT)),
        ("is_general", True, "kind", Fact(Kind.ALL_STAFF, AT)),
        ("is_general", False, "kind", None),
        ("is_ext_shared", True, "external", Fact(value=True, at=AT)),
        ("is_ext_shared", False, "external", Fact(value=False, at=AT)),
        ("members", ["U1", "U9"], "members", Fact((Member("slack:U1", name="王芳"), Member("slack:U9")), AT)),
        ("members", [], "members", Fact((), AT)),
        ("members", None, "members", None),
        ("purpose", None, "announcement", None),
        ("topic", {"value": "t"}, "announcement", None),
    ],
)
def test_a_channel_shows_these_facts(
    channel: ReadChannel, key: str, value: object, field: str, fact: Fact[object] | None
) -> None:
    assert getattr(channel(**{key: value}), field) == fact


def test_what_a_channel_does_not_show_is_not_observed(channel: ReadChannel) -> None:
    seen = Fact(Activity(None, None, None), AT)
    assert channel() == Group("slack", "C1", name=Fact("a", AT), activity=seen)


@pytest.mark.parametrize(("purpose", "length"), [("", 0), ("发布协调", 4)])
def test_the_purpose_is_the_announcement(channel: ReadChannel, purpose: str, length: int) -> None:
    found = channel(purpose={"value": purpose}).announcement
    assert found is not None
    assert found.value.length == length


def test_private_channels_are_groups_like_others(folder: MakeFolder) -> None:
    files = export(
        {"groups.json": json.dumps([{"id": "G1", "name": "board"}]), "board/2026-04-16.json": "[]"}
    )
    assert [group.id for group in read(folder(files)).groups] == ["C1", "G1"]


def test_conversations_between_persons_are_never_read_and_that_is_noted(folder: MakeFolder) -> None:
    files = export(
        {
            "dms.json": "secret, not JSON",
            "mpims.json": "secret",
            "D012345AB/2026-04-16.json": "secret",
            "mpdm-a--b-1/2026-04-16.json": "secret",
            "rd-release/2026-04-16.json": "[]",
        }
    )
    facts = read(folder(files))
    assert posts(facts) == []
    assert facts.faults == []
    assert facts.notes[-1] == "private_conversations_not_read"


@pytest.mark.parametrize(
    ("user", "person"),
    [
        (
            {"profile": {"real_name": "王芳", "title": "经理"}},
            Profile("slack:U7", "王芳", None, "经理", Employment.ACTIVE),
        ),
        (
            {"real_name": "王芳", "profile": {"real_name": ""}},
            Profile("slack:U7", "王芳", employment=Employment.ACTIVE),
        ),
        (
            {"profile": {"display_name": "芳"}, "name": "x"},
            Profile("slack:U7", "芳", employment=Employment.ACTIVE),
        ),
        ({"name": "wangfang"}, Profile("slack:U7", "wangfang", employment=Employment.ACTIVE)),
        ({"deleted": True}, Profile("slack:U7", employment=Employment.LEFT)),
        ({"deleted": False, "profile": None, "name": 7}, Profile("slack:U7", employment=Employment.ACTIVE)),
        ({"is_bot": True}, Profile("slack:U7", bot=True)),
        ({"is_bot": True, "deleted": True}, Profile("slack:U7", employment=Employment.LEFT, bot=True)),
        ({"id": "USLACKBOT"}, Profile("slack:USLACKBOT", bot=True)),
    ],
)
def test_users_are_people_or_bots(folder: MakeFolder, user: Json, person: Profile) -> None:
    facts = read(folder(export(users=[{"id": "U7", **user}])))
    assert list(facts.company.profiles.values()) == [person]


@pytest.mark.parametrize(
    ("keys", "kind", "sender"),
    [
        ({}, PostKind.HUMAN, "U1"),
        ({"bot_id": None}, PostKind.HUMAN, "U1"),
        ({"bot_id": ""}, PostKind.HUMAN, "U1"),
        ({"subtype": None}, PostKind.HUMAN, "U1"),
        ({"subtype": "file_share"}, PostKind.HUMAN, "U1"),
        ({"subtype": "me_message"}, PostKind.HUMAN, "U1"),
        ({"subtype": "thread_broadcast"}, PostKind.HUMAN, "U1"),
        ({"subtype": "file_comment", "user": None, "comment": {"user": "U2"}}, PostKind.HUMAN, "U2"),
        ({"subtype": "file_comment", "comment": None}, PostKind.SYSTEM, None),
        ({"user": "U404"}, PostKind.HUMAN, "U404"),
        ({"user": None}, PostKind.SYSTEM, None),
        ({"user": "UB"}, PostKind.BOT, "UB"),
        ({"user": "USLACKBOT"}, PostKind.BOT, "USLACKBOT"),
        ({"bot_id": "B1"}, PostKind.BOT, "U1"),
        ({"bot_id": "B1", "user": None}, PostKind.BOT, None),
        ({"subtype": "bot_message", "user": None, "bot_id": "B1"}, PostKind.BOT, None),
        ({"subtype": "bot_message", "user": None}, PostKind.BOT, None),
        ({"subtype": "channel_join"}, PostKind.SYSTEM, "U1"),
        ({"subtype": "channel_purpose", "bot_id": "B1"}, PostKind.SYSTEM, "U1"),
        ({"subtype": "pinned_item"}, PostKind.SYSTEM, "U1"),
        ({"subtype": "tombstone"}, PostKind.SYSTEM, "U1"),
        ({"type": "event"}, PostKind.SYSTEM, "U1"),
        ({"user": {"id": "U1"}}, PostKind.SYSTEM, None),
    ],
)
def test_people_bots_and_the_system_are_told_apart(
    folder: MakeFolder, keys: Json, kind: PostKind, sender: str | None
) -> None:
    users = [*USERS, {"id": "USLACKBOT", "is_bot": False}]
    sent = {"type": "message", "user": "U1", "text": "x", "ts": "1776297600.0", **keys}
    facts = read(folder({**export(users=users), "rd-release/2026-04-16.json": day(sent)}))
    assert [(post.kind, post.sender) for post in posts(facts)] == [(kind, sender and f"slack:{sender}")]
    assert facts.faults == []


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("hello", (False, False)),
        ("<!channel> hello", (True, False)),
        ("hello <!here>", (True, False)),
        ("<!everyone>", (True, False)),
        ("<!here|@here> hello", (True, False)),
        ("<!channel|> hello", (True, False)),
        ("<!subteam^S1|@rd> hello", (False, False)),
        ("<!channels>", (False, False)),
        ("@channel", (False, False)),
        ("【紧急】down", (False, True)),
        ("  [紧急] down", (False, True)),
        ("［紧急］down", (False, True)),
        ("URGENT: down", (False, True)),
        ("<!channel> 【紧急】 down", (True, True)),
        ("<@U2> <#C1|a>\n URGENT", (False, True)),
        ("<https://x> URGENT", (False, False)),
        ("URGENTLY", (False, False)),
        ("not URGENT", (False, False)),
        ("紧急", (False, False)),
        ("<@" * 50_000, (False, False)),
        (None, (False, False)),
        (7, (False, False)),
    ],
)
def test_of_a_text_two_flags_are_kept(message: ReadMessage, text: object, flags: tuple[bool, bool]) -> None:
    assert message(text=text) == Post("slack:C1", "slack:U1", 1776297600.0002, PostKind.HUMAN, *flags)


@pytest.mark.parametrize(
    ("keys", "reply", "media"),
    [
        ({}, False, False),
        ({"thread_ts": "1776297600.000200"}, False, False),
        ({"thread_ts": "1776297000.000100"}, True, False),
        ({"subtype": "file_share"}, False, True),
        ({"files": [{"id": "F1"}]}, False, True),
        ({"files": []}, False, False),
    ],
)
def test_replies_and_files_are_told(message: ReadMessage, keys: Json, reply: object, media: object) -> None:
    found = message(**keys)
    assert (found.reply, found.media) == (reply, media)


def test_a_channel_without_a_folder_was_not_exported_and_is_not_called_silent(folder: MakeFolder) -> None:
    channels = [{"id": "C1", "name": "a"}, {"id": "C2", "name": "b"}]
    facts = read(folder({**export(channels=channels), "a/2026-04-16.json": "[]"}))
    assert [group.activity is None for group in facts.groups] == [False, True]
    assert "channel “b” has no folder: its messages were not exported" in said(facts.faults)


def test_an_empty_folder_in_a_zip_is_a_silent_channel(zipped: MakeZip) -> None:
    facts = read(zipped({**export(), "rd-release/": b""}))
    assert facts.groups[0].activity is not None
    assert posts(facts) == []


def test_channels_that_share_a_name_share_no_messages(folder: MakeFolder) -> None:
    channels = [{"id": "C1", "name": "a"}, {"id": "C2", "name": "a"}]
    facts = read(folder({**export(channels=channels), "a/2026-04-16.json": day({"ts": "1", "user": "U1"})}))
    assert [group.activity for group in facts.groups] == [None, None]
    assert posts(facts) == []
    assert said(facts.faults).count("several channels are named “a”") == 2


def test_folders_of_no_channel_are_named_and_by_products_are_not(folder: MakeFolder) -> None:
    files = export(
        {
            "rd-release/2026-04-16.json": "[]",
            "rd-release/canvas_in_the_conversation.json": "{}",
            "rd-release/notes.json": "{}",
            "stranger/2026-04-16.json": "[]",
            "FC:F012:Plan/x.html": "x",
            "attachments/x": "x",
            "__uploads/x": "x",
            "integration_logs.json": "[]",
            "canvases.json": "[]",
        }
    )
    facts = read(folder(files))
    assert [(fault.file, fault.line) for fault in facts.faults] == [
        ("stranger", None),
        ("rd-release/notes.json", None),
    ]


def test_a_channel_may_be_named_like_a_path_without_leaving_the_export(folder: MakeFolder) -> None:
    facts = read(folder({**export(channels=[{"id": "C1", "name": "../.."}])}))
    assert facts.groups[0].activity is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"{}", "is an object, not a list of messages; the day was left out"),
        (b"[1]", "message 1 is a number, not an object"),
        (b'[{"ts": NaN}]', "NaN is not a JSON number"),
        (b'[{"user": "U1"}]', "a message has no time"),
        (b'[{"ts": "soon"}]', "a message has no time"),
        (b'[{"ts": true}]', "a message has no time"),
        (b'[{"ts": "-5"}]', "a message has no time"),
        (b'[{"ts": "1776297600000"}]', "a message has no time"),
        (b'[{"ts": ' + b"9" * 400 + b"}]", "a message has no time"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_broken_day_is_named_and_the_other_days_are_read(
    folder: MakeFolder, data: bytes, reason: str
) -> None:
    files = export(
        {"rd-release/2026-04-15.json": data, "rd-release/2026-04-16.json": day({"ts": "5", "user": "U1"})}
    )
    facts = read(folder(files))
    assert [post.ts for post in posts(facts)] == [5.0]
    assert [fault.file for fault in facts.faults] == ["rd-release/2026-04-15.json"]
    assert reason in facts.faults[0].reason


def test_of_many_broken_days_twenty_are_named_and_the_rest_counted(folder: MakeFolder) -> None:
    facts = read(folder(export({f"rd-release/2026-04-{number:02}.json": "{" for number in range(1, 29)})))
    assert posts(facts) == []
    assert len(facts.faults) == 21
    assert "… and 8 more" in facts.faults[-1].reason


def test_an_unknown_subtype_is_the_systems_and_said_once(folder: MakeFolder) -> None:
    sent = [{"ts": str(number), "user": "U1", "subtype": "hologram"} for number in range(1, 4)]
    odd = {"ts": "9", "user": "U1", "subtype": {"a": []}}
    facts = read(folder({**export(), "rd-release/2026-04-16.json": day(*sent, odd)}))
    assert {post.kind for post in posts(facts)} == {PostKind.SYSTEM}
    assert [fault.reason for fault in facts.faults] == [
        "unknown subtype “hologram” (3×), taken for system messages",
        "unknown subtype “” (1×), taken for system messages",
    ]


def test_a_message_that_stands_twice_in_a_day_is_one_message(folder: MakeFolder) -> None:
    once, other = {"ts": "5.1", "user": "U1"}, {"ts": "5.2", "user": "U1"}
    facts = read(folder(export({"rd-release/2026-04-16.json": day(once, other, once)})))
    assert [post.ts for post in posts(facts)] == [5.1, 5.2]
    assert facts.faults == []


def test_a_channel_with_a_broken_day_lost_messages_and_another_did_not(folder: MakeFolder) -> None:
    channels = [*CHANNELS, {"id": "C2", "name": "b"}]
    files = export(
        {"rd-release/2026-04-16.json": "{", "b/2026-04-16.json": day({"ts": "5"})}, channels=channels
    )
    facts = read(folder(files))
    posts(facts)
    assert facts.lost == {"slack:C1"}


@pytest.mark.parametrize(
    ("created", "is_noted"),
    [("2026-04-14", False), ("2026-04-13", True), (None, False)],
)
def test_an_export_that_begins_after_its_channels_may_be_of_a_range_of_dates(
    folder: MakeFolder,
    created: str | None,
    is_noted: bool,  # noqa: FBT001
) -> None:
    seconds = created and int(datetime.fromisoformat(f"{created}T00:00:00+00:00").timestamp())
    channels = [{"id": "C1", "name": "a", **({"created": seconds} if seconds else {})}]
    facts = read(folder(export({"a/2026-04-16.json": "[]"}, channels=channels)))
    assert ("export_begins_late" in facts.notes) is is_noted


def test_the_newest_message_is_that_of_the_newest_day(folder: MakeFolder) -> None:
    days = {"2026-04-15": "1776211200", "2026-04-16": "1776297600.5", "2026-04-14": "1776124800"}
    files = export({f"rd-release/{date}.json": day({"ts": ts}, {"ts": "7"}) for date, ts in days.items()})
    newest = read(folder(files)).newest
    assert newest is not None
    assert newest.timestamp() == 1776297600.5


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"channels.json": b"{"}, "channels.json: not JSON"),
        ({"channels.json": b"{}"}, "channels.json: is an object, not a list"),
        ({"channels.json": b"[]"}, "channels.json: holds no channel"),
        ({"channels.json": b"[7]"}, "channels.json: entry 1 is a number, not an object"),
        ({"channels.json": b'[{"name": "a"}]'}, "channels.json: entry 1 has no id"),
        ({"channels.json": b'[{"id": 7}]'}, "channels.json: entry 1 has no id"),
        ({"channels.json": b'[{"id": "\\ud800"}]'}, "channels.json: entry 1 has no id"),
        ({"channels.json": b'[{"id": "C"}, {"id": "C"}]'}, "entry 2 has the id “C” of channels.json entry 1"),
        ({"groups.json": b'[{"id": "C1"}]'}, "groups.json: entry 1 has the id “C1” of channels.json entry 1"),
        ({"users.json": b"\xff\xfe"}, "users.json: not UTF-8"),
        ({"users.json": b'["U1"]'}, "users.json: entry 1 is text, not an object"),
    ],
)
def test_an_export_whose_lists_are_broken_is_refused(
    folder: MakeFolder, files: dict[str, bytes], reason: str
) -> None:
    assert reason in said(refusal(folder({**export(), **files})))


def test_a_zip_with_a_folder_around_everything_is_read_like_the_folder(
    folder: MakeFolder, zipped: MakeZip
) -> None:
    files = {**export(), "rd-release/2026-04-16.json": day({"ts": "5", "user": "U1"})}
    plain, packed = (
        read(folder(files)),
        read(zipped({f"My export/{name}": data for name, data in files.items()})),
    )
    assert posts(plain) == posts(packed)
    assert plain.groups == packed.groups
