"""A company on two platforms, previewed as files: whose each account is, and who gets which message where."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support import Rows, write_jsonl
from tests.test_cli import run

Json = dict[str, Any]
NIGHT = 1779980400
"""23:00 of 28 May in Shanghai, the night before what is judged."""


class Previewed:
    """The messages that a folder comes to."""

    def __init__(self, lines: list[Json], verdicts: list[Json], complaints: list[str]) -> None:
        self.lines = lines
        self.verdicts = verdicts
        self.complaints = complaints

    @property
    def groups_by_account(self) -> dict[str, set[str]]:
        """Whom each message goes to, and the groups that it tells of."""
        told: dict[str, set[str]] = {}
        for line in self.lines:
            told.setdefault(line["account"], set()).update(one["group"] for one in line["shown"])
        return told

    @property
    def greetings(self) -> dict[str, str]:
        return {line["account"]: line["text"].splitlines()[0] for line in self.lines}


def previewed(tmp_path: Path, policy: Mapping[str, Any] | None = None, **files: Rows) -> Previewed:
    folder = tmp_path / "facts"
    folder.mkdir()
    for name, rows in files.items():
        write_jsonl(folder, name, rows)
    flags: list[object] = []
    if policy is not None:
        (tmp_path / "policy.yaml").write_text(json.dumps(policy, ensure_ascii=False), "utf-8")
        flags = ["--policy", tmp_path / "policy.yaml"]
    code, paper = run("preview", folder, "--messages", "-", *flags)
    assert code == 0, paper.err
    _, verdicts = run("preview", folder, "--json", *flags)
    return Previewed(list(map(json.loads, paper.out)), list(map(json.loads, verdicts.out)), paper.err)


def group(platform: str, identity: str = "g", *, owner: str | None = "wang", **facts: Any) -> Json:
    """A group without an announcement."""
    made = {"platform": platform, "group_id": identity, "name": f"市场部-推广组{identity}", "owner_id": owner}
    return made | {"announcement": ""} | facts


PAIR = [group("pigeon"), group("wecom")]


def test_one_bare_id_on_two_platforms_that_nothing_joins_is_two_people_greeted_by_their_own_names(
    tmp_path: Path,
) -> None:
    people = [{"id": "pigeon:wang", "name": "王芳"}, {"id": "wecom:wang", "name": "王强"}]
    found = previewed(tmp_path, groups=PAIR, people=people)
    assert found.groups_by_account == {"pigeon:wang": {"pigeon:g"}, "wecom:wang": {"wecom:g"}}
    assert found.greetings == {"pigeon:wang": "王芳，您好。", "wecom:wang": "王强，您好。"}
    assert {line["person"] for line in found.lines} == {"pigeon:wang", "wecom:wang"}


def test_where_no_line_names_them_they_are_greeted_as_their_own_group_s_members_call_them(
    tmp_path: Path,
) -> None:
    groups = [
        group("pigeon", members=[{"id": "wang", "name": "王芳"}]),
        group("wecom", members=[{"id": "wang", "name": "王强"}]),
        group("slack"),
    ]
    assert previewed(tmp_path, groups=groups).greetings == {
        "pigeon:wang": "王芳，您好。",
        "wecom:wang": "王强，您好。",
        "slack:wang": "您好。",
    }


def test_an_id_that_nobody_s_line_has_is_two_people_as_well(tmp_path: Path) -> None:
    found = previewed(tmp_path, groups=PAIR)
    assert found.groups_by_account == {"pigeon:wang": {"pigeon:g"}, "wecom:wang": {"wecom:g"}}


BOTH: Json = {"accounts": ["wecom:wangfang", "pigeon:ou_1"], "name": "王芳"}
THEIRS = [group("pigeon", "oc_1", owner="ou_1"), group("wecom", "wr_1", owner="wangfang")]


@pytest.mark.parametrize(
    ("policy", "to"),
    [
        (None, "pigeon:ou_1"),
        ({"reach": ["wecom", "pigeon"]}, "wecom:wangfang"),
        ({"reach": ["dingtalk"]}, "pigeon:ou_1"),
    ],
)
def test_one_person_with_two_accounts_gets_one_message_about_the_groups_of_both(
    tmp_path: Path, policy: Json | None, to: str
) -> None:
    (line,) = previewed(tmp_path, policy, groups=THEIRS, people=[BOTH]).lines
    assert {one["group"] for one in line["shown"]} == {"pigeon:oc_1", "wecom:wr_1"}
    assert (line["person"], line["account"], line["name"]) == ("wecom:wangfang", to, "王芳")


@pytest.mark.parametrize("off", ["pigeon:ou_1", "wecom:wangfang"])
def test_whoever_left_one_platform_is_told_of_both_groups_on_the_other(tmp_path: Path, off: str) -> None:
    people = [BOTH, {"id": off, "active": False}]
    found = previewed(tmp_path, groups=THEIRS, people=people)
    (there,) = set(BOTH["accounts"]) - {off}
    assert found.groups_by_account == {there: {"pigeon:oc_1", "wecom:wr_1"}}


def test_whoever_left_the_company_is_told_nowhere(tmp_path: Path) -> None:
    people = [BOTH | {"employment": "left"}, {"id": "pigeon:ou_1", "active": True}]
    assert previewed(tmp_path, groups=THEIRS, people=people).lines == []


def test_an_owner_who_has_only_wechat_is_asked_nowhere_and_no_head_is_asked_for_them(tmp_path: Path) -> None:
    departments = [{"name": "市场部", "head_id": "wecom:chen"}]
    groups = [
        group("wechat", "wx_1", owner="wx_id", department="市场部"),
        group("wechat", "wx_2", owner="wx_id", admin_ids=["wecom:zhou"]),
        group("wechat", "wx_3", owner="wecom:wangfang"),
    ]
    found = previewed(tmp_path, groups=groups, departments=departments)
    assert found.groups_by_account == {"wecom:zhou": {"wechat:wx_2"}, "wecom:wangfang": {"wechat:wx_3"}}
    _, paper = run("preview", tmp_path / "facts", "--lang", "en")
    assert "Of 1 group nobody who would be asked" in " ".join(" ".join(paper.out).split())


def _finance() -> list[Json]:
    """One group of 财务部 on each of three platforms, without an owner."""
    return [group(on, owner=None, department="财务部") for on in ("pigeon", "wecom", "slack")]


@pytest.mark.parametrize(
    "departments",
    [
        [{"name": "财务部", "head_id": "head"}],
        [{"name": "财务部", "head_id": one} for one in ("pigeon:head", "wecom:head", "slack:head")],
    ],
    ids=["one bare id", "each platform's own line"],
)
def test_of_departments_of_one_name_on_several_platforms_each_head_gets_only_their_own(
    tmp_path: Path, departments: list[Json]
) -> None:
    found = previewed(tmp_path, groups=_finance(), departments=departments)
    assert found.groups_by_account == {f"{on}:head": {f"{on}:g"} for on in ("pigeon", "wecom", "slack")}
    assert {line["why_this_person"] for line in found.lines} == {"head"}


def test_of_two_heads_on_one_platform_nobody_knows_which_is_meant_there(tmp_path: Path) -> None:
    heads = ("pigeon:head", "wecom:one", "wecom:two")
    departments = [{"name": "财务部", "head_id": one} for one in heads]
    found = previewed(tmp_path, groups=_finance(), departments=departments)
    assert found.groups_by_account == {"pigeon:head": {"pigeon:g"}}
    assert "each heads it on the platform of their account" in "".join(found.complaints)


def test_a_head_whom_the_policy_names_by_account_gets_the_groups_of_every_platform(tmp_path: Path) -> None:
    policy = {"departments": [{"name": "财务部", "head": "wecom:head"}]}
    found = previewed(tmp_path, policy, groups=_finance())
    assert found.groups_by_account == {"wecom:head": {"pigeon:g", "wecom:g", "slack:g"}}


def _posts(platform: str, sender: str, count: int, first: int = NIGHT) -> list[Json]:
    return [
        {"platform": platform, "group_id": "g", "sender_id": sender, "ts": first + 60 * number}
        for number in range(count)
    ]


def _after_hours(found: Previewed) -> dict[str, list[tuple[str, int]]]:
    """By platform: who posted how often."""
    return {
        line["platform"]: [(one["id"], one["count"]) for one in line["evidence"]["senders"]]
        for line in found.verdicts
        if line["check"] == "after_hours_posting" and line["verdict"] == "violation"
    }


@pytest.mark.parametrize(
    "people", [[], [{"accounts": ["pigeon:wang", "wecom:wang"], "name": "王芳"}]], ids=["two people", "one"]
)
def test_posts_after_hours_are_counted_by_account_whoever_has_them(
    tmp_path: Path, people: list[Json]
) -> None:
    """Ten are many; seven here and seven there are not, also where they are one person's."""
    messages = [*_posts("pigeon", "wang", 7), *_posts("wecom", "wang", 7)]
    found = previewed(tmp_path, groups=PAIR, messages=messages, people=people)
    assert _after_hours(found) == {}


def test_what_one_bare_id_posts_into_groups_of_two_platforms_is_no_broadcast(tmp_path: Path) -> None:
    """Three groups within minutes would be one; here are two of one account and two of another."""
    places = [(on, identity) for on in ("pigeon", "wecom") for identity in ("g1", "g2")]
    groups = [group(on, identity) for on, identity in places]
    messages = [
        {"platform": on, "group_id": identity, "sender_id": "wang", "ts": NIGHT + number}
        for number, (on, identity) in enumerate(places)
    ]
    assert _after_hours(previewed(tmp_path, groups=groups, messages=messages)) == {}


def test_posts_after_hours_are_found_on_the_platform_on_which_they_were_many(tmp_path: Path) -> None:
    messages = [*_posts("pigeon", "wang", 12), *_posts("wecom", "wang", 3)]
    found = previewed(tmp_path, groups=PAIR, messages=messages)
    assert _after_hours(found) == {"pigeon": [("wang", 12)]}
