"""The product and the second count agree on random folders full of edges, but where the manual can be read twice."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from shared.core.reports.json_lines import json_lines
from tests.support import survey_of

COUNTED = {
    "group_name",
    "missing_owner",
    "missing_admin",
    "missing_announcement",
    "inactive_group",
    "after_hours_posting",
}
"""What the second count knows. It knows no words for the elements of an announcement."""
SEEDS = 120
Key = tuple[str, str, str | None]


def _load(name: str) -> ModuleType:
    """A plain script of this folder; it is no part of the product and must not import it."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


count = _load("second_count")
folders = _load("random_folder")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_both_counts_agree(seed: int, tmp_path: Path) -> None:
    now, lookback = folders.make_folder(tmp_path, seed, ambiguous=False)
    _without_departments_of_people(tmp_path)
    theirs = _comparable(count.second_count(tmp_path, now, lookback), tmp_path)
    survey = survey_of(tmp_path, now=datetime.fromisoformat(now).astimezone(UTC), lookback=lookback)
    ours = _comparable(map(json.loads, json_lines(survey)), tmp_path)
    assert ours == theirs


def test_the_second_count_shares_no_code_with_the_product() -> None:
    for name in ("second_count", "random_folder"):
        source = Path(__file__).with_name(f"{name}.py").read_text("utf-8")
        assert not re.search(r"\b(import|from)\s+(shared|local)\b", source)


def _without_departments_of_people(folder: Path) -> None:
    """We take a group's zone from its owner's department as a last resort; the second count does not."""
    path = folder / "people.jsonl"
    if path.exists():
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        lines = (json.dumps({key: row[key] for key in row if key != "department"}) + "\n" for row in rows)
        path.write_text("".join(lines), "utf-8")


def _comparable(rows: Iterable[Mapping[str, Any]], folder: Path) -> dict[Key, tuple[str, str | None, Any]]:
    """Verdicts as both say them; left out is what one of the two does not say, each with its reason."""
    lines = (folder / "groups.jsonl").read_text("utf-8").splitlines()
    groups = {row["group_id"]: row for row in map(json.loads, lines)}
    found = {}
    for row in rows:
        evidence = row.get("evidence") or {}
        key = (row["check"], row["group"], evidence.get("period"))
        if not _is_open(row, evidence, groups[row["group"]]):
            # The manual gives inactive_group no level; ours is duty, since it is reminded of.
            level = None if row["check"] == "inactive_group" else row.get("level")
            found[key] = (row["verdict"], level, _evidence(row, evidence))
    return found


def _is_open(row: Mapping[str, Any], evidence: Mapping[str, Any], group: Mapping[str, Any]) -> bool:
    return (
        row["verdict"] == "not_applicable"  # the second count gives no row
        or row["check"] not in COUNTED
        or "periods" in evidence  # our one row for all periods before observation
        # Whether an unlisted 市场部 "says department", and an owner nobody was made with admins nobody showed:
        or (row["check"] == "group_name" and "市场" in group.get("name", ""))
        or (row["check"] == "missing_owner" and not group.get("owner_id") and "admin_ids" not in group)
    )


def _evidence(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> object:
    if row["verdict"] != "violation":
        return None
    if row["check"] == "inactive_group":
        return evidence["last_active"] and datetime.fromisoformat(evidence["last_active"]), evidence[
            "idle_days"
        ]
    if row["check"] == "after_hours_posting":
        return {one["id"]: _sender(one) for one in evidence["senders"]}
    return None


def _sender(one: Mapping[str, Any]) -> tuple[object, ...]:
    first, last = (datetime.fromisoformat(one[key]) for key in ("first", "last"))
    return one["count"], one["groups"], one["mentions_all"], first, last
