"""What a preview of many messages costs, as the whole command, beside parsing the same input."""

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from local.bench.figure import Aim, Figure
from local.bench.measure import compared, cost
from local.bench.size import Size
from local.platforms import PLATFORMS

NOW = datetime(2026, 10, 12, 1, tzinfo=UTC)
_GROUPS = 100
_PARSE = "import json, sys\nfor line in open(sys.argv[1], 'rb'):\n    json.loads(line)\n"
_PREVIEW = "from shared.bootstrap.terminal import console; raise SystemExit(console())"


class _Spread(NamedTuple):
    id: str
    about: str
    span: timedelta
    """Before the last midnight, over which the messages are spread."""
    lookback: int
    """Days."""


_SPREADS = (
    _Spread("a_day_of_90", "of 90 days, lookback 1", timedelta(days=90), 1),
    _Spread("all_of_90", "of 90 days, lookback 90", timedelta(days=90), 90),
    _Spread("one_night", "of one night, every one kept", timedelta(hours=10), 1),
)


def previews(size: Size) -> Iterator[Figure]:
    for spread in _SPREADS:
        with tempfile.TemporaryDirectory() as folder:
            yield from _preview(Path(folder), spread, size)


def _preview(folder: Path, spread: _Spread, size: Size) -> Iterator[Figure]:
    _write_company(folder, spread.span, size.messages)
    parse = [sys.executable, "-c", _PARSE, str(folder / "messages.jsonl")]
    preview = [sys.executable, "-c", _PREVIEW, "preview", str(folder), "--json", "--now", NOW.isoformat()]
    preview += ["--lookback", str(spread.lookback)]
    rounds = [(cost(preview), cost(parse)) for _ in range(size.rounds)]
    found = compared([(ours.seconds, base.seconds) for ours, base in rounds])
    name = f"preview.{spread.id}"
    about = f"{size.messages:,} messages {spread.about}"
    yield Figure(name, about, found.ours, "s", found.baseline, "json.loads", found.ratio, Aim(3))
    peak = max(ours.megabytes for ours, _ in rounds)
    yield Figure(f"{name}.memory", "  peak memory", peak, "MB", aim=Aim(200, of_ratio=False))


def _write_company(folder: Path, span: timedelta, messages: int) -> None:
    chance = random.Random(20261012)
    end = NOW.replace(hour=0)  # 08:00 in Shanghai
    groups = (
        {
            "platform": PLATFORMS[0].id,
            "group_id": f"g{number}",
            "name": f"市场部-第{number}组",
            "status": "active",
        }
        for number in range(_GROUPS)
    )
    _write_lines(folder / "groups.jsonl", groups)
    _write_lines(folder / "departments.jsonl", iter([{"name": "市场部"}]))
    _write_lines(folder / "messages.jsonl", (_message(chance, end, span) for _ in range(messages)))


def _message(chance: random.Random, end: datetime, span: timedelta) -> dict[str, object]:
    return {
        "group_id": f"g{int(chance.random() * _GROUPS)}",
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
