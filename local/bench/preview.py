"""What the checks and the preview cost, beside parsing the same input."""

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from local.bench.measure import cost, say, seconds

MESSAGES, MESSAGE_GROUPS, GROUPS, ROUNDS = 1_000_000, 100, 100_000, 3
NOW = datetime(2026, 10, 12, 1, tzinfo=UTC)
CHECKS = ("group_name", "missing_announcement", "inactive_group", "missing_owner")

PARSE = "import json, sys\nfor line in open(sys.argv[1], 'rb'):\n    json.loads(line)\n"
PREVIEW = "from shared.bootstrap.terminal import console; raise SystemExit(console())"
CORE = "import shared.core.checks, shared.core.findings.judge, shared.core.policy"
BOTO3 = "import boto3; boto3.client('dynamodb', region_name='cn-north-1')"


def bench_preview() -> None:
    for name, span, lookback in SPREADS:
        with tempfile.TemporaryDirectory() as folder:
            _bench_messages(Path(folder), name, span, lookback)
    _bench_groups()
    _bench_import()


SPREADS = (
    ("of 90 days, lookback 1", timedelta(days=90), "1"),
    ("of 90 days, lookback 90", timedelta(days=90), "90"),
    ("of one night, all of them kept", timedelta(hours=10), "1"),
)


def _bench_messages(folder: Path, name: str, span: timedelta, lookback: str) -> None:
    """A million messages through `groupkeeper preview`, beside `json.loads` on every line."""
    _write_messages(folder, span)
    parse = [sys.executable, "-c", PARSE, str(folder / "messages.jsonl")]
    preview = [sys.executable, "-c", PREVIEW, "preview", str(folder), "--json", "--now", NOW.isoformat()]
    preview += ["--lookback", lookback]
    rounds = [(cost(preview), cost(parse)) for _ in range(ROUNDS)]
    ours = statistics.median(cost.seconds for cost, _ in rounds)
    base = statistics.median(cost.seconds for _, cost in rounds)
    ratio = statistics.median(cost.seconds / parsed.seconds for cost, parsed in rounds)
    memory = max(cost.megabytes for cost, _ in rounds)
    name = f"1,000,000 messages {name}"
    say(name, f"{ours:.2f} s", f"json.loads {base:.2f} s", f"{ratio:.2f}", "≤ 3")
    say("  peak memory", f"{memory:.0f} MB", "", "", "< 200 MB")


def _write_messages(folder: Path, span: timedelta) -> None:
    chance = random.Random(20261012)
    end = NOW.replace(hour=0)  # 08:00 in Shanghai
    groups = (
        {"platform": "wecom", "group_id": f"g{number}", "name": f"市场部-第{number}组", "status": "active"}
        for number in range(MESSAGE_GROUPS)
    )
    _write_lines(folder / "groups.jsonl", groups)
    _write_lines(folder / "departments.jsonl", iter([{"name": "市场部"}]))
    _write_lines(folder / "messages.jsonl", (_message(chance, end, span) for _ in range(MESSAGES)))


def _message(chance: random.Random, end: datetime, span: timedelta) -> dict[str, object]:
    return {
        "group_id": f"g{int(chance.random() * MESSAGE_GROUPS)}",
        "sender_id": f"u{int(chance.random() * 2000)}",
        "ts": round(end.timestamp() - chance.random() * span.total_seconds(), 3),
        "kind": "human",
        "mentions_all": chance.random() < 0.001,
        "urgent": False,
        "reply": chance.random() < 0.1,
        "media": False,
    }


def _write_lines(path: Path, rows: Iterator[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _bench_groups() -> None:
    """A hundred thousand groups by four checks, beside parsing the same facts from JSON."""
    from local.company.crowd import crowd
    from shared.core.findings.judge import inspect

    scene, plans, groups, lines = crowd(GROUPS, CHECKS, NOW)
    found = 0

    def judge() -> None:
        nonlocal found
        found = sum(1 for _ in inspect(groups, plans, scene))

    def parse() -> None:
        for line in lines:
            json.loads(line)

    ours, base = zip(*((seconds(judge), seconds(parse)) for _ in range(ROUNDS)), strict=True)
    ratio = statistics.median(our / other for our, other in zip(ours, base, strict=True))
    seconds, parsed = statistics.median(ours), statistics.median(base)
    say(
        f"{GROUPS:,} groups × 4 checks",
        f"{seconds:.2f} s",
        f"json.loads {parsed:.2f} s",
        f"{ratio:.2f}",
        "≤ 2 s",
    )
    say("  of these not ok", f"{found:,}", "", "", "")


def _bench_import() -> None:
    rounds = [(cost([sys.executable, "-c", CORE]), cost([sys.executable, "-c", BOTO3])) for _ in range(5)]
    ours = statistics.median(cost.seconds for cost, _ in rounds)
    base = statistics.median(cost.seconds for _, cost in rounds)
    ratio = statistics.median(cost.seconds / boto.seconds for cost, boto in rounds)
    say(
        "import of checks and policy, whole process",
        f"{ours:.2f} s",
        f"boto3 client {base:.2f} s",
        f"{ratio:.2f}",
        "small",
    )
