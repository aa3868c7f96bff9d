"""groups.jsonl becomes groups: an absent key is not observed, null is observed to be absent, nonsense is named."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.core.errors import Fault
from shared.core.model import Activity, Fact, Group, Kind, Member, Status, Waiver
from tests.adapters.files.reading import AT, MakeFolder, read, refusal, said

ReadGroup = Callable[..., Group]
BASE = {"platform": "wecom", "group_id": "g1"}
EVERYTHING = Waiver(None, "exempt", "facts folder", None)


@pytest.fixture
def group(folder: MakeFolder) -> ReadGroup:
    """Reads one group that has a platform, an id and what is given."""

    def make(**keys: Any) -> Group:
        facts = read(folder({"groups.jsonl": [BASE | keys]}))
        assert facts.faults == []
        return facts.groups[0]

    return make


def test_only_platform_and_id_are_needed_and_the_rest_is_not_observed(group: ReadGroup) -> None:
    assert group() == Group("wecom", "g1")
    assert group().key == "wecom:g1"


@pytest.mark.parametrize(
    ("key", "value", "field", "found"),
    [
        ("name", "市场部-新品推广组", "name", "市场部-新品推广组"),
        ("name", "", "name", ""),
        ("kind", "on_call", "kind", Kind.ON_CALL),
        ("owner_id", "u1", "owner", "wecom:u1"),
        ("owner_id", None, "owner", None),
        ("owner_id", "", "owner", None),
        ("owner_id", "  ", "owner", None),
        ("admin_ids", ["u1", "u2"], "admins", ("wecom:u1", "wecom:u2")),
        ("admin_ids", [], "admins", ()),
        ("admin_ids", None, "admins", ()),
        ("created", "2026-04-16T08:00:00+08:00", "created", datetime(2026, 4, 16, tzinfo=UTC)),
        ("created", "2026-04-16T00:00:00Z", "created", datetime(2026, 4, 16, tzinfo=UTC)),
        ("created", "2026-04-16", "created", datetime(2026, 4, 15, 16, tzinfo=UTC)),
        ("status", "dissolved", "status", Status.DISSOLVED),
        ("members", [{"id": "a"}], "members", (Member("wecom:a"),)),
        ("members", [{"id": "a", "nickname": "n", "name": "m"}], "members", (Member("wecom:a", "n", "m"),)),
        ("members", [], "members", ()),
        ("size", 14, "size", 14),
        ("external", True, "external", True),
        ("external", False, "external", False),
        ("external", 3, "external", True),
        ("external", 0, "external", False),
        ("department", "市场部", "department", "市场部"),
        ("purpose", "新品推广", "purpose", "新品推广"),
    ],
)
def test_a_key_that_is_there_is_an_observed_fact(
    group: ReadGroup, key: str, value: object, field: str, found: object
) -> None:
    assert getattr(group(**{key: value}), field) == Fact(found, AT)


@pytest.mark.parametrize(
    "key", ["name", "kind", "created", "department", "status", "purpose", "size", "external", "observed_from"]
)
def test_null_is_absent_where_nothing_cannot_be_a_fact(group: ReadGroup, key: str) -> None:
    assert group(**{key: None}) == Group("wecom", "g1")


@pytest.mark.parametrize("text", ["", None, " \n", "\u200b"])
def test_an_empty_announcement_is_observed_to_be_missing(group: ReadGroup, text: str | None) -> None:
    announcement = group(announcement=text).announcement
    assert announcement is not None
    assert announcement.value.length == 0


def test_of_an_announcement_only_its_measure_is_kept(group: ReadGroup) -> None:
    found = group(announcement="目的：同步进度")
    assert found.announcement is not None
    assert found.announcement.value.length == 7
    assert "同步进度" not in repr(found)


def test_the_announcement_is_read_with_the_owners_name(folder: MakeFolder) -> None:
    groups = [
        BASE | {"owner_id": "u1", "announcement": "有事请找王芳"},
        BASE
        | {
            "group_id": "g2",
            "owner_id": "u2",
            "announcement": "有事请找王芳",
            "members": [{"id": "u2", "name": "王芳"}],
        },
        BASE | {"group_id": "g3", "owner_id": "u3", "announcement": "有事请找王芳"},
    ]
    people = [{"id": "u1", "name": "王芳"}, {"id": "u3", "name": "李强"}]
    facts = read(folder({"groups.jsonl": groups, "people.jsonl": people}))
    found = [group.announcement.value.elements for group in facts.groups if group.announcement]
    assert ["contact" in elements for elements in found] == [True, True, False]


@pytest.mark.parametrize(
    ("exempt", "waivers"),
    [
        (None, ()),
        (False, ()),
        ([], ()),
        ("", ()),
        (True, (EVERYTHING,)),
        ("missing_owner", (EVERYTHING._replace(check="missing_owner"),)),
        ("审计留存，不适用", (EVERYTHING._replace(reason="审计留存，不适用"),)),
        (
            ["missing_owner", "missing_announcement"],
            (EVERYTHING._replace(check="missing_owner"), EVERYTHING._replace(check="missing_announcement")),
        ),
        ([{}], (EVERYTHING,)),
        (
            [{"check": "missing_owner", "reason": "交接中", "by": "chen", "until": "2026-06-30"}],
            (Waiver("missing_owner", "交接中", "chen", date(2026, 6, 30)),),
        ),
    ],
)
def test_exempt_is_a_waiver_for_each_check_that_it_names(
    group: ReadGroup, exempt: object, waivers: tuple[Waiver, ...]
) -> None:
    assert group(exempt=exempt).waivers == waivers


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"platform": None}, "“platform” is missing or empty"),
        ({"platform": " "}, "“platform” is missing or empty"),
        ({"platform": "we:com"}, "“platform” is “we:com”"),
        ({"platform": "企业 微信"}, "“platform” is “企业 微信”"),
        ({"group_id": ""}, "“group_id” is missing or empty"),
        ({"group_id": 1024}, "“group_id” is a number, not text"),
        ({"name": ["x"]}, "“name” is a list, not text"),
        ({"kind": "projct"}, "“kind” is “projct”"),
        ({"owner_id": ["u1"]}, "“owner_id” is a list, not text"),
        ({"owner_id": ["u1"], "announcement": "x"}, "“owner_id” is a list, not text"),
        ({"admin_ids": "u1"}, "“admin_ids” is text, not a list of texts"),
        ({"admin_ids": [1]}, "“admin_ids” is a list, not a list of texts"),
        ({"created": "2026-04-16T08:00:00"}, "without an offset"),
        ({"created": "yesterday"}, "not an ISO date and time"),
        ({"created": "2026-02-30"}, "not an ISO date and time"),
        ({"created": "0001-01-01T00:00:00+08:00"}, "out of the calendar"),
        ({"created": 1776297600}, "“created” is a number, not text"),
        ({"observed_from": "2026-04-16T08:00"}, "without an offset"),
        ({"status": "closed"}, "“status” is “closed”"),
        ({"announcement": {"text": "x"}}, "“announcement” is an object, not text"),
        ({"announcement": True}, "“announcement” is true or false, not text"),
        ({"members": "a"}, "“members” is text, not a list of objects"),
        ({"members": ["a"]}, "“members” is a list, not a list of objects"),
        ({"members": [{}]}, "“members.id” is missing or empty"),
        ({"members": [{"id": 5}]}, "“members.id” is a number, not text"),
        ({"members": [{"id": "a", "nickname": 5}]}, "“members.nickname” is a number, not text"),
        ({"size": 1.5}, "“size” is a number, not a whole number"),
        ({"size": True}, "“size” is true or false, not a whole number"),
        ({"size": -1}, "“size” is a number, not a whole number"),
        ({"size": 10**400}, "“size” is a number, not a whole number"),
        ({"external": "no"}, "“external” is text, not true or false"),
        ({"exempt": 1}, "“exempt” is a number"),
        ({"exempt": {"check": "missing_owner"}}, "“exempt” is an object"),
        ({"exempt": [1]}, "“exempt” holds a number"),
        ({"exempt": "missing_ownr"}, "“exempt” is “missing_ownr”"),
        ({"exempt": ["no_such_check"]}, "“exempt” names the check “no_such_check”"),
        ({"exempt": [{"check": "no_such_check"}]}, "“exempt” names the check “no_such_check”"),
        ({"exempt": [{"until": "soon"}]}, "“exempt.until” is “soon”, not a date"),
    ],
)
def test_a_group_with_a_wrong_value_is_refused_with_its_line(
    folder: MakeFolder, keys: dict[str, Any], reason: str
) -> None:
    faults = refusal(folder({"groups.jsonl": [BASE | {"group_id": "g0"}, BASE | keys]}))
    assert [(fault.file, fault.line) for fault in faults] == [("groups.jsonl", 2)]
    assert reason in faults[0].reason
    assert faults[0].remedy


@pytest.mark.parametrize("key", ["name", "group_id", "owner_id", "announcement", "department"])
def test_half_a_character_is_refused_wherever_it_stands(folder: MakeFolder, key: str) -> None:
    line = b'{"platform": "wecom", "group_id": "g1", "%s": "\\ud800"}' % key.encode()
    if key == "group_id":
        line = b'{"platform": "wecom", "group_id": "\\ud800"}'
    assert "half a character" in said(refusal(folder({"groups.jsonl": [line]})))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"platform": "wecom", "group_id": "g\x00"}', "not JSON: invalid control character"),
        (b'["wecom", "g1"]', "a list, not an object"),
        (b'"g1"', "text, not an object"),
        (b'{"platform": "wecom", "group_id": "g1", "group_id": "g2"}', "the key “group_id” is given twice"),
        (b'{"platform": "wecom", "group_id": "g1", "size": NaN}', "NaN is not a JSON number"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"platform": "wecom", "group_id": "g1", "size": 1' + b"0" * 5_000 + b"}", "too many digits"),
    ],
)
def test_a_broken_line_is_refused_with_its_number(folder: MakeFolder, line: bytes, reason: str) -> None:
    faults = refusal(folder({"groups.jsonl": [b"", BASE | {"group_id": "g0"}, line]}))
    assert [(fault.file, fault.line) for fault in faults] == [("groups.jsonl", 3)]
    assert reason in faults[0].reason


def test_all_wrong_lines_of_all_files_are_named_at_once(folder: MakeFolder) -> None:
    faults = refusal(
        folder(
            {
                "groups.jsonl": [b"{", BASE | {"size": "x"}],
                "people.jsonl": [{"name": "x"}],
                "duty.jsonl": [b"7"],
            }
        )
    )
    assert sorted((fault.file, fault.line) for fault in faults) == [
        ("duty.jsonl", 1),
        ("groups.jsonl", 1),
        ("groups.jsonl", 2),
        ("people.jsonl", 1),
    ]


def test_of_many_wrong_lines_twenty_are_named_and_the_rest_counted(folder: MakeFolder) -> None:
    faults = refusal(folder({"groups.jsonl": [b"{"] * 1_500}))
    assert [fault.line for fault in faults] == [*range(1, 21), None]
    assert faults[-1].reason == "… and 1,480 more"


def test_a_group_that_comes_twice_is_refused_with_both_lines(folder: MakeFolder) -> None:
    faults = refusal(folder({"groups.jsonl": [BASE, BASE | {"group_id": "g2"}, BASE]}))
    assert said(faults) == "groups.jsonl:3: “wecom:g1” is already on line 1. Keep one of the two."


def test_the_same_id_on_another_platform_is_another_group(folder: MakeFolder) -> None:
    facts = read(folder({"groups.jsonl": [BASE, BASE | {"platform": "pigeon"}]}))
    assert [group.key for group in facts.groups] == ["wecom:g1", "pigeon:g1"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_groups_is_refused(folder: MakeFolder, data: bytes) -> None:
    assert (
        said(refusal(folder({"groups.jsonl": data})))
        == "groups.jsonl: holds no group. Write one group a line."
    )


def test_an_unknown_key_is_said_once_with_what_was_meant(folder: MakeFolder) -> None:
    groups = [
        BASE | {"ower_id": "u1", "members": [{"id": "a", "nick": "x"}]},
        BASE | {"group_id": "g2", "ower_id": "x"},
    ]
    facts = read(folder({"groups.jsonl": groups}))
    assert facts.faults == [
        Fault("groups.jsonl", 1, "unknown key “ower_id” in 2 lines", "Did you mean “owner_id”?"),
        Fault("groups.jsonl", 1, "unknown key “members.nick” in 1 line", "Did you mean “members.nickname”?"),
    ]
    assert facts.groups[0].owner is None


def test_ids_and_names_are_kept_as_they_are(group: ReadGroup) -> None:
    found = group(group_id=" 007:x\t", name=" 群\u202e ")
    assert found.id == " 007:x\t"
    assert found.name == Fact(" 群\u202e ", AT)


def test_with_messages_every_group_is_watched_since_its_creation_or_since_observed_from(
    folder: MakeFolder,
) -> None:
    groups = [BASE, BASE | {"group_id": "g2", "observed_from": "2026-03-01"}]
    facts = read(folder({"groups.jsonl": groups, "messages.jsonl": b""}))
    since = datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert [group.activity for group in facts.groups] == [
        Fact(Activity(None, None, None), AT),
        Fact(Activity(None, None, since), AT),
    ]


def test_without_messages_no_group_is_watched(folder: MakeFolder) -> None:
    facts = read(folder({"groups.jsonl": [BASE | {"observed_from": "2026-03-01"}]}))
    assert (facts.groups[0].activity, facts.posts, facts.newest) == (None, None, None)


def test_a_misspelt_file_does_not_pass_for_an_absent_one(folder: MakeFolder) -> None:
    facts = read(folder({"groups.jsonl": [BASE], "message.jsonl": b"", "notes.txt": "x"}))
    assert said(facts.faults) == (
        "message.jsonl: is not a file of a facts folder; it was not read. Did you mean “messages.jsonl”?"
    )
