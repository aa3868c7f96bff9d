"""What a check says of a group: an outcome, how grave it is, and the evidence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Outcome(StrEnum):
    OK = "ok"
    VIOLATION = "violation"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Level(StrEnum):
    DUTY = "duty"
    """What the manual says one 应 do: told, reminded once, then the head's roll-up."""
    ADVICE = "advice"
    """What it 建议: shown once; never reminded, escalated or rated."""


class Judgement(NamedTuple):
    """What one check finds of one group (one row; a check may find several)."""

    outcome: Outcome
    level: Level | None = None
    """Only for violations."""
    evidence: Mapping[str, Any] = {}
    """JSON-ready; the documented evidence of the check."""
    key: tuple[str, ...] = ()
    """The evidence key: the case is new again only when this changes (DESIGN section 6)."""
    reason: str = ""
    """Why not judged: an id of `Check.reasons` or of `REASONS`; empty for ok and violations."""


OK = (Judgement(Outcome.OK),)
"""Shared, since most of what is judged is fine."""


def violation(level: Level, evidence: Mapping[str, Any], key: tuple[str, ...]) -> tuple[Judgement, ...]:
    return (Judgement(Outcome.VIOLATION, level, evidence, key),)


def unknown(reason: str, evidence: Mapping[str, Any] | None = None) -> tuple[Judgement, ...]:
    return (Judgement(Outcome.UNKNOWN, None, evidence or {}, (), reason),)


def not_applicable(reason: str, evidence: Mapping[str, Any] | None = None) -> tuple[Judgement, ...]:
    return (Judgement(Outcome.NOT_APPLICABLE, None, evidence or {}, (), reason),)
