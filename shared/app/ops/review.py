"""Lets an operator look at a sample of findings and say which are right: what a check must earn before it speaks."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from shared.app.inspect.again import inspect_again
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.ops.base import Op, Param, refuse
from shared.app.ops.waive import check_of
from shared.app.ports.ports import Ports
from shared.app.scene.company import every_file, platforms_seen
from shared.core.case import Case, GroupFile
from shared.core.check_state import REVIEW_SAMPLE, CheckState
from shared.core.display import shown_name
from shared.core.run import Entry


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    check = check_of(given["check"]) or ""
    found = sorted(_open(check, ports), key=lambda one: _shuffle(one[1]))
    if "right" in given or "wrong" in given:
        return _marked(check, found, given, ports)
    sample = given.get("sample", REVIEW_SAMPLE)
    return {
        "check": check,
        "found": len(found),
        "sample": [_shown(*one, ports) for one in found[: max(0, sample)]],
    }


def _open(check: str, ports: Ports) -> Iterator[tuple[GroupFile, Case]]:
    for platform in platforms_seen(ports.ledger()):
        for file in every_file(ports.ledger(), platform):
            case = file.case(check)
            if case is not None and case.is_open:
                yield file, case


def _shuffle(case: Case) -> str:
    """An order that has nothing to do with the groups', and is the same for who looks twice."""
    return hashlib.sha256(case.key.id.encode()).hexdigest()


def _shown(file: GroupFile, case: Case, ports: Ports) -> dict[str, Any]:
    policy = ports.policy()
    check = CHECKS_BY_ID[case.key.check]
    return {
        "case": case.key.id,
        "group": file.group.key,
        "name": shown_name(file.known(ports.clock.now()).group),
        "level": case.level.value,
        "evidence": check.brief(case.evidence, policy.language, ports.world().zone(policy.zone)),
        "opened": case.opened.isoformat(),
    }


def _marked(
    check: str, found: list[tuple[GroupFile, Case]], given: Mapping[str, Any], ports: Ports
) -> dict[str, Any]:
    right, wrong = (set(map(str, given.get(name, ()))) for name in ("right", "wrong"))
    if not given.get("by"):
        raise refuse("by is missing", "Say who reviewed it")
    strange = (right | wrong) - {case.key.id for _, case in found}
    if strange or right & wrong:
        raise refuse(
            f"{len(strange or right & wrong)} marks are about no open finding, or say both",
            "Mark each `case` of the sample as right or as wrong",
        )
    state = ports.ledger().checks.all().get(check, CheckState(check))
    state = state._replace(
        right=len(right), reviewed=len(right | wrong), needed=min(REVIEW_SAMPLE, max(1, len(found)))
    )
    ports.ledger().checks.save(state)
    now = ports.clock.now()
    inspect_again(ports.ledger(), now)
    details = {"right": state.right, "of": state.reviewed}
    ports.ledger().audit.write(Entry(now, "check_reviewed", check, given["by"], details))
    return {"check": check, **details, "needed": state.needed, "earned": state.is_earned}


OP = Op(
    "review",
    "Shows a sample of a check's findings, or takes the marks that somebody gave them.",
    (
        Param("check", "the check's id", needed=True),
        Param("sample", "how many to show (30)", int),
        Param("right", "ids of the cases that are right", list),
        Param("wrong", "ids of the cases that are wrong", list),
        Param("by", "who reviewed it"),
    ),
    run,
)
