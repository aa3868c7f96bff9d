"""What the desk shows, as JSON: people with what is unread, one person's screen, one group."""

from typing import Any

from local.desk.subjects import Subject, Subjects
from local.feishu import snapshot
from local.feishu.chats import Chat
from local.feishu.people import TENANT
from local.feishu.simulator import Simulator
from local.im.clock import iso
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang

Json = dict[str, Any]

_LATEST = 4
"""Messages of a group that are shown."""


class Views:
    """Raises KeyError for a person or group that there is not."""

    def __init__(self, simulator: Simulator, subjects: Subjects) -> None:
        self._simulator = simulator
        self._world = simulator.world
        self._subjects = subjects
        self._robots = {f"cli_{robot.bot_id}": robot.name for robot in simulator.company.robots}

    def desk(self) -> Json:
        """Everybody; who got something lately comes first."""
        with self._world.lock:
            colleagues = [name for name, user in self._world.people.items() if user.tenant == TENANT]
            rows = [self._row(name) for name in colleagues]
        shown = [row for row in rows if row["letters"]]
        others = [row for row in rows if not row["letters"] and row["state"] == "active"]
        shown.sort(key=lambda row: str(row["last_at"]), reverse=True)
        shown.sort(key=lambda row: row["unread"] == 0)
        return {
            "company": self._world.company,
            "bot": self._world.app.name,
            "now": iso(self._world.clock.now()),
            "checks": {check.id: [check.title[lang] for lang in Lang] for check in CHECKS},
            "people": shown + sorted(others, key=lambda row: str(row["department"])),
        }

    def _row(self, name: str) -> Json:
        user = self._world.people[name]
        inbox = self._world.inboxes.get(name, ())
        last = snapshot.letter(inbox[-1]) if inbox else {}
        return {
            **snapshot.profile(self._world, user),
            "letters": len(inbox),
            "unread": sum(1 for message in inbox if not message.read),
            "last_at": last.get("at", ""),
            "last": _heading(last),
        }

    def person(self, name: str) -> Json:
        user = self._simulator.acts.user(name)
        with self._world.lock:
            seen = snapshot.screen(self._world, user)
            for letter in seen["inbox"]:
                found = self._subjects.of(letter["message_id"])
                letter["subjects"] = [self._subject(each) for each in found]
            chats = [chat for chat in self._world.chats.values() if chat.owner == user.id]
            return seen | {"groups": [snapshot.group_line(chat, self._world) for chat in chats]}

    def _subject(self, subject: Subject) -> Json:
        return {**subject._asdict(), "name": self._world.chats[subject.group].name}

    def group(self, name: str) -> Json:
        chat = self._simulator.acts.group(name)
        with self._world.lock:
            page = snapshot.group_page(chat, self._world)
        said = [line for line in page["messages"] if line["sender_type"] == "user"]
        return page | {
            "messages": [self._named(line) for line in page["messages"][-_LATEST:]],
            "last_post": said[-1]["at"] if said else self._last_post(chat),
            "manager_ids": list(chat.managers),
            "created": iso(chat.created),
        }

    def _named(self, line: Json) -> Json:
        return line | {"sender": self._robots.get(line["sender"], line["sender"])}

    def _last_post(self, chat: Chat) -> str:
        """Further back than the page shows."""
        now = self._world.clock.now() * 1000
        times = [
            message.at for message in chat.messages if message.sender_type == "user" and message.at <= now
        ]
        return iso(max(times) / 1000) if times else ""


def _heading(letter: Json) -> str:
    card = letter.get("card") or {}
    return str(card.get("header", {}).get("title", {}).get("content", "") or letter.get("text", ""))
