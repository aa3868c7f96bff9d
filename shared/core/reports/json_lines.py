"""The survey for a program: one line of JSON for every verdict that is not `ok` (`preview --json`)."""

import json
from collections.abc import Iterator
from typing import Any

from shared.core.account import BY_NAME, id_of, platform_of
from shared.core.findings.survey import Row, Survey
from shared.core.reports.overview import level_of


def json_lines(survey: Survey) -> Iterator[str]:
    """Keys in a fixed order; every line can be written as UTF-8."""
    return (_line(row) for row in survey.rows)


def _line(row: Row) -> str:
    record = _record(row)
    line = json.dumps(record, ensure_ascii=False)
    # half a character (a lone surrogate) has no UTF-8, and some controls end a line or steer a terminal: all have
    # an escape in JSON
    return line if line.isprintable() else json.dumps(record)


def evidence_of(row: Row) -> Any:
    """The evidence with the platform's own ids."""
    return _local(dict(row.judgement.evidence), row.group.platform)


def _local(value: Any, platform: str) -> Any:
    """With the platform's own ids: the line says which platform it is. An account of another one stays whole."""
    if isinstance(value, dict):
        return {
            name: _bare(one, platform) if name in _ACCOUNTS else _local(one, platform)
            for name, one in value.items()
        }
    return [_local(one, platform) for one in value] if isinstance(value, list) else value


_ACCOUNTS = frozenset({"id", "owner"})
"""Names of evidence that hold an account."""


def _bare(value: Any, platform: str) -> Any:
    return id_of(value) if isinstance(value, str) and platform_of(value) in {platform, BY_NAME} else value


def _record(row: Row) -> dict[str, Any]:
    group, check, judgement = row
    record: dict[str, Any] = {
        "check": check.id,
        "platform": group.platform,
        "group": group.id,
        "verdict": judgement.outcome.value,
    }
    level = level_of(row)
    if level is not None:
        record["level"] = level.value
    if level is not None or judgement.evidence:
        record["evidence"] = evidence_of(row)
    if level is None:
        record["reason"] = judgement.reason
    return record
