"""Runs tests/cases/*.toml: every case is a facts folder of its own, judged through the real readers and policy."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.core.findings.survey import Row
from shared.core.reports.json_lines import evidence_of
from tests.support import JUDGED, survey_of, write_jsonl

CASES = Path(__file__).parent.parent / "cases"
COMPANY_FILES = {"people", "departments", "projects", "duty"}
CASE_KEYS = {
    "name",
    "now",
    "lookback",
    "company",
    "settings",
    "policy",
    "group",
    "group_json",
    "others",
    "posts",
    "expect",
}
EXPECT_KEYS = {"outcome", "level", "evidence", "reason"}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for case in data["case"]:
            company = data.get("companies", {}).get(case.get("company"), {})
            yield pytest.param(path.stem, company, case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("check_id", "company", "case"), list(cases()))
def test_case(check_id: str, company: Mapping[str, Any], case: Mapping[str, Any], tmp_path: Path) -> None:
    assert set(case) <= CASE_KEYS, "a case with a key that nobody reads tests nothing"
    assert case.get("company") is None or company, "the case names a company that the file does not have"
    found = [_plain(row) for row in _rows(check_id, company, case, tmp_path)]
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    wanted = [row for row in expected if row["outcome"] != "ok"]
    assert all(set(row) <= EXPECT_KEYS for row in wanted)
    assert [_as_expected(row, want) for row, want in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), found


def _rows(check_id: str, company: Mapping[str, Any], case: Mapping[str, Any], folder: Path) -> list[Row]:
    own: dict[str, Any] = dict(case.get("group", {})) | json.loads(case.get("group_json", "{}"))
    group = {"platform": "wecom", "group_id": "g1"} | own
    others = [{"platform": group["platform"]} | other for other in case.get("others", [])]
    write_jsonl(folder, "groups", [group, *others])
    for name in COMPANY_FILES & set(company):
        write_jsonl(folder, name, company[name])
    if "posts" in case:
        write_jsonl(folder, "messages", [row for post in case["posts"] for row in _messages(post)])
    now = datetime.fromisoformat(case["now"]).astimezone(UTC) if "now" in case else JUDGED
    policy = case.get("policy", {})
    if "settings" in case:
        policy = {**policy, "checks": {check_id: case["settings"]}}
    survey = survey_of(folder, now=now, lookback=case.get("lookback", 1), policy=policy)
    assert not survey.faults, survey.faults
    return [row for row in survey.rows if row.check.id == check_id and row.group.id == group["group_id"]]


def _messages(post: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """`times` messages, the first at `at` (ISO), the others `every` seconds after one another."""
    row = {"group_id": "g1", "sender_id": "u1", **post}
    start = datetime.fromisoformat(row.pop("at"))
    times, every = row.pop("times", 1), row.pop("every", 60)
    for number in range(times):
        yield row | {"ts": (start + timedelta(seconds=every * number)).timestamp()}


def _plain(row: Row) -> dict[str, Any]:
    level, outcome, reason = row.judgement.level, row.judgement.outcome, row.judgement.reason
    evidence = json.loads(json.dumps(evidence_of(row)))
    return {"outcome": str(outcome), "level": level and str(level), "reason": reason, "evidence": evidence}


def _as_expected(row: Mapping[str, Any], want: Mapping[str, Any]) -> dict[str, Any]:
    """What the case speaks of; evidence only as far as the case names keys, but those exactly."""
    shown = {key: row[key] for key in want}
    if want.get("evidence"):
        shown["evidence"] = {key: row["evidence"].get(key, "absent") for key in want["evidence"]}
    return shown
