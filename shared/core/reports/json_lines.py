"""The survey for a program: a line of JSON for every verdict that is not `ok` (`--json`), or for every message."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shared.core.account import BY_NAME, id_of, platform_of
from shared.core.case import CaseKey
from shared.core.findings.survey import Digest, Row, Survey
from shared.core.message.leaving import record as leaving
from shared.core.reports.overview import level_of


def json_lines(survey: Survey) -> Iterator[str]:
    """Keys in a fixed order; every line can be written as UTF-8."""
    return (as_line(_record(row)) for row in survey.rows)


def message_lines(survey: Survey) -> Iterator[str]:
    """What people would get, in the order of the survey; without what goes to operations, who are no person."""
    return (as_line(_leaving(digest, survey)) for digest in survey.digests if digest.recipient.account)


def _leaving(digest: Digest, survey: Survey) -> dict[str, Any]:
    return leaving(
        survey.write(digest),
        digest.recipient,
        person=digest.person,
        at=digest.send_at,
        shown=[CaseKey(item.row.group.key, item.row.check.id) for item in digest.items],
        left_out=digest.left_out,
    )


def as_line(record: Mapping[str, Any]) -> str:
    """One line of JSON; whatever a terminal could take for a command, or UTF-8 does not have, is escaped."""
    line = json.dumps(record, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(record)


def evidence_of(row: Row) -> Any:
    """The evidence with the platform's own ids."""
    return _local(dict(row.judgement.evidence), row.group.platform)


def _local(value: Any, platform: str) -> Any:
    """With the platform's own ids: the line says which platform it is. An account of another one stays whole."""
    if isinstance(value, dict):
        return {
            name: _bare(one, platform)
            if name in _ACCOUNTS
            else (_local(one, platform) if isinstance(one, dict | list) else one)
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
