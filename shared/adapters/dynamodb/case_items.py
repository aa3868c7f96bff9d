"""A case as an item, with the entries that show in the indexes to whom it is due."""

from sys import intern
from typing import Any

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import Case, CaseKey, Step
from shared.core.judgement import Level
from shared.core.recipient import Role


def case_item(case: Case) -> dict[str, Any]:
    values = case._asdict()
    group, check = values.pop("key")
    return {
        **values,
        "group": group,
        "check": check,
        "evidence": packed(case.evidence),
        "evidence_key": packed(case.evidence_key),
        "delivered": packed(case.delivered) if case.delivered else None,
        "request": case.request or None,
        "ttl": epoch(case.resolved + retention.CASE) if case.resolved else None,
        **_entries(case),
    }


def case_of(item: Item) -> Case:
    key = CaseKey(item["group"], intern(item["check"]))
    return filled(Case, {**item, "key": key}, _CONVERT, needed=("version",))


def _entries(case: Case) -> dict[str, str]:
    """Only where somebody is to be told: the indexes hold what waits, and nothing else."""
    if case.to is None or case.due is None or not case.is_due(case.due):
        return {}
    accounts = keys.due_entry(case.due, case.to)
    cases = keys.due_case(case.due, case.to, case.key)
    return {"G1PK": accounts.pk, "G1SK": accounts.sk, "G2PK": cases.pk, "G2SK": cases.sk}


_CONVERT: Convert = {
    "level": Level,
    "evidence": unpacked,
    "evidence_key": lambda text: tuple(unpacked(text)),
    "opened": moment_of,
    "delivered": lambda text: {Step(step): moment_of(at) for step, at in unpacked(text).items()},
    "step": Step,
    "due": moment_of,
    "role": Role,
    "resolved": moment_of,
}
