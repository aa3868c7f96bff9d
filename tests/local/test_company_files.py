"""The company's files are what they claim to be: a Slack export, a policy, a facts folder, a register sheet."""

import csv
import json
import re
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.company.model import Company
from local.company.weeks import DAY, NOW_SECOND, second

Json = dict[str, Any]


@pytest.fixture
def export(company_files: Path) -> Path:
    return company_files / "slack-export"


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# the Slack export


def test_the_export_has_the_files_of_an_export(export: Path) -> None:
    channels = load(export / "channels.json")
    files = {"channels.json", "users.json", "integration_logs.json"}
    assert {path.name for path in export.iterdir()} == files | {channel["name"] for channel in channels}
    assert len(channels) == 300
    days = [path.name for path in export.glob("*/*")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d\.json", name) for name in days)


def test_a_channel_and_a_user_have_the_fields_of_an_export(export: Path) -> None:
    channel_keys = {
        "id",
        "name",
        "created",
        "creator",
        "is_archived",
        "is_general",
        "members",
        "topic",
        "purpose",
    }
    assert all(channel_keys <= channel.keys() for channel in load(export / "channels.json"))
    users = load(export / "users.json")
    user_keys = {"id", "name", "deleted", "real_name", "tz", "is_bot", "profile"}
    assert all(user_keys <= user.keys() and user["tz"] == "Asia/Shanghai" for user in users)
    assert all({"title", "real_name", "display_name"} <= user["profile"].keys() for user in users)
    assert Counter(user["is_bot"] for user in users) == {False: 420, True: 4}


def test_purposes_fit_into_what_slack_allows(export: Path) -> None:
    assert max(len(channel["purpose"]["value"]) for channel in load(export / "channels.json")) <= 250


def test_messages_have_the_shapes_of_an_export(export: Path) -> None:
    subtypes: Counter[str] = Counter()
    for folder in (path for path in export.iterdir() if path.is_dir()):
        messages = list(chain.from_iterable(load(path) for path in sorted(folder.iterdir())))
        stamps = [message["ts"] for message in messages]
        assert stamps == sorted(stamps)
        assert len(stamps) == len(set(stamps))
        roots = {message["ts"]: message for message in messages if "reply_count" in message}
        for message in messages:
            assert message["type"] == "message"
            assert ("user" in message) != ("bot_id" in message)
            subtypes[message.get("subtype", "")] += 1
            if message.get("thread_ts", message["ts"]) != message["ts"]:
                assert roots[message["thread_ts"]]["latest_reply"] >= message["ts"] > message["thread_ts"]
    assert set(subtypes) == {
        "",
        "channel_join",
        "channel_purpose",
        "channel_archive",
        "bot_message",
        "file_share",
    }
    assert 30_000 < subtypes.total() < 60_000
    assert subtypes["file_share"] > 500


def test_a_day_file_holds_the_messages_of_its_day_in_china(export: Path) -> None:
    for path in (export / "技术部-线上值班群").iterdir():
        start = second(date.fromisoformat(path.stem), 0)
        assert all(start <= float(message["ts"]) < start + DAY for message in load(path))


def test_everyone_in_a_channel_works_here(export: Path) -> None:
    users = {user["id"]: user for user in load(export / "users.json")}
    members = {member for channel in load(export / "channels.json") for member in channel["members"]}
    assert not any(users[member]["deleted"] for member in members)


def test_nothing_is_said_after_now_or_before_the_group_was_made(company: Company) -> None:
    for group in company.groups:
        stamps = [float(message.ts) for message in company.messages[group.id]]
        assert group.created <= stamps[0]
        assert stamps[-1] < NOW_SECOND


def test_the_export_is_small(export: Path) -> None:
    assert sum(path.stat().st_size for path in export.rglob("*.json")) < 15_000_000


# policy, facts, sheet


def test_the_policy_names_people_and_departments_that_exist(company_files: Path, export: Path) -> None:
    policy = yaml.safe_load((company_files / "policy.yaml").read_text(encoding="utf-8"))
    assert list(policy) == [
        "version",
        "responsible_department",
        "language",
        "zone",
        "departments",
        "projects",
    ]
    working = {f"slack:{user['id']}" for user in load(export / "users.json") if not user["deleted"]}
    departments = {department["name"] for department in policy["departments"]}
    assert policy["responsible_department"] in departments
    assert {department["head"] for department in policy["departments"]} <= working
    assert {project["lead"] for project in policy["projects"]} <= working
    assert {project["department"] for project in policy["projects"]} <= departments
    names = [
        name
        for each in policy["departments"] + policy["projects"]
        for name in (each["name"], *each["aliases"])
    ]
    assert len(set(names)) == len(names)


def test_the_facts_folder_tells_of_the_same_groups_and_messages(
    company_files: Path, company: Company
) -> None:
    facts = company_files / "facts"
    assert [row["group_id"] for row in lines(facts / "groups.jsonl")] == [
        group.id for group in company.groups
    ]
    messages = lines(facts / "messages.jsonl")
    assert len(messages) == sum(len(each) for each in company.messages.values())
    assert {row["kind"] for row in messages} == {"human", "bot", "system"}
    assert not any("text" in row for row in messages)
    people = {row["id"] for row in lines(facts / "people.jsonl")}
    assert {row["sender_id"] for row in messages} <= people
    assert {row["person_id"] for row in lines(facts / "duty.jsonl")} <= people


def test_the_register_has_a_row_for_every_group(company_files: Path, company: Company) -> None:
    with (company_files / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["群名称"] for row in rows] == [group.name for group in company.groups]
