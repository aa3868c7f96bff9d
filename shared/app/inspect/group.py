"""Brings checks, policy and groups together: what an inspection, a re-reading and an answer all judge by."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import is_

from shared.core.case import Case, CaseKey, GroupFile, follow, resting
from shared.core.checks.base import Check
from shared.core.findings.judge import Plan, exemption, inspect
from shared.core.judgement import Judgement, not_applicable, unknown
from shared.core.model import Group
from shared.core.people.belonging import department_of
from shared.core.policy.policy import Policy
from shared.core.questions.catalogue import ALL
from shared.core.scene import Scene


def plan_of(check: Check, policy: Policy, scene: Scene) -> Plan:
    """The check with its settings, by group where the policy says so."""
    own = policy.checks[check.id]
    if not own.overrides:
        return Plan(check, own.settings)
    return Plan(
        check, own.settings, lambda group: policy.settings(check.id, group, department_of(group, scene))
    )


def levelled(judgement: Judgement, check: Check, group: Group, policy: Policy, scene: Scene) -> Judgement:
    """The judgement at the level that the policy gives the check, where it gives one."""
    own = policy.checks[check.id]
    if judgement.level is None or (own.level is None and not own.overrides):
        return judgement
    level = policy.rules(check.id, group, department_of(group, scene)).level
    return judgement._replace(level=level or judgement.level)


def judged(
    file: GroupFile, plans: tuple[Plan, ...], policy: Policy, scene: Scene
) -> list[tuple[Check, tuple[Judgement, ...]]]:
    """What is not ok, by check. A group that is out of sight, or cannot be read, is unknown to every check."""
    if file.group.platform in scene.lost:
        return [(plan.check, unknown("unreadable_item")) for plan in plans]
    if not file.is_known:
        waived = "meta" not in file.unreadable
        rows = not_applicable("waived") if waived else unknown("unreadable_item")
        return [(plan.check, rows) for plan in plans]
    if scene.blurred:  # what lies in a department that cannot be read would look like what lies in none
        blind = tuple(plan for plan in plans if plan.check.id in _BY_DEPARTMENTS)
        rest = judged(file, tuple(plan for plan in plans if plan not in blind), policy, _sharp(scene))
        return rest + [(plan.check, unknown("unreadable_item")) for plan in blind]
    if file.gone is not None:
        return [(plan.check, unknown("not_observed")) for plan in plans]
    return [
        (check, tuple([levelled(row, check, group, policy, scene) for row in rows]))
        for group, check, rows in inspect((file.group,), plans, scene)
    ]


_BY_DEPARTMENTS = frozenset({"group_name"})
"""Checks that find fault with what no department's name is in."""


def _sharp(scene: Scene) -> Scene:
    return scene._replace(blurred=frozenset())


def followed(
    file: GroupFile, checks: Iterable[Check], found: list[tuple[Check, tuple[Judgement, ...]]], now: datetime
) -> GroupFile:
    """The file with each check's case as the judgements leave it; one that cannot be read is left to an operator."""
    if not file.is_known:
        return file._replace(cases=tuple(map(resting, file.cases)))
    if not found and not file.cases:
        return file
    rows = {check.id: judgements for check, judgements in found}
    known = {case.key.check: case for case in file.cases}
    for check in checks:
        before, judgements = known.get(check.id), rows.get(check.id, ())
        if (before is None and not judgements) or check.id in file.unreadable_cases:
            continue
        key = before.key if before is not None else CaseKey(file.group.key, check.id)
        after = follow(key, before, judgements, now)
        if after is not None and after is not before:
            file = file.with_case(after)
    return file


def judge_again(
    file: GroupFile, checks: Sequence[Check], policy: Policy, scene: Scene
) -> tuple[GroupFile, dict[str, tuple[Judgement, ...]]]:
    """Judge one group as it is known now; checks that rest on posts keep what their case says while they apply.

    Returns the file with its cases as they follow, and by check what is not ok.
    """
    anew = [check for check in checks if not check.rests_on_posts]
    found = judged(file, tuple(plan_of(check, policy, scene) for check in anew), policy, scene)
    for check in (check for check in checks if check.rests_on_posts):
        rows = _kept_away(file, check, scene)
        if rows is not None:
            anew.append(check)
            found.append((check, rows))
    return followed(file, anew, found, scene.now), {check.id: rows for check, rows in found}


def _kept_away(file: GroupFile, check: Check, scene: Scene) -> tuple[Judgement, ...] | None:
    return unknown("not_observed") if file.gone is not None else exemption(file.group, check, scene)


def changed_cases(before: Sequence[Case], after: Sequence[Case]) -> list[Case]:
    """Of one group: those of `after` that are not the very same in `before`."""
    if len(before) == len(after) and all(map(is_, before, after)):
        return []
    known = {case.key: case for case in before}
    return [case for case in after if case is not known.get(case.key)]


CHECKS_BY_ID = {check.id: check for check in ALL}
