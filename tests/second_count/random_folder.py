"""Random small facts folders for a differential test: `make_folder(path, seed)`; the same seed, the same folder.

Times sit on edges on purpose: 22:00:00, 08:00:00, exactly 3,600 s, exactly 1,800 s, exactly 60 days, the end of an
urgent window, holidays and worked weekends of 2026, the change of the clocks in Berlin, nights of 2027 without a
calendar. With `ambiguous=False` the cases that README.md calls a matter of reading are left out.
"""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]

# Keys that DESIGN.md section 8 does not name; change them here if the product spells them differently.
ZONE_KEY = "zone"
DUTY_KEYS = ("person_id", "group_id", "from", "to")

DAY = 86_400
LIMIT = 2_000  # messages
ZONES = {"d-mkt": "Asia/Shanghai", "d-rd": "", "d-eu": "Europe/Berlin", "d-us": "America/New_York"}
DEPARTMENTS = {
    "d-mkt": ("市场部", ["市场"]),
    "d-rd": ("技术部", []),
    "d-eu": ("欧洲部", []),
    "d-us": ("北美部", []),
}
PROJECTS = {"p-618": ("618大促", ["大促"]), "p-light": ("灯塔", [])}
NAMES = [
    "市场部-新品推广组",
    "[技术部]-[灯塔系统开发群]",
    "集团-市场部-周报",
    "技术部－值班",
    "市场_通知",
    "灯塔—发布",
    "618大促作战群",
    "市场部-交流群",
    "黑马-交流群",
    "黑马-系统开发群",
    "市场部-",
    "兄弟们冲",
    "群聊(14)",
    "新建群聊",
    "欧洲部 - 项目周报",
]
PLAIN_KINDS = ["project", "temporary", "notice", "on_call", "all_staff"]
ODD_KINDS = ["department", "meeting", "bot", "external", "private", "confidential"]
CHECKS = [
    "missing_announcement",
    "incomplete_announcement",
    "group_name",
    "inactive_group",
    "after_hours_posting",
    "missing_owner",
    "missing_admin",
]
# Days to look at the days before and after: holidays, worked weekends, changes of the clocks, the end of the calendar.
ANCHORS = [
    "2026-01-02",
    "2026-01-05",
    "2026-02-14",
    "2026-02-16",
    "2026-02-24",
    "2026-03-01",
    "2026-03-29",
    "2026-04-07",
    "2026-05-04",
    "2026-05-10",
    "2026-07-15",
    "2026-09-21",
    "2026-09-27",
    "2026-10-02",
    "2026-10-11",
    "2026-10-25",
    "2026-12-31",
    "2027-01-04",
    "2027-03-29",
]
CLOCK_CHANGES = {
    "2026-03-29": date(2026, 3, 29),
    "2026-10-25": date(2026, 10, 25),
    "2027-03-29": date(2027, 3, 28),
}


def iso(seconds: float, zone: str = "UTC") -> str:
    return datetime.fromtimestamp(seconds, ZoneInfo(zone)).isoformat()


def write(path: Path, rows: list[Json]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


class Maker:
    """One folder in the making."""

    def __init__(self, seed: int, *, ambiguous: bool) -> None:
        self.rng = random.Random(seed)
        self.ambiguous = ambiguous
        anchor = self.rng.choice(ANCHORS)
        day = date.fromisoformat(anchor) + timedelta(days=self.rng.randint(0, 2))
        zone = ZoneInfo(self.rng.choice(["Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin", "UTC"]))
        clock = self.rng.choice([time(8), time(8), time(7, 59, 59), time(8, 0, 1), time(12), time(23, 30)])
        self.now = int(datetime.combine(day, clock, zone).timestamp())
        self.lookback = self.rng.choice([1, 1, 2, 3, 7, 10])
        self.change = CLOCK_CHANGES.get(anchor)  # the day on which Berlin changes its clocks
        self.departments = [*ZONES, "d-unheard-of"] + ["d-eu"] * (6 if self.change else 0)
        self.people = [f"u{n}" for n in range(1, 11)]
        self.groups: list[Json] = []
        self.messages: list[Json] = []
        self.duty: list[Json] = []

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    # people and groups

    def person(self, person: str) -> Json:
        row: Json = {
            "id": person,
            "name": f"员工{person}",
            "department": self.rng.choice(list(ZONES)),
            "active": True,
        }
        fate = self.rng.random() if self.ambiguous or person not in self.people[:5] else 1
        if fate < 0.15:
            row |= {"active": False, "employment": "left", "leaving_on": iso(self.now - 40 * DAY)[:10]}
        elif fate < 0.25:
            row["active"] = False
        elif fate < 0.35:
            del row["active"]
        elif fate < 0.45:
            row["leaving_on"] = iso(self.now + 40 * DAY)[:10]
        return row

    def owner(self) -> tuple[str, list[str]]:
        """Owner and admins; without ambiguity a group with admins has an owner who is there, and so are they."""
        there = self.people if self.ambiguous else self.people[:5]
        admins = self.rng.sample(there, self.rng.choice([0, 0, 1, 1, 2]))
        owner = self.rng.choice(there if admins else [*self.people, "u-not-in-directory"])
        if self.chance(0.15):
            return "", admins if self.ambiguous else []
        return owner, [owner] if self.chance(0.1) else admins

    def created(self) -> int:
        """A time of creation: often on the edge of 60 days."""
        edge = self.now - 60 * DAY + self.rng.choice([-1, 0, 1])
        young = self.now - self.rng.randint(12, 59) * DAY
        return self.rng.choice([edge, young, self.now - self.rng.randint(61, 400) * DAY])

    def observed_from(self, created: int) -> int:
        edge = self.now - 60 * DAY + self.rng.choice([-1, 0, 1])
        return self.rng.choice(
            [created, created - DAY, created + 1, edge, self.now - self.rng.randint(5, 90) * DAY]
        )

    def group(self, number: int) -> Json:
        owner, admins = self.owner()
        created = self.created()
        kinds = PLAIN_KINDS + (ODD_KINDS if self.ambiguous else ["private"])
        row: Json = {
            "platform": "pigeon",
            "group_id": f"g{number}",
            "name": self.rng.choice(NAMES),
            "kind": "project" if self.chance(0.7) else self.rng.choice(kinds),
            "owner_id": owner,
            "admin_ids": admins,
            "created": iso(created, self.rng.choice(["UTC", "Asia/Shanghai"])),
            "observed_from": iso(self.observed_from(created)),
            "status": "dissolved" if self.chance(0.08) else "active",
            "announcement": self.rng.choice(
                ["", "  ", "本群用于新品推广，群主张三", "用途：对接。成员：全体。", "欢迎"]
            ),
            "members": [
                {"id": f"u{n}", "nickname": f"员工u{n}-市场部", "name": f"员工u{n}"}
                for n in range(1, self.rng.choice([3, 4, 5, 6, 9, 9]) + 1)
            ],
            "department": self.rng.choice(self.departments),
        }
        if self.chance(0.08):
            row["exempt"] = True if self.chance(0.5) else self.rng.sample(CHECKS, 2)
        for key in (
            "name",
            "kind",
            "owner_id",
            "admin_ids",
            "created",
            "announcement",
            "members",
            "department",
        ):
            if self.chance(0.06):
                del row[key]
        if self.chance(0.6):
            del row["observed_from"]
        return row

    # messages

    def zone(self, group: Json) -> ZoneInfo:
        return ZoneInfo(ZONES.get(str(group.get("department")), "") or "Asia/Shanghai")

    def moment(self, group: Json) -> int:
        """A time in or about the days looked at, mostly at rest time and mostly on an edge, in the group's zone."""
        if self.change and group.get("department") == "d-eu" and self.chance(0.25):
            clock = self.rng.choice([time(1), time(1, 30), time(1, 59, 59), time(3)])
            return int(datetime.combine(self.change, clock, self.zone(group)).timestamp())
        local = datetime.fromtimestamp(self.now, self.zone(group)).date()
        day = local - timedelta(days=self.rng.randint(0, self.lookback + 2))
        edges = [time(22), time(21, 59, 59), time(7, 59, 59), time(8), time(0), time(23, 59, 59), time(1, 30)]
        any_night = time(
            self.rng.choice([22, 23, 0, 1, 2, 3, 5, 7]), self.rng.randint(0, 59), self.rng.randint(0, 59)
        )
        any_day = time(self.rng.randint(8, 21), self.rng.randint(0, 59), self.rng.randint(0, 59))
        clock = self.rng.choices([self.rng.choice(edges), any_night, any_day], [3, 5, 2])[0]
        return int(datetime.combine(day, clock, self.zone(group)).timestamp())

    def say(self, group: Json, sender: str, ts: float, **flags: object) -> None:
        row: Json = {"group_id": group["group_id"], "sender_id": sender, "ts": ts, "kind": "human"}
        row |= {"mentions_all": False, "urgent": False, "reply": False, "media": False} | flags
        for key in ("mentions_all", "urgent", "reply", "media"):
            if not row[key] and self.chance(0.2):
                del row[key]
        self.messages.append(row)

    def sender(self) -> str:
        return self.rng.choice(self.people)

    def burst(self, group: Json) -> None:
        """About ten posts in about an hour, the last one exactly at the end of it."""
        start, sender, span = (
            self.moment(group),
            self.sender(),
            self.rng.choice([3599, 3600, 3600, 3601, 900]),
        )
        many, fraction = self.rng.choice([9, 10, 10, 11, 14]), self.rng.choice([0, 0, 0.5])
        inside = [self.rng.randint(1, span - 1) for _ in range(many - 2)]
        odd: Json = self.rng.choice([{}, {}, {"reply": True}, {"kind": "bot"}, {"kind": "system"}])
        for offset in [0, *inside, span]:
            self.say(group, sender, start + offset + fraction, **(odd if self.chance(0.3) else {}))

    def photos(self, group: Json) -> None:
        """Nine to twelve posts, of which some are media at 60 s or 61 s from another."""
        start, sender, at = self.moment(group), self.sender(), 0
        for _ in range(self.rng.choice([9, 10, 11, 13])):
            self.say(group, sender, start + at, media=self.chance(0.5))
            gaps = [20, 59, 60, 61, 120] if self.ambiguous else [150, 200]
            at += self.rng.choice(gaps)
        if self.chance(0.5):
            self.say(group, sender, start + at, media=True)
            self.say(group, sender, start + at + 30, media=True)

    def broadcast(self, group: Json) -> None:
        """The same sender in two to four groups within about 30 minutes."""
        start, sender = self.moment(group), self.sender()
        others = self.rng.sample(self.groups, min(len(self.groups), self.rng.choice([2, 3, 3, 4])))
        span = self.rng.choice([1799, 1800, 1800, 1801, 300])
        for number, other in enumerate(others):
            offset = (0, span)[number] if number < 2 else self.rng.randint(0, span)
            self.say(other, sender, start + offset, reply=self.chance(0.08))

    def loud(self, group: Json) -> None:
        self.say(group, self.sender(), self.moment(group), mentions_all=True, reply=self.chance(0.1))

    def urgent(self, group: Json) -> None:
        """An urgent post, and @all posts and a burst before, in and after its two hours."""
        start = self.moment(group)
        kinds = ["human", "human", "bot", "system"] if self.ambiguous else ["human"]
        self.say(
            group,
            self.sender(),
            start,
            urgent=True,
            kind=self.rng.choice(kinds),
            mentions_all=self.chance(0.3),
        )
        ends = [-1, 1, 7199, 7201, 7300] + ([0, 7200] if self.ambiguous else [])
        for offset in self.rng.sample(ends, 2):
            self.say(group, self.sender(), start + offset, mentions_all=True)
        sender, begin = self.sender(), start + self.rng.choice([-600, 600, 7201, 6900])
        for number in range(12):
            self.say(group, sender, begin + number * self.rng.choice([30, 60]))

    def on_duty(self, group: Json) -> None:
        """Someone on duty who posts a lot, about the edges of the duty."""
        start, sender = self.moment(group), self.sender()
        values = (sender, group["group_id"], iso(start), iso(start + 3_600))
        row = dict(zip(DUTY_KEYS, values, strict=True))
        if self.chance(0.3):
            del row[DUTY_KEYS[1]]
        self.duty.append(row)
        for offset in self.rng.choice([[-1], [1], [3_599], [3_601], [-1, 10, 3_601]]):
            self.say(group, sender, start + offset, mentions_all=True)
        for number in range(11):
            self.say(group, sender, start + 60 + number * 100)

    def noise(self, group: Json) -> None:
        for _ in range(self.rng.randint(1, 25)):
            kind = self.rng.choice(["human", "human", "human", "bot", "system"])
            loud = kind != "human" and self.chance(0.2)
            flags = {
                "reply": self.chance(0.2),
                "media": self.ambiguous and self.chance(0.1),
                "mentions_all": loud,
            }
            self.say(group, self.sender(), self.moment(group), kind=kind, **flags)

    def old_post(self, group: Json) -> None:
        """The last post of a group: on the edge of 60 days, or far from it; a bot may go on."""
        edge = self.now - 60 * DAY + self.rng.choice([-1, 0, 1, -0.5])
        last = self.rng.choice([edge, edge, self.now - 70 * DAY, self.now - 30 * DAY])
        self.say(group, self.sender(), last, reply=self.chance(0.3))
        if self.chance(0.5):
            self.say(
                group,
                "bot1",
                self.now - self.rng.randint(1, 50) * DAY,
                kind=self.rng.choice(["bot", "system"]),
            )

    def talk(self) -> None:
        makers: list[Callable[[Json], None]] = [
            *(self.burst, self.burst, self.photos, self.broadcast, self.broadcast, self.broadcast),
            *(self.loud, self.loud, self.urgent, self.on_duty, self.noise),
        ]
        quiet = [group for group in self.groups if self.chance(0.35)]
        for group in quiet:
            if self.chance(0.7):
                self.old_post(group)
        lively = [group for group in self.groups if group not in quiet]
        for _ in range(self.rng.choice([0, 5, 20, 60, 120]) if lively else 0):
            self.rng.choice(makers)(self.rng.choice(lively))
        # Nothing before a group is observed, nothing after now; and nothing from before it was made.
        since = {group["group_id"]: self.since(group) for group in self.groups}
        seen = [row for row in self.messages if since[row["group_id"]] <= row["ts"] <= self.now]
        self.rng.shuffle(seen)
        self.messages = seen[:LIMIT]

    def since(self, group: Json) -> float:
        times = [
            datetime.fromisoformat(group[key]).timestamp()
            for key in ("created", "observed_from")
            if key in group
        ]
        return max(times, default=0)

    def make(self, path: Path) -> None:
        self.groups = [self.group(number) for number in range(1, self.rng.randint(5, 25) + 1)]
        self.talk()
        departments: list[Json] = [
            {"id": key, "name": name, "aliases": aliases, "head_id": self.sender()}
            | ({ZONE_KEY: ZONES[key]} if ZONES[key] else {})
            for key, (name, aliases) in DEPARTMENTS.items()
        ]
        projects: list[Json] = [
            {"id": key, "name": name, "aliases": aliases} for key, (name, aliases) in PROJECTS.items()
        ]
        path.mkdir(parents=True, exist_ok=True)
        write(path / "groups.jsonl", self.groups)
        if not (self.ambiguous and self.chance(0.04)):
            write(path / "messages.jsonl", self.messages)
        optional = {"people": [self.person(person) for person in self.people], "duty": self.duty}
        optional |= {"departments": departments, "projects": projects}
        for name, rows in optional.items():
            if rows and self.chance(0.88):
                write(path / f"{name}.jsonl", rows)


def make_folder(path: Path, seed: int, *, ambiguous: bool = True) -> tuple[str, int]:
    """Write a facts folder; returns the time to look from (ISO) and how many days to look back."""
    maker = Maker(seed, ambiguous=ambiguous)
    maker.make(path)
    return datetime.fromtimestamp(maker.now, UTC).isoformat(), maker.lookback
