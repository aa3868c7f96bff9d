"""Writes the company as a facts folder and as a register sheet (群台账): the same groups, seen in other ways."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from local.company.model import Company, Employee, Message, WorkGroup
from local.company.weeks import day_of, iso

Json = dict[str, Any]

_SYSTEM = frozenset({"channel_join", "channel_purpose", "channel_archive"})
_MENTION = re.compile(r"<@(\w+)>")


def write_facts(company: Company, folder: Path) -> int:
    """Into an empty or new folder; returns how many bytes were written."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "groups": _groups(company),
        "messages": _messages(company),
        "people": _people(company),
        "departments": _departments(company),
        "projects": _projects(company),
        "duty": _duty(company),
    }
    return sum(_write(folder / f"{name}.jsonl", rows) for name, rows in files.items())


def _write(path: Path, rows: Iterable[Json]) -> int:
    return path.write_bytes("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def _groups(company: Company) -> Iterator[Json]:
    people = {person.id: person for person in company.people}
    for group in company.groups:
        yield {
            "platform": company.tenant.platform,
            "group_id": group.id,
            "name": group.name,
            "kind": group.kind,
            "owner_id": group.owner_id,
            "admin_ids": list(group.admin_ids),
            "created": iso(group.created),
            "status": "dissolved" if group.archived else "active",
            "announcement": announcement(group, people),
            "members": [_member(people[member]) for member in group.member_ids],
            "external": group.kind == "external",
            "department": group.unit,
            "purpose": group.use,
        }


def _member(person: Employee) -> Json:
    return {"id": person.id, "nickname": person.nickname, "name": person.name}


def announcement(group: WorkGroup, people: dict[str, Employee]) -> str:
    """People in it as @name, which is what a reader sees."""
    return _MENTION.sub(lambda found: f"@{people[found[1]].name}", group.notice)


def _messages(company: Company) -> Iterator[Json]:
    robots = {robot.bot_id: robot.user_id for robot in company.robots}
    for group in company.groups:
        for message in company.messages[group.id]:
            yield {
                "group_id": group.id,
                "sender_id": robots.get(message.sender, message.sender),
                "ts": float(message.ts),
                "kind": _kind(message),
                "mentions_all": message.tone == "all",
                "urgent": message.tone == "urgent",
                "reply": bool(message.root),
                "media": message.subtype == "file_share",
            }


def _kind(message: Message) -> str:
    if message.subtype in _SYSTEM:
        return "system"
    return "bot" if message.subtype == "bot_message" else "human"


def _people(company: Company) -> Iterator[Json]:
    for person in company.people:
        yield {
            "id": person.id,
            "name": person.name,
            "department": person.unit,
            "title": person.title,
            "active": person.state == "active",
            "employment": person.state,
            "manager_id": person.manager_id,
        }
    for robot in company.robots:
        yield {"id": robot.user_id, "name": robot.name, "active": True, "bot": True}


def _departments(company: Company) -> Iterator[Json]:
    for unit in company.units:
        row = {"name": unit.name, "aliases": list(unit.aliases), "head_id": unit.head_id}
        yield row | {"parent": unit.parent} if unit.parent else row


def _projects(company: Company) -> Iterator[Json]:
    for project in company.projects:
        yield {
            "name": project.name,
            "aliases": list(project.aliases),
            "lead_id": project.lead_id,
            "department": project.unit,
            "ended": project.ended,
        }


def _duty(company: Company) -> Iterator[Json]:
    for incident in company.incidents:
        if incident.why == "on_call":
            yield {"person_id": incident.sender, "date": incident.period.isoformat()}


HEADERS = (
    "平台", "群ID", "群名称", "群主", "管理员", "所属部门", "用途", "群类型", "创建日期", "最后活跃时间", "人数", "群公告", "状态",
)  # fmt: skip
_KINDS = {
    "all_staff": "全员群",
    "notice": "通知群",
    "on_call": "值班群",
    "external": "外部群",
    "project": "项目群",
}


def write_sheet(company: Company, path: Path) -> int:
    """A register as a secretary keeps it: CSV with a BOM, so that Excel opens it in Chinese.

    What is known to be absent is 无, an owner who left 待定; an empty cell says that nobody knows.
    """
    people = {person.id: person for person in company.people}
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(HEADERS)
    sheet.writerows(_row(group, people, _last_active(company.messages[group.id])) for group in company.groups)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _last_active(messages: Sequence[Message]) -> str:
    """To the minute; empty where nobody ever spoke."""
    last = max((int(message.ts[:10]) for message in messages if _kind(message) == "human"), default=None)
    return "" if last is None else iso(last)[:16].replace("T", " ")


def _row(group: WorkGroup, people: dict[str, Employee], last_active: str) -> tuple[str, ...]:
    return (
        "微信",
        group.id,
        group.name,
        "待定" if group.traits.owner == "left" else people[group.owner_id].name,
        "、".join(people[admin].name for admin in group.admin_ids) or "无",
        group.unit,
        group.use,
        _KINDS[group.kind],
        day_of(group.created).isoformat(),
        last_active,
        str(len(group.member_ids)),
        announcement(group, people).strip() or "无",
        "已解散" if group.archived else "使用中",
    )
