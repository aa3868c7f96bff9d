"""What comes next for each open case of a group, for whom and when: computed anew from facts, so it can always be."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from shared.core.account import Account
from shared.core.arming import group_mode
from shared.core.calendar.hours import WorkTime
from shared.core.case import Case, GroupFile, Step, resting
from shared.core.checks.base import Check
from shared.core.judgement import Level
from shared.core.ladder.recipients import recipient
from shared.core.ladder.steps import CaseFacts, due_after_page, first_due, next_due
from shared.core.message.voice import Voice
from shared.core.mode import Mode
from shared.core.people.belonging import department_of
from shared.core.policy.policy import Policy
from shared.core.questions.catalogue import ALL
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene

BY_ID: Mapping[str, Check] = {check.id: check for check in ALL}


class Agenda(NamedTuple):
    """What decides the next step of every case, beside the group's own file."""

    scene: Scene
    policy: Policy
    voice: Voice
    cap: Mode
    """The most that the installation allows."""
    armed: Mapping[str, datetime]
    """By check: since when it may speak; checks that may not are absent."""
    department: Callable[[GroupFile, Scene], str | None] = lambda file, scene: department_of(
        file.group, scene
    )


def planned(file: GroupFile, agenda: Agenda) -> tuple[Case, ...]:
    """The file's cases with their next step; those in which nothing changed are the same objects."""
    is_held = file.is_held or file.group.platform in agenda.scene.lost
    if is_held or not any(case.is_open and case.key.check in agenda.armed for case in file.cases):
        return tuple(map(resting, file.cases))
    first = {case.key.check for case in file.cases if case.is_open and _comes_first(case)}
    reader = recipient(file.group, agenda.scene)
    department = agenda.department(file, agenda.scene)
    return tuple(
        _next(case, file, reader, agenda)
        if case.is_open
        and (not first or case.key.check in first)
        and _may_speak(case, file, reader, department, agenda)
        else resting(case)
        for case in file.cases
    )


def _comes_first(case: Case) -> bool:
    check = BY_ID.get(case.key.check)
    return check is not None and check.comes_first


def _may_speak(
    case: Case, file: GroupFile, reader: Recipient, department: str | None, agenda: Agenda
) -> bool:
    check = BY_ID.get(case.key.check)
    if check is None or case.request or reader.account is None or check.id not in agenda.armed:
        return False
    if file.gone is not None:
        return False
    if check.is_question is not (reader.role is Role.COLLEAGUE):
        return False  # whoever is asked about the group answers for nothing else of it, also before its cases have followed
    if check.never_escalates and reader.role in {Role.HEAD, Role.OPERATIONS}:
        return False
    return group_mode(check.id, agenda.policy, agenda.cap, file.group, department) >= Mode.NUDGE


def _next(case: Case, file: GroupFile, reader: Recipient, agenda: Agenda) -> Case:
    check, work = BY_ID[case.key.check], agenda.voice.work_of(reader)
    to = reader.account or ""
    delivered = shown_to(case, to, agenda.scene)
    if Step.TOLD not in delivered:
        pace = agenda.voice.pace_of(check)
        if Step.SEEN not in delivered:
            due = first_due(_facts(case, file, check, work, agenda), pace, work)
        elif case.level is Level.ADVICE:
            return _silent(case, None)
        else:
            due = due_after_page(delivered[Step.SEEN], pace, work)
        return _step(case, Step.TOLD, due, to, reader.role)
    coming = next_due(delivered, case.level, agenda.voice.pace_of(check), work)
    if coming is None or coming[0] is Step.ROLLED_UP:
        return _silent(case, coming[0] if coming else None)
    return _step(case, coming[0], coming[1], to, reader.role)


def _facts(case: Case, file: GroupFile, check: Check, work: WorkTime, agenda: Agenda) -> CaseFacts:
    armed = agenda.armed[check.id]
    since = max(agenda.voice.effective_from(check) or date.min, armed.astimezone(work.zone).date())
    created = file.group.created.value if file.group.created else None
    return CaseFacts(
        group_key=file.group.key,
        opened=case.opened,
        # A creation that lies in the future is a slip of the pen, and no reason to wait for it.
        created=created if created is None else min(created, case.opened),
        effective_from=since,
        first_seen=file.first_seen,
        owner_changed=file.owner_changed,
        backlog=case.opened <= armed,
    )


def shown_to(case: Case, to: Account, scene: Scene) -> Mapping[Step, datetime]:
    """What whoever has the account `to` was shown of the case, with any account of theirs, and when."""
    before = case.shown_to
    if before is None:
        return case.delivered
    if not scene.are_same(before, to):
        return {}
    return {step: at for step, at in case.delivered.items() if scene.means(before, at)}


def _step(case: Case, step: Step, due: datetime, to: str, role: Role) -> Case:
    if (case.step, case.due, case.to, case.role) == (step, due, to, role):
        return case
    return case._replace(step=step, due=due, to=to, role=role)


def _silent(case: Case, step: Step | None) -> Case:
    rested = resting(case)
    return rested if rested.step is step else rested._replace(step=step)


def delivered(case: Case, step: Step, to: Account, at: datetime, file: GroupFile, agenda: Agenda) -> Case:
    """The case after `to` was shown it at `at`, with what comes next."""
    before = shown_to(case, to, agenda.scene)
    told = case._replace(delivered={**before, step: at}, shown_to=to)
    file = file.with_case(told)
    return next(one for one in planned(file, agenda) if one.key == case.key)
