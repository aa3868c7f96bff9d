"""The policy as one value, and the answers that depend on several of its parts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.calendar.hours import RestHours, WorkHours
from shared.core.checks.base import Check, Clause
from shared.core.findings.judge import kind_of
from shared.core.judgement import Level
from shared.core.lang import Lang
from shared.core.mode import Mode
from shared.core.model import Group, Project
from shared.core.policy.values import (
    BlastRadius,
    Budgets,
    CalendarRule,
    CheckPolicy,
    DepartmentRule,
    Notice,
    Override,
)


class Rules(NamedTuple):
    """What holds for one group and check, overrides applied."""

    mode: Mode
    """Of the check; the global mode is not in it."""
    level: Level | None
    settings: Mapping[str, Any]


class Policy(NamedTuple):
    """One company's decisions, complete: what a file leaves out stands here as its default."""

    version: str
    responsible_department: str | None
    clerks: tuple[Account, ...]
    """Who answers what waits for the responsible department; empty: nobody does on a page."""
    answer_within: int
    """Work days in which whoever explains something is answered."""
    operators: tuple[Account, ...]
    """Who may look after the product on a page; empty: nobody."""
    effective_from: date | None
    notice: Notice
    mode: Mode
    language: Lang
    zone: str
    calendar: str
    calendars: Mapping[str, CalendarRule]
    departments: tuple[DepartmentRule, ...]
    """Empty: those of the directory."""
    projects: tuple[Project, ...]
    people: Mapping[Account, str]
    """By account: the name of its holder's calendar."""
    reach: tuple[str, ...]
    """Platforms in the order in which somebody with several accounts is written to; empty: where the matter lies."""
    work_hours: WorkHours
    budgets: Budgets
    blast_radius: BlastRadius
    region_reason: str | None
    clauses: Mapping[str, Clause]
    """By check: the company's own number and paraphrase."""
    wording: Mapping[str, Mapping[Lang, Mapping[str, Mapping[str, str]]]]
    """By check, language, variant and part (title, body, draft): only what the company says otherwise."""
    checks: Mapping[str, CheckPolicy]
    aliases: Mapping[str, str] = {}
    """Every name and alias of a department of the policy → its name."""
    published: datetime | None = None
    """When it came into force, aware UTC: whom it names is whoever had the account then. None: it is a file."""

    def clause(self, check: Check) -> Clause:
        return self.clauses.get(check.id, check.clause)

    def effective_mode(
        self, check_id: str, group: Group | None = None, department: str | None = None
    ) -> Mode:
        """The lower of the global mode and the check's, which an override may have changed for this group."""
        mode = self.checks[check_id].mode if group is None else self.rules(check_id, group, department).mode
        return min(self.mode, mode)

    def settings(self, check_id: str, group: Group, department: str | None = None) -> Mapping[str, Any]:
        """The check's settings for this group. The same mapping every time where the check has no overrides.

        `department`: what the group was found to belong to; None: the department that it was filed under.
        """
        check = self.checks[check_id]
        return self.rules(check_id, group, department).settings if check.overrides else check.settings

    def rules(self, check_id: str, group: Group, department: str | None = None) -> Rules:
        """As `settings`, with mode and level. Where several overrides match, the later one wins."""
        check = self.checks[check_id]
        mode, level, settings = check.mode, check.level, check.settings
        for override in self._matching(check, group, department):
            mode = mode if override.mode is None else override.mode
            level = override.level or level
            settings = {**settings, **override.settings} if override.settings else settings
        return Rules(mode, level, settings)

    def _matching(self, check: CheckPolicy, group: Group, department: str | None) -> list[Override]:
        if not check.overrides:
            return []
        filed = group.department.value if group.department else None
        name = department or filed
        kind = kind_of(group)
        known_as = self.aliases.get(name, name) if name else None
        return [override for override in check.overrides if override.matches(group, kind, known_as)]

    def calendar_of(self, accounts: Iterable[Account], department: str | None = None) -> str:
        """The name of the calendar that somebody works by: their own, their department's, or the company's."""
        own = next((self.people[account] for account in accounts if account in self.people), None)
        name = self.aliases.get(department, department) if department else None
        shared = next((rule.calendar for rule in self.departments if rule.name == name), None)
        return own or shared or self.calendar

    def rest(self) -> RestHours:
        """The company's rest hours: those of the check that judges them, and the usual ones where none does."""
        settings = next(
            (check.settings for check in self.checks.values() if "rest_start" in check.settings), None
        )
        return RestHours() if settings is None else RestHours(settings["rest_start"], settings["rest_end"])

    def zones(self) -> frozenset[str]:
        """Every zone that the policy names; each is known to exist."""
        return frozenset({self.zone, *(rule.zone for rule in self.departments if rule.zone)})
