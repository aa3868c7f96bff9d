"""A second, separate count of what `groupkeeper preview` finds. It shares no code with the product.

Written from MANUAL.md, DESIGN.md section 8 and platforms/slack.md only. Slow and plain on purpose: every window is
looked at from every start. Times are whole microseconds since 1970, so that "exactly 3,600 s" is exact.
R1 … R28 mark readings of sentences that can be read in more than one way; README.md lists them.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar

Json = dict[str, Any]
Key = tuple[str, date]  # group, period
Wide = dict[Key, int]  # the most groups in one broadcast window
Duty = tuple[str, str | None, int, int]  # person, group (None: everywhere), start, end (not included)

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
INACTIVE_DAYS = 60
SHANGHAI = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

NOTHING_APPLIES = {"private", "confidential"}  # R1
SYSTEM_NAMED = {"all_staff", "department", "meeting", "bot"}  # R2
NOT_ASKED = {"all_staff", "department", "notice", "on_call", "legal_hold"} | SYSTEM_NAMED
AFTER_HOURS_EXEMPT = {"on_call", "external", "private"}
AMNESTY = {"Spring Festival", "New Year's Day", "Mid-autumn Festival"}
LEFT = {"left", "resigned", "dismissed", "terminated", "retired", "离职"}
SLACK_POSTS = {None, "file_share", "me_message", "thread_broadcast"}
SLACK_MASS = ("<!channel", "<!here", "<!everyone", "<!subteam^")
URGENT = ("【紧急】", "[紧急]", "URGENT")
STOP = re.compile(r"(群|群聊|新群|新建群聊|交流|交流群|测试|测试群|讨论组|讨论群|未命名|group|chat|test)?")
USE = re.compile(
    "全员|通知|值班|工作群|开发|推广|作战|项目|发布|周报|运维|客户|会议|培训|招聘|采购|支持|对接|需求|设计|运营"
)
BRACKETS = " []【】()〔〕「」《》<>{}"


class Post(NamedTuple):
    """One message, with the only flags that matter."""

    ts: int
    group: str
    sender: str | None
    kind: str
    loud: bool
    urgent: bool
    reply: bool
    media: bool


class Placed(NamedTuple):
    """A post that may count, with its period and whether it is a night post."""

    post: Post
    period: date
    night: bool


@dataclass(frozen=True)
class Facts:
    """A whole folder; groups are rows of groups.jsonl as they are (a key that is absent is not observed)."""

    groups: list[Json]
    posts: list[Post] | None
    people: dict[str, Json]
    zones: dict[str, ZoneInfo]
    known_names: list[str]
    duty: list[Duty]


def micros(seconds: object) -> int:
    """Seconds since 1970 (a number, or text as Slack's "1433558319.000002") to whole microseconds."""
    return int(Decimal(str(seconds)) * SECOND)


def instant(text: str | None) -> int | None:
    """An ISO time to microseconds; a time without a zone is read as UTC."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - EPOCH) // timedelta(microseconds=1)


def iso(ts: int) -> str:
    return (EPOCH + timedelta(microseconds=ts)).isoformat()


def lines(path: Path) -> list[Json] | None:
    """The rows of a .jsonl file; None when there is no such file."""
    if not path.exists():
        return None
    return [json.loads(line) for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]


def first_of(row: Json, *keys: str) -> Any:
    """The value of the first of several spellings of a key."""
    return next((row[key] for key in keys if row.get(key) is not None), None)


def read_post(row: Json) -> Post:
    flags = (bool(row.get(key)) for key in ("mentions_all", "urgent", "reply", "media"))
    return Post(micros(row["ts"]), row["group_id"], row.get("sender_id"), row.get("kind") or "human", *flags)


def read_duty(row: Json) -> Duty:
    """The keys of duty.jsonl are not documented: several spellings are taken (R5)."""
    person = first_of(row, "person_id", "user_id", "sender_id", "id")
    start = instant(first_of(row, "from", "start", "starts", "since"))
    end = instant(first_of(row, "to", "end", "ends", "until"))
    return str(person), row.get("group_id"), start or 0, 10**20 if end is None else end


def read_facts(folder: Path) -> Facts:
    departments = lines(folder / "departments.jsonl") or []
    named = departments + (lines(folder / "projects.jsonl") or [])
    names = [text for row in named for text in [row.get("name"), *(row.get("aliases") or [])] if text]
    zones: dict[str, ZoneInfo] = {}
    for row in departments:
        if zone := first_of(row, "zone", "timezone", "tz"):  # R5
            zones |= {str(row[key]): ZoneInfo(zone) for key in ("id", "name") if row.get(key)}
    messages = lines(folder / "messages.jsonl")
    return Facts(
        groups=lines(folder / "groups.jsonl") or [],
        posts=None if messages is None else [read_post(row) for row in messages],
        people={str(row["id"]): row for row in lines(folder / "people.jsonl") or []},
        zones=zones,
        known_names=[plain(text) for text in names],
        duty=[read_duty(row) for row in lines(folder / "duty.jsonl") or []],
    )


def slack_group(row: Json) -> Json:
    """A channel of an export as a row of groups.jsonl: the creator is the owner (R6), the purpose announces."""
    outside = row.get("is_ext_shared") or row.get("is_org_shared") or row.get("is_pending_ext_shared")
    return {
        "platform": "slack",
        "group_id": row["id"],
        "name": row["name"],
        "kind": "all_staff" if row.get("is_general") else "external" if outside else "project",
        "created": iso(micros(row["created"])),
        "status": "dissolved" if row.get("is_archived") else "active",
        "owner_id": row["creator"],
        "announcement": row["purpose"]["value"],
        "members": [{"id": user} for user in row["members"]],
    }


def slack_kind(row: Json, bots: set[str]) -> str:
    """Of the subtypes that count: a bot's or a person's. Everything else (file_comment too, R7) is system."""
    subtype = row.get("subtype")
    if subtype not in SLACK_POSTS | {"bot_message"}:
        return "system"
    return "bot" if subtype == "bot_message" or row.get("bot_id") or row.get("user") in bots else "human"


def slack_post(row: Json, group: str, bots: set[str]) -> Post:
    text, subtype = row.get("text") or "", row.get("subtype")
    loud = any(mark in text for mark in SLACK_MASS)
    reply = row.get("thread_ts", row["ts"]) != row["ts"] and subtype != "thread_broadcast"
    media = subtype == "file_share" or bool(row.get("files"))
    urgent = text.lstrip().startswith(URGENT)
    return Post(micros(row["ts"]), group, row.get("user"), slack_kind(row, bots), loud, urgent, reply, media)


def read_slack(folder: Path) -> Facts:
    files = [folder / name for name in ("channels.json", "groups.json") if (folder / name).exists()]
    channels: list[Json] = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    users: list[Json] = json.loads((folder / "users.json").read_text(encoding="utf-8"))
    bots = {str(user["id"]) for user in users if user.get("is_bot")} | {"USLACKBOT"}
    posts = [
        slack_post(row, channel["id"], bots)
        for channel in channels
        for day in (folder / channel["name"]).glob("*.json")
        for row in json.loads(day.read_text(encoding="utf-8"))
    ]
    people = {user["id"]: {"active": not user.get("deleted") and user["id"] not in bots} for user in users}
    return Facts([slack_group(row) for row in channels], posts, people, {}, [], [])


def in_scope(group: Json, check: str) -> bool:
    """Dissolved, private, confidential and exempt groups have no row (R1, R8)."""
    exempt = group.get("exempt") or []
    waived = check in exempt if isinstance(exempt, list) else True
    return group.get("status") != "dissolved" and not waived and group.get("kind") not in NOTHING_APPLIES


def row_of(check: str, group: Json) -> Json:
    return {"check": check, "platform": group.get("platform"), "group": group["group_id"]}


def violation(check: str, group: Json, level: str, evidence: Json) -> Json:
    return row_of(check, group) | {"verdict": "violation", "level": level, "evidence": evidence}


def unknown(check: str, group: Json, reason: str, evidence: Json) -> Json:
    return row_of(check, group) | {"verdict": "unknown", "reason": reason, "evidence": evidence}


def announcement_row(group: Json) -> Json | None:
    """No time of grace after creation (R9); null is "looked at, none there" (R3)."""
    if "announcement" not in group:
        return unknown("missing_announcement", group, "announcement not observed", {})
    there = (group["announcement"] or "").strip()
    return None if there else violation("missing_announcement", group, "duty", {})


def person_state(person: str, facts: Facts, now: int) -> str:
    """ok, gone or unknown. No people file, no row, no `active`: unknown (R10). leaving_on over: gone (R11)."""
    row = facts.people.get(person, {})
    today = (EPOCH + timedelta(microseconds=now)).astimezone(SHANGHAI).date()
    over = bool(row.get("leaving_on")) and date.fromisoformat(row["leaving_on"][:10]) < today
    if over or row.get("active") is False or row.get("employment") in LEFT:
        return "gone"
    return "ok" if row.get("active") else "unknown"


def owner_row(group: Json, facts: Facts, now: int) -> Json | None:
    """A named owner is judged; only where nobody is owner does a named admin meet the clause (R3, R12)."""
    if "owner_id" not in group or not (group["owner_id"] or "admin_ids" in group):
        return unknown("missing_owner", group, "owner or admins not observed", {})
    named = [group["owner_id"]] if group["owner_id"] else group["admin_ids"] or []
    states = {person_state(person, facts, now) for person in named}
    if "ok" in states:
        return None
    if "unknown" in states:
        return unknown("missing_owner", group, "employment not observed", {})
    return violation("missing_owner", group, "duty", {})


def admin_row(group: Json, facts: Facts, now: int) -> Json | None:
    """An admin besides the owner, not known to be gone (R13)."""
    if "admin_ids" not in group:
        return unknown("missing_admin", group, "admins not observed", {})
    others = [person for person in group["admin_ids"] or [] if person != group.get("owner_id")]
    there = any(person_state(person, facts, now) != "gone" for person in others)
    return None if there else violation("missing_admin", group, "advice", {})


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(BRACKETS).casefold()


def name_outcome(name: str, known: list[str]) -> str:
    """ok, advice, duty or unknown (R14, R15, R16)."""
    parts = [part.strip(BRACKETS) for part in re.split(r"[-—–_]+", plain(name))]
    left, right = parts[:-1], parts[-1]
    stops = [STOP.fullmatch(re.sub(r"[\d\s\[\]【】()〔〕「」《》]+", "", part)) is not None for part in parts]
    shaped = any(left) and right != ""
    if not known and not all(stops):
        return "unknown" if shaped else "advice"
    if shaped and any(part in known for part in left):
        return "ok"
    said = any(USE.search(part) or any(word in part for word in known) for part in parts)
    return "advice" if said or (shaped and not stops[-1]) else "duty"


def name_row(group: Json, facts: Facts) -> Json | None:
    if group.get("kind") in SYSTEM_NAMED | {"external"}:  # R2, R17
        return None
    outcome = name_outcome(group["name"] or "", facts.known_names) if "name" in group else "unknown"
    if outcome == "unknown":
        return unknown("group_name", group, "name, or departments and projects, not observed", {})
    return None if outcome == "ok" else violation("group_name", group, outcome, {})


def inactive_row(group: Json, facts: Facts, now: int) -> Json | None:
    if group.get("kind") in NOT_ASKED:
        return None
    if facts.posts is None:
        return unknown("inactive_group", group, "no messages observed", {})
    created, seen = instant(group.get("created")), instant(group.get("observed_from"))
    mine = [post for post in facts.posts if post.group == group["group_id"]]
    human = [post.ts for post in mine if post.kind == "human" and post.ts <= now]  # R18
    late = seen is not None and (created is None or seen > created)
    start = max(human) if human else seen if late else created  # R19
    if start is None:
        return unknown("inactive_group", group, "no post, and creation not observed", {})
    if now - start > INACTIVE_DAYS * DAY:
        evidence = {"last_active": iso(start) if human else None, "idle_days": (now - start) // DAY}
        return violation("inactive_group", group, "advice", evidence)  # R20
    return unknown("inactive_group", group, "not observed for long", {}) if late and not human else None


def calendar(day: date) -> tuple[bool, str | None] | None:
    """Is it a day off, and of which holiday; None for a year without data."""
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return bool(off), None if name is None else str(name)


def zone_of(group: Json, facts: Facts) -> ZoneInfo:
    return facts.zones.get(str(group.get("department")), SHANGHAI)


def place(post: Post, zone: ZoneInfo) -> Placed | None:
    """The period of a post by wall clock; None on amnesty days, which have no period."""
    local = datetime.fromtimestamp(post.ts // SECOND, zone)
    period = local.date() - timedelta(days=1) if local.hour < 8 else local.date()
    off, name = calendar(period) or (False, None)
    return None if off and name in AMNESTY else Placed(post, period, local.hour >= 22 or local.hour < 8)


def on_duty(post: Post, rows: list[Duty]) -> bool:
    mine = [row for row in rows if row[0] == post.sender and row[1] in {None, post.group}]
    return any(start <= post.ts < end for _, _, start, end in mine)


def counting_posts(facts: Facts, groups: dict[str, Json]) -> Iterator[Placed]:
    """Human posts, in order of time, outside urgent windows (R21) and not by people on duty."""
    posts = sorted((post for post in facts.posts or [] if post.group in groups), key=lambda post: post.ts)
    urgent: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        if post.urgent and post.kind != "system":
            urgent[post.group].append(post.ts)
    for post in posts:
        covered = any(start <= post.ts <= start + 2 * HOUR for start in urgent[post.group])
        if post.kind == "human" and post.sender and not covered and not on_duty(post, facts.duty):
            placed = place(post, zone_of(groups[post.group], facts))
            if placed is not None:
                yield placed


def media_once(posts: list[Post]) -> list[Post]:
    """Media posts up to 60 s after the first of a run count with it; then a new run starts (R22)."""
    kept: list[Post] = []
    run = -DAY
    for post in posts:
        if not post.media or post.ts - run > 60 * SECOND:
            kept.append(post)
            run = post.ts if post.media else run
    return kept


def is_frequent(posts: list[Post]) -> bool:
    times = [post.ts for post in media_once(posts)]
    return any(sum(first <= ts <= first + HOUR for ts in times) >= 10 for first in times)


def broadcasts(posts: list[Placed]) -> Wide:
    """Of one sender: the groups and periods in a broadcast window, and the most groups in one such window."""
    top = [placed for placed in posts if placed.night and not placed.post.reply]
    found: Wide = {}
    for start in top:
        window = [p for p in top if start.post.ts <= p.post.ts <= start.post.ts + HOUR // 2]
        many = len({p.post.group for p in window})
        if many >= 3:
            found |= {key: max(many, found.get(key, 0)) for key in {(p.post.group, p.period) for p in window}}
    return found


def sender_evidence(sender: str, posts: list[Post], groups: int) -> Json:
    """All the sender's counting posts of the group and period; a media run is one in `count` (R23)."""
    head = {"id": sender, "count": len(media_once(posts)), "groups": groups}
    loud = any(post.loud for post in posts)
    return head | {"mentions_all": loud, "first": iso(posts[0].ts), "last": iso(posts[-1].ts)}


def period_row(group: Json, period: date, posts: list[Placed], wide: dict[str, Wide]) -> Json | None:
    """The row of one group and period, if it has one; `posts` are those of this group and period, in order."""
    what, guilty, doubtful = calendar(period), [], False
    day_off = what is not None and what[0]
    for sender in sorted({str(placed.post.sender) for placed in posts}):
        own = [placed for placed in posts if placed.post.sender == sender]
        night = [placed.post for placed in own if placed.night]
        day_loud = [placed.post for placed in own if not placed.night and placed.post.loud]
        day = day_loud if day_off else []
        groups = wide[sender].get((group["group_id"], period), 1)
        if is_frequent(night) or groups > 1 or day or any(post.loud for post in night):
            guilty.append(sender_evidence(sender, day + night, groups))
        doubtful = doubtful or (what is None and bool(day_loud))
    if what is None and period.weekday() >= 5:
        guilty, doubtful = [], doubtful or bool(guilty)
    evidence: Json = {"period": period.isoformat()}
    if guilty:
        return violation("after_hours_posting", group, "advice", evidence | {"senders": guilty})
    return unknown("after_hours_posting", group, "no calendar", evidence) if doubtful else None  # R24


def is_counted(group: Json) -> bool:
    """Groups left out before counting: exempt, dissolved, fewer than 5 members (no list: enough, R4, R25)."""
    outside = 0 if isinstance(group.get("external"), bool) else group.get("external") or 0
    enough = group.get("members") is None or len(group["members"]) + outside >= 5
    return enough and group.get("kind") not in AFTER_HOURS_EXEMPT and in_scope(group, "after_hours_posting")


def after_hours_rows(facts: Facts, now: int, lookback: int) -> Iterator[Json | None]:
    groups = {group["group_id"]: group for group in facts.groups if is_counted(group)}
    if facts.posts is None:  # R26
        yield from (unknown("after_hours_posting", group, "no messages", {}) for group in groups.values())
    by_sender: dict[str, list[Placed]] = defaultdict(list)
    by_key: dict[Key, list[Placed]] = defaultdict(list)
    for placed in counting_posts(facts, groups):
        by_sender[str(placed.post.sender)].append(placed)
        by_key[placed.post.group, placed.period].append(placed)
    wide = {sender: broadcasts(posts) for sender, posts in by_sender.items()}
    for group_id, period in sorted(by_key):
        group = groups[group_id]
        end = datetime.combine(period + timedelta(days=1), time(8), zone_of(group, facts))
        if now - lookback * DAY < micros(end.timestamp()) <= now:  # R27
            yield period_row(group, period, by_key[group_id, period], wide)


def second_count(folder: Path, now_iso: str, lookback: int) -> list[Json]:
    """Every verdict that is not ok, as `groupkeeper preview --json` documents it (not announcements' parts, R28)."""
    facts = read_slack(folder) if (folder / "channels.json").exists() else read_facts(folder)
    now = instant(now_iso) or 0
    rows: list[Json | None] = []
    for group in facts.groups:
        found = {
            "missing_announcement": announcement_row(group),
            "group_name": name_row(group, facts),
            "inactive_group": inactive_row(group, facts, now),
            "missing_owner": owner_row(group, facts, now),
            "missing_admin": admin_row(group, facts, now),
        }
        rows += [row for check, row in found.items() if in_scope(group, check)]
    return [row for row in [*rows, *after_hours_rows(facts, now, lookback)] if row is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--now", required=True)
    parser.add_argument("--lookback", type=int, default=1)
    chosen = parser.parse_args()
    for row in second_count(chosen.folder, chosen.now, chosen.lookback):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
