"""Reads a policy from nodes, whole or not at all, and makes the one that holds where there is no file."""

from collections.abc import Callable, Iterable, Iterator
from datetime import time
from typing import Any

from shared.core.calendar.hours import RestHours
from shared.core.checks.base import Check
from shared.core.errors import BadInput, Fault
from shared.core.lang import both
from shared.core.mode import Mode
from shared.core.policy.company import STANDARD, STANDARD_CALENDAR
from shared.core.policy.crosscheck import crosscheck
from shared.core.policy.fields import COMMON
from shared.core.policy.per_check import checks_record
from shared.core.policy.policy import Policy
from shared.core.policy.values import CheckPolicy, DepartmentRule, Override
from shared.core.policy.wording import clauses_record, wording_record
from shared.core.schema.node import Node, Reading
from shared.core.schema.structures import Record, Setting, Wrong

_MOST_FAULTS = 100
"""Named one by one; the rest is counted."""


def read_policy(
    node: Node,
    *,
    file: str,
    checks: Iterable[Check],
    zone_known: Callable[[str], bool],
    faults: Iterable[Fault] = (),
) -> Policy:
    """The policy that the nodes of `file` say; `faults` were found before, by whoever made the nodes.

    Raises BadInput with everything that is wrong, by line.
    """
    checks = tuple(checks)
    if node.is_empty and not faults:
        return default_policy(checks)
    reading = Reading(file, list(faults))
    policy: Policy = root_record(checks).read(node, reading)
    crosscheck(node, reading, zone_known)
    if reading.faults:
        raise BadInput(*_first(sorted(reading.faults, key=lambda fault: fault.line or 0), file))
    return policy


def _first(faults: list[Fault], file: str) -> list[Fault]:
    more = len(faults) - _MOST_FAULTS
    if more <= 0:
        return faults
    rest = Fault(
        file, None, f"{more} more things are wrong", "Mend these first, and check that it is the right file"
    )
    return [*faults[:_MOST_FAULTS], rest]


def default_policy(checks: Iterable[Check]) -> Policy:
    """What holds where nothing is written: every check reports, nobody is nudged."""
    checks = tuple(checks)
    fields = (*COMMON, _clauses(checks), _checks(checks))
    return _policy(wording={}, **{field.name: field.default for field in fields})


def root_record(checks: Iterable[Check]) -> Record:
    """The whole policy as a type: what the file, the JSON Schema and the reference are made from."""
    checks = tuple(checks)
    words = both("换成公司自己的说法", "texts in the company's own words")
    wording = Setting("wording", wording_record(checks), {}, words)
    return Record(
        (*COMMON, _clauses(checks), wording, _checks(checks)),
        _policy,
        (_people_are_told, _nights_are_free, _nobody_decides_alone),
    )


def _clauses(checks: tuple[Check, ...]) -> Setting:
    doc = both("各项检查对应公司规范的哪一条", "which clause of the company's manual each check stands for")
    record = clauses_record(check for check in checks if not check.is_question)
    return Setting("clauses", record, record.default(), doc)


def _checks(checks: tuple[Check, ...]) -> Setting:
    record = checks_record(checks)
    return Setting("checks", record, record.default(), both("各项检查的设置", "the settings of each check"))


def _people_are_told(policy: Policy) -> Iterator[Wrong]:
    if policy.mode > Mode.REPORT and None in policy.notice:
        yield Wrong(
            "mode",
            f"“{policy.mode}” needs a notice that told employees",
            "Write notice: published, link and approved_by; until then keep mode: report",
        )


def _nights_are_free(policy: Policy) -> Iterator[Wrong]:
    work, rest = policy.work_hours, policy.rest()
    if _meets(work.start, work.end, rest):
        night = f"{rest.start:%H:%M}–{rest.end:%H:%M}"
        yield Wrong(
            "work_hours",
            f"work hours {work.start:%H:%M}–{work.end:%H:%M} reach into the rest hours {night}",
            "Nothing is ever sent in rest hours: change one of the two",
        )


def _nobody_decides_alone(policy: Policy) -> Iterator[Wrong]:
    if len(policy.clerks) == 1:
        yield Wrong(
            "clerks",
            "one clerk alone could never decide what concerns themselves",
            "Write another one, or remove the line",
        )


def _meets(start: time, end: time, rest: RestHours) -> bool:
    """Whether a time of one day has a moment in rest hours, which may go on past midnight."""
    if rest.start <= rest.end:
        return max(start, rest.start) < min(end, rest.end)
    return start < rest.end or end > rest.start


def _policy(**given: Any) -> Policy:
    departments: tuple[DepartmentRule, ...] = given["departments"]
    aliases = {name: rule.name for rule in departments for name in (rule.name, *rule.aliases)}
    given["calendars"] = {STANDARD: STANDARD_CALENDAR, **given["calendars"]}
    given["checks"] = {
        check_id: _known_by_name(check, aliases) for check_id, check in given["checks"].items()
    }
    return Policy(aliases=aliases, **given)


def _known_by_name(check: CheckPolicy, aliases: dict[str, str]) -> CheckPolicy:
    if not check.overrides:
        return check
    return check._replace(overrides=tuple(_resolved(override, aliases) for override in check.overrides))


def _resolved(override: Override, aliases: dict[str, str]) -> Override:
    return override._replace(departments=frozenset(aliases.get(name, name) for name in override.departments))
