"""Writes down what was planted and what a check should find of it, from what the generator meant, not from checks."""

import json
from collections import defaultdict
from typing import Any

from local.company.groups import ASLEEP
from local.company.model import Company, WorkGroup
from local.company.notices import OPEN
from local.company.weeks import DAY, LOOKBACK_DAYS, NOW, NOW_SECOND, in_lookback, iso

Json = dict[str, Any]

NO_TEXT = frozenset({"none", "blank"})


def planted(company: Company) -> Json:
    """Whatever stands neither under `violation` nor under `open` should be found by no check.

    `open`: the manual (or what the format shows) allows more than one answer; the value says why.
    `not_shown_by`: formats that do not show what the check needs.
    """
    living = [group for group in company.groups if not group.archived]
    checks = {
        "missing_announcement": _missing_announcement(living),
        "incomplete_announcement": _incomplete_announcement(living),
        "group_name": _group_name(living),
        "inactive_group": _inactive(living),
        "after_hours_posting": _after_hours(company),
        "missing_owner": _missing_owner(living),
        "missing_admin": _missing_admin(living),
    }
    return {
        "company": company.name,
        "seed": company.seed,
        "now": NOW.isoformat(),
        "lookback_days": LOOKBACK_DAYS,
        "groups": len(company.groups),
        "messages": sum(len(messages) for messages in company.messages.values()),
        "checks": checks,
        "situations": _situations(company),
    }


def as_text(record: Json) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _missing_announcement(groups: list[WorkGroup]) -> Json:
    return {
        "violation": {group.id: {} for group in groups if group.traits.notice in NO_TEXT},
        "open": {group.id: "only a topic" for group in groups if group.traits.notice == "topic_only"},
    }


def _incomplete_announcement(groups: list[WorkGroup]) -> Json:
    """`missing`: certainly; `perhaps`: a strict reader misses these too."""
    return {
        "violation": {
            group.id: {
                "missing": list(group.traits.missing),
                "perhaps": list(group.traits.perhaps),
                "stale_owner": group.traits.notice == "stale_owner",
            }
            for group in groups
            if group.traits.missing
        },
        "open": {group.id: group.traits.notice for group in groups if group.traits.notice in OPEN},
    }


def _group_name(groups: list[WorkGroup]) -> Json:
    return {
        "violation": {
            group.id: {"level": group.traits.expect, "name": group.name}
            for group in groups
            if group.traits.expect in {"advice", "duty"}
        },
        "open": {group.id: group.traits.shape for group in groups if group.traits.expect == "open"},
    }


def _inactive(groups: list[WorkGroup]) -> Json:
    return {
        "violation": {group.id: _silence(group) for group in groups if group.traits.life in ASLEEP},
        "open": {},
    }


def _silence(group: WorkGroup) -> Json:
    """`last_active` to the second; the stamp itself is a few microseconds later."""
    since = group.created if group.quiet_since is None else group.quiet_since
    return {
        "last_active": None if group.quiet_since is None else iso(group.quiet_since),
        "idle_days": (NOW_SECOND - since) // DAY,
        "robots": group.traits.life in {"robot_kept", "robot_only"},
    }


def _after_hours(company: Company) -> Json:
    """By group and period, the senders and why; `earlier` lies before the lookback."""
    kinds = {group.id: group.kind for group in company.groups}
    found: dict[str, dict[str, dict[str, Json]]] = {"violation": {}, "earlier": {}, "open": {}}
    for incident in company.incidents:
        depends = incident.why in {"on_call", "external"}
        if not (incident.counts or depends):
            continue
        part = "open" if depends else "violation" if in_lookback(incident.period) else "earlier"
        for group_id in incident.group_ids:
            why = f"{incident.why}: whether the kind {kinds[group_id]} is known" if depends else incident.why
            periods = found[part].setdefault(group_id, {})
            periods.setdefault(incident.period.isoformat(), {})[incident.sender] = why
    return found


def _missing_owner(groups: list[WorkGroup]) -> Json:
    return {
        "violation": {
            group.id: {"owner": group.owner_id, "state": group.traits.owner}
            for group in groups
            if group.traits.owner != "active"
        },
        "open": {},
    }


def _missing_admin(groups: list[WorkGroup]) -> Json:
    without: Json = {group.id: {} for group in groups if not group.admin_ids}
    return {"violation": without, "open": {}, "not_shown_by": ["slack"]}


def _situations(company: Company) -> dict[str, list[str]]:
    """Group ids by what they are an example of."""
    ended = {project.name for project in company.projects if project.ended}
    found: dict[str, list[str]] = defaultdict(list)
    for group in company.groups:
        traits = group.traits
        found[f"name_{traits.shape}"].append(group.id)
        found[f"announcement_{traits.notice}"].append(group.id)
        found[f"owner_{traits.owner}"].append(group.id)
        found[f"life_{traits.life}"].append(group.id)
        found[f"kind_{group.kind}"].append(group.id)
        if len(group.member_ids) < 5:
            found["size_tiny"].append(group.id)
        if group.project in ended:
            found["project_ended"].append(group.id)
    for incident in company.incidents:
        found[f"night_{incident.why}"] += [
            each for each in incident.group_ids if each not in found[f"night_{incident.why}"]
        ]
    return dict(sorted(found.items()))
