"""The parts of a policy as values: what a company can decide about notice, people, budgets and checks."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.calendar.workdays import Week
from shared.core.judgement import Level
from shared.core.ladder.steps import Pace
from shared.core.mode import Mode
from shared.core.model import Department, Group, Kind


class DueEvery(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Notice(NamedTuple):
    """How employees were told that this product watches work groups (PIPL)."""

    published: date | None
    link: str | None
    approved_by: str | None

    def told_by(self, day: date) -> bool:
        """Whether employees had been told by `day`: without it nothing may be nudged."""
        return self.published is not None and self.published <= day and bool(self.link and self.approved_by)


class CalendarRule(NamedTuple):
    """What the policy says of a calendar; an adapter adds the published holidays."""

    week: Week
    anchor: date | None
    provisional_days_off: tuple[date, ...]


class DepartmentRule(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    head: Account | None
    delegate: Account | None
    """Who stands in for the head."""
    zone: str | None
    calendar: str | None

    def as_department(self) -> Department:
        """The department as the model knows it."""
        return Department(self.name, self.aliases, self.head, self.zone, self.calendar, self.delegate)


class Budgets(NamedTuple):
    nudges_per_run: int
    nudges_per_person_per_week: int
    api_calls_per_month: int | None
    """For each platform; None: no limit of our own."""
    api_share: float
    """The part of a platform's rate limit that we may use, as a fraction."""


class BlastRadius(NamedTuple):
    """What is unusual: new violations of a run above the greater of the two, or a population that shrank."""

    violations: int
    violations_share: float
    population_drop: float


class Override(NamedTuple):
    """What differs for some groups: those that every selector given here matches."""

    departments: frozenset[str]
    """Names, aliases resolved; empty: any."""
    kinds: frozenset[Kind]
    groups: frozenset[str]
    """`Group.key`s."""
    mode: Mode | None
    level: Level | None
    settings: Mapping[str, Any]

    def matches(self, group: Group, kind: Kind, department: str | None) -> bool:
        return (
            (not self.departments or department in self.departments)
            and (not self.kinds or kind in self.kinds)
            and (not self.groups or group.key in self.groups)
        )


class CheckPolicy(NamedTuple):
    """What the policy says of one check."""

    mode: Mode
    level: Level | None
    """Of all its violations; None: as the check finds."""
    pace: Pace
    due_every: DueEvery
    effective_from: date | None
    settings: Mapping[str, Any]
    overrides: tuple[Override, ...]
