"""Explains one group: what is known of it and from when, what each check says, and what comes next for whom and why."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shared.app.inspect.group import judged, plan_of
from shared.app.inspect.posts import mass_posting
from shared.app.ops.base import Op, Param, refuse
from shared.app.ops.facts import facts_of
from shared.app.ports.ports import Ports
from shared.app.runs.pausing import is_paused
from shared.app.scene.company import agenda_of, every_file, load_scene, platforms_seen, silences
from shared.core.account import Account
from shared.core.arming import SILENCES
from shared.core.case import Case, GroupFile
from shared.core.checks.base import REASONS, Check
from shared.core.checks.catalogue import CHECKS
from shared.core.display import shown_name
from shared.core.judgement import Judgement, Outcome
from shared.core.ladder.agenda import Agenda, planned
from shared.core.ladder.recipients import recipient
from shared.core.lang import Lang
from shared.core.scene import Scene
from shared.core.schema.node import quoted

_RECENT = timedelta(days=30)


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    ledger, now, policy = ports.ledger(), ports.clock.now(), ports.policy()
    file = ledger.inventory.get(given["group"]) or _of_case(given["group"], ports)
    if file is None:
        remedy = "Write a group as platform:id, or the id of a case as a review or a log shows it"
        raise refuse(f"{quoted(given['group'])} is neither a group nor a case that is known", remedy)
    scene = load_scene(ports, policy, now)
    states = ledger.checks.all()
    agenda = agenda_of(policy, scene, states, ports)
    silent = silences(policy, states, ports, now)
    kept, file = file, file.known(now)
    scene = scene._replace(mass_posting=mass_posting([file], policy, scene, ports))
    plans = tuple(plan_of(check, policy, scene) for check in CHECKS)
    found = {check.id: rows for check, rows in judged(file, plans, policy, scene)}
    reader = recipient(file.group, scene)
    return {
        "group": file.group.key,
        "name": shown_name(file.group),
        "unreadable": sorted(file.unreadable),
        "facts": facts_of(kept, now),
        "paused": is_paused(ports, scene.local_day()),
        "told": {"role": reader.role.value, "account": reader.account},
        "away_until": away_until(reader.account, scene),
        "checks": [
            _check(check, found.get(check.id, ()), file, agenda, silent[check.id]) for check in CHECKS
        ],
        "waivers": [
            {"check": one.check or "all", "reason": one.reason, "by": one.by, "until": str(one.until)}
            for one in file.group.waivers
        ],
        "messages": _messages(file, now.date(), ports),
        "trail": [
            {"at": entry.at.isoformat(), "what": entry.what, "by": entry.by, **entry.details}
            for entry in ledger.audit.of(file.group.key, 20)
        ],
    }


def away_until(account: Account | None, scene: Scene) -> str | None:
    """The last day of the leave that whoever has this account is on by their own word; None: they are on none."""
    leave = scene.leave_of(account)
    return str(leave.until) if leave is not None and leave.holds(scene.local_day()) else None


def _of_case(case: str, ports: Ports) -> GroupFile | None:
    """The file of the group that a case id is about; by hand, so looking through all of them is good enough."""
    ledger = ports.ledger()
    files = (file for platform in platforms_seen(ledger) for file in every_file(ledger, platform))
    return next((file for file in files if any(one.key.id == case for one in file.cases)), None)


def _check(
    check: Check, rows: tuple[Judgement, ...], file: GroupFile, agenda: Agenda, silent: str
) -> dict[str, Any]:
    lang = Lang.EN
    said = {**REASONS, **check.reasons}
    row: dict[str, Any] = {"check": check.id, "verdict": rows[-1].outcome.value if rows else "ok"}
    if rows and rows[-1].reason:
        row["reason"] = said.get(rows[-1].reason, {}).get(lang, rows[-1].reason)
    case = file.case(check.id)
    if check.rests_on_posts and case is not None and case.is_open:  # of a period that is not judged any more
        row["verdict"] = Outcome.VIOLATION.value
    if case is not None:
        row["case"] = _case(case, file, agenda, silent)
    return row


def _case(case: Case, file: GroupFile, agenda: Agenda, silent: str) -> dict[str, Any]:
    next_ = next(one for one in planned(file, agenda) if one.key == case.key)
    return {
        "id": case.key.id,
        "opened": case.opened.isoformat(),
        "resolved": case.resolved.isoformat() if case.resolved else None,
        "evidence": dict(case.evidence),
        "delivered": {step.value: at.isoformat() for step, at in case.delivered.items()},
        "next": next_.step.value if next_.step and next_.due else None,
        "due": next_.due.isoformat() if next_.due else None,
        "to": next_.to,
        "why_silent": _why_silent(case, next_, silent),
    }


def _why_silent(case: Case, coming: Case, silent: str) -> str:
    if not case.is_open:
        return "it is resolved"
    if coming.due is not None:
        return ""
    if silent:
        return SILENCES[silent][Lang.EN]
    if case.request:
        return f"request {case.request} waits for a decision"
    if case.delivered:
        return "everything that the ladder has was said"
    return "nobody can be told, its mode is report for this group, or something else of the group comes first"


def _messages(file: GroupFile, today: date, ports: Ports) -> list[dict[str, Any]]:
    """The messages of the last days in which this group was shown."""
    people = sorted({case.shown_to for case in file.cases if case.shown_to})
    return [
        {"day": nudge.day.isoformat(), "to": person, "state": nudge.state.value, "attempts": nudge.attempts}
        for person in people
        for nudge in ports.ledger().outbox.since(person, today - _RECENT)
        if any(shown.key.group == file.group.key for shown in nudge.shown)
    ]


OP = Op(
    "explain",
    "Explains a group: facts, verdicts, cases and what comes next.",
    (Param("group", "the group as platform:id, as every report prints it, or a case's id", needed=True),),
    run,
)
