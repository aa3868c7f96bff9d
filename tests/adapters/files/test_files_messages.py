"""messages.jsonl becomes posts; what is no message is named with its line, and the rest is still read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.messages import Messages
from shared.adapters.files.tree import CHUNK, FolderTree
from shared.app.ports.ports import FactSet
from shared.core.errors import Fault
from shared.core.model import Group, Post, PostKind
from tests.adapters.files.reading import MakeFolder, MakeZip, Steps, posts, read, refusal, said

GROUPS = [{"platform": "wecom", "group_id": "g1"}, {"platform": "wecom", "group_id": "g2"}]
GOOD: dict[str, Any] = {"group_id": "g1", "sender_id": "u1", "ts": 1776297600, "kind": "human"}
Stream = Callable[[object], tuple[list[Post], FactSet]]


@pytest.fixture
def stream(folder: MakeFolder) -> Stream:
    """Reads messages of the groups g1 and g2 to the end."""

    def make(messages: Any) -> tuple[list[Post], FactSet]:
        facts = read(folder({"groups.jsonl": GROUPS, "messages.jsonl": messages}))
        return posts(facts), facts

    return make


def test_a_message_keeps_what_the_rules_need(stream: Stream) -> None:
    flags = {"mentions_all": True, "urgent": True, "reply": True, "media": True}
    found, facts = stream(
        [{"group_id": "g2", "sender_id": "王芳", "ts": 1776297600.25, "kind": "human", **flags}]
    )
    assert found == [Post("wecom:g2", "wecom:王芳", 1776297600.25, PostKind.HUMAN, **flags)]
    assert facts.faults == []


@pytest.mark.parametrize(
    ("message", "post"),
    [
        pytest.param({}, Post("wecom:g1", None, 5.0, PostKind.HUMAN), id="absent keys"),
        pytest.param({"kind": "bot"}, Post("wecom:g1", None, 5.0, PostKind.BOT), id="bot"),
        pytest.param({"kind": "system"}, Post("wecom:g1", None, 5.0, PostKind.SYSTEM), id="system"),
        pytest.param({"sender_id": ""}, Post("wecom:g1", None, 5.0, PostKind.HUMAN), id="empty sender"),
        pytest.param(
            dict.fromkeys(("sender_id", "kind", "mentions_all", "urgent", "reply", "media", "platform")),
            Post("wecom:g1", None, 5.0, PostKind.HUMAN),
            id="null means absent",
        ),
        pytest.param(
            {"sender_id": "😀"}, Post("wecom:g1", "wecom:😀", 5.0, PostKind.HUMAN), id="escaped pair"
        ),
        pytest.param({"ts": 0}, Post("wecom:g1", None, 0.0, PostKind.HUMAN), id="time zero"),
    ],
)
def test_what_a_message_leaves_out_has_its_documented_meaning(
    stream: Stream, message: dict[str, Any], post: Post
) -> None:
    line = json.dumps({"group_id": "g1", "ts": 5, **message}).encode()
    found, facts = stream([line])
    assert (found, facts.faults) == ([post], [])
    assert isinstance(found[0].ts, float)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"1,2", "not JSON"),
        (b'{"group_id":"g1","ts":5},{"group_id":"g1","ts":5}', "not JSON"),
        (b'{"group_id":"g1","ts":5}{"group_id":"g1","ts":5}', "not JSON"),
        (b"[1,2]", "a list, not an object"),
        (b'"g1"', "text, not an object"),
        (b"null", "null, not an object"),
        (b"7", "a number, not an object"),
        (b'{"group_id":"g1","ts":NaN}', "NaN is not a JSON number"),
        (b'{"group_id":"g1","ts":-Infinity}', "-Infinity is not a JSON number"),
        (b'{"group_id":"g1","ts":1e999}', "“ts” is too large"),
        (b'{"group_id":"g1","ts":1776297600000}', "“ts” is too large"),
        (b'{"group_id":"g1","ts":1' + b"0" * 5_000 + b"}", "too many digits"),
        (b'{"group_id":"g1","ts":1' + b"0" * 500 + b"}", "“ts” is too large"),
        (b'{"group_id":"g1","ts":-1}', "before 1970"),
        (b'{"group_id":"g1","ts":true}', "“ts” is true or false, not a number"),
        (b'{"group_id":"g1","ts":"1776297600"}', "“ts” is text, not a number"),
        (b'{"group_id":"g1"}', "“ts” is missing"),
        (b'{"ts":5}', "“group_id” is missing"),
        (b'{"group_id":"","ts":5}', "“group_id” is missing"),
        (b'{"group_id":["g1"],"ts":5}', "“group_id” is a list, not text"),
        (b'{"group_id":5,"ts":5}', "“group_id” is a number, not text"),
        (b'{"group_id":"g1","ts":5,"platform":{}}', "“platform” is an object, not text"),
        (b'{"group_id":"g1","ts":5,"sender_id":7}', "“sender_id” is a number, not text"),
        (b'{"group_id":"g1","ts":5,"sender_id":"\\ud800"}', "“sender_id” holds half a character"),
        (b'{"group_id":"g1","ts":5,"kind":"robot"}', "“kind” is “robot”"),
        (b'{"group_id":"g1","ts":5,"kind":["bot"]}', "“kind” is a list, not text"),
        (b'{"group_id":"g1","ts":5,"urgent":1}', "“urgent” is a number, not true or false"),
        (b'{"group_id":"g1","ts":5,"reply":"no"}', "“reply” is text, not true or false"),
        (b'{"group_id":"g1","ts":5,"sender_id":"\xff"}', "not UTF-8"),
        (b'{"group_id":"g1","ts":5,"sender_id":"\x00"}', "not JSON"),
        (b"\x00\x00", "not JSON"),
        (b'{"group_id":"g1","ts":5,"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
        (b'{"group_id":"nix","ts":5}', "a message of group “nix”, which groups.jsonl does not have"),
        (
            b'{"group_id":"g1","platform":"slack","ts":5}',
            "a message of group “g1”, which groups.jsonl does not",
        ),
    ],
)
def test_a_line_that_is_no_message_is_named_and_the_others_are_read(
    stream: Stream, line: bytes, reason: str
) -> None:
    found, facts = stream([GOOD, line, GOOD])
    assert [post.sender for post in found] == ["wecom:u1", "wecom:u1"]
    assert len(facts.faults) == 1
    fault = facts.faults[0]
    assert (fault.file, fault.line) == ("messages.jsonl", 2)
    assert reason in fault.reason
    assert fault.remedy


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [b'{"group_id":"g1"', b'"ts":5}', b'{"group_id":"g1","ts":5},{"group_id":"g1","ts":6}'], id="cut"
        ),
        pytest.param(
            [
                b'{"group_id":"g1","ts":5,"x":[{}',
                b'{"group_id":"g1","ts":5}]}',
                b'{"group_id":"g1","ts":5},{"ts":6}',
            ],
            id="cut within a list",
        ),
        pytest.param(
            [
                b'{"group_id":"g1","ts":5,"sender_id":["g1"',
                b'{"ts":5}]},7',
                b'{"group_id":"g1","ts":5},{"ts":6}',
            ],
            id="cut within a known key",
        ),
    ],
)
def test_lines_that_only_together_would_be_json_are_not_messages(stream: Stream, lines: list[bytes]) -> None:
    found, facts = stream([*lines, GOOD])
    assert [post.ts for post in found] == [1776297600.0]
    assert sorted(fault.line or 0 for fault in facts.faults) == [1, 2, 3]


def test_of_many_faults_of_a_kind_twenty_are_named_and_the_rest_counted(stream: Stream) -> None:
    late = {"group_id": "g1", "ts": 1776297600000}
    found, facts = stream([GOOD, *[late] * 25, b"{", b"{"])
    assert len(found) == 1
    assert [fault.line for fault in facts.faults if "too large" in fault.reason] == list(range(2, 22))
    assert [fault.line for fault in facts.faults if "not JSON" in fault.reason] == [27, 28]
    more = Fault(
        "messages.jsonl",
        None,
        "… and 5 more like the 20 named",
        "If it is in milliseconds, divide it by 1000.",
    )
    assert facts.faults[-1] == more


def test_an_unknown_key_is_said_once_with_how_often_and_what_was_meant(stream: Stream) -> None:
    odd = {**GOOD, "mention_all": True, "text": "{秘密}"}
    found, facts = stream([GOOD, *[odd] * 3, b"{", GOOD | {"x": {"a": 1}}])
    assert len(found) == 5
    assert (
        Fault("messages.jsonl", 2, "unknown key “mention_all” in 3 lines", "Did you mean “mentions_all”?")
        in facts.faults
    )
    assert "unknown key “text” in 3 lines" in said(facts.faults)
    assert "unknown key “x” in 1 line." in said(facts.faults)
    assert "秘密" not in said(facts.faults)


def test_no_text_of_a_message_is_ever_shown(stream: Stream) -> None:
    _, facts = stream([GOOD, GOOD | {"text": "机密", "ts": "机密"}, b'{"text": "\xe6\x9c\xba\xe5\xaf\x86'])
    assert "机密" not in said(facts.faults)


def test_the_same_id_on_two_platforms_needs_the_platform(folder: MakeFolder) -> None:
    groups = [{"platform": "wecom", "group_id": "g"}, {"platform": "pigeon", "group_id": "g"}]
    messages = [{"group_id": "g", "ts": 1}, {"group_id": "g", "ts": 2, "platform": "pigeon"}]
    facts = read(folder({"groups.jsonl": groups, "messages.jsonl": messages}))
    assert [(post.group, post.ts) for post in posts(facts)] == [("pigeon:g", 2.0)]
    assert said(facts.faults) == (
        "messages.jsonl:1: group “g” is on several platforms. Give these messages a “platform”."
    )


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\n\n", b" \n \n"], ids=repr)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n"], ids=repr)
@pytest.mark.parametrize("end", [b"", b"\n"], ids=repr)
def test_line_ends_blank_lines_and_a_bom_do_not_matter(
    stream: Stream, start: bytes, ending: bytes, end: bytes
) -> None:
    line = json.dumps(GOOD).encode()
    found, facts = stream(start + ending.join([line] * 3) + end)
    assert (len(found), facts.faults) == (3, [])


def test_an_empty_file_says_that_there_were_no_messages(stream: Stream) -> None:
    found, facts = stream(b"")
    assert (found, facts.faults) == ([], [])
    assert all(group.activity is not None for group in facts.groups)


def test_lines_are_counted_right_over_many_chunks(stream: Stream) -> None:
    many = [{**GOOD, "ts": second} for second in range(3 * CHUNK // 60)]
    wrong = [len(many) // 3, len(many) // 2, len(many) - 1]
    for index in wrong:
        many[index] = {**GOOD, "ts": "late"}
    found, facts = stream(many)
    assert len(found) == len(many) - 3
    assert [post.ts for post in found] == [
        float(second) for second in range(len(many)) if second not in wrong
    ]
    assert [fault.line for fault in facts.faults] == [index + 1 for index in wrong]


def test_a_line_too_long_for_memory_is_left_out_and_named(stream: Stream) -> None:
    line = json.dumps(GOOD).encode()
    long = b'{"x":"' + b"a" * (17 << 20) + b'"}'
    found, facts = stream(b"\n".join([line, long, line, long]))
    assert len(found) == 2
    assert [(fault.line, fault.reason) for fault in facts.faults] == [
        (2, "a line of more than 16 MiB"),
        (4, "a line of more than 16 MiB"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (json.dumps(GOOD).encode("utf-16"), "is UTF-16, not UTF-8"),
        (json.dumps([GOOD, GOOD]).encode(), "is one JSON array, not lines"),
        (json.dumps([GOOD, GOOD], indent=1).encode(), "is one JSON array, not lines"),
        (b"hello\nworld\n", "none of its 2 lines is a message"),
        (b'{"group_id":"g1","ts":1776297600000}\n', "none of its 1 lines is a message"),
    ],
)
def test_a_file_without_a_single_message_is_refused_since_every_group_would_look_silent(
    folder: MakeFolder, data: bytes, reason: str
) -> None:
    faults = refusal(folder({"groups.jsonl": GROUPS, "messages.jsonl": data}))
    assert (faults[0].file, faults[0].reason) == ("messages.jsonl", reason)


def test_messages_of_other_groups_only_are_faults_but_no_refusal(stream: Stream) -> None:
    found, facts = stream([{"group_id": "other", "ts": 5}])
    assert found == []
    assert len(facts.faults) == 1


def test_posts_are_handed_on_in_batches_while_reading_goes_on(folder: MakeFolder) -> None:
    path = folder({"messages.jsonl": [GOOD] * (3 * CHUNK // 60)})
    faults: list[Fault] = []
    batches = Messages(FolderTree(path), [Group("wecom", "g1")], Accounts(["wecom"]), faults).posts(Steps())
    assert len(next(batches)) < 2_000
    assert len(list(batches)) > 2


def test_messages_of_a_zip_are_read_in_place(zipped: MakeZip) -> None:
    facts = read(zipped({"company/groups.jsonl": GROUPS, "company/messages.jsonl": [GOOD] * 5_000}))
    assert len(posts(facts)) == 5_000
