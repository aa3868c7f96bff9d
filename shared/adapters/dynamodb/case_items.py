"""A case as an item: one text for whoever reads it, and beside it what conditions and indexes look at."""

from collections.abc import Mapping
from typing import Any

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import member, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import Case, Step
from shared.core.judgement import Level
from shared.core.recipient import Role


def case_item(case: Case) -> dict[str, Any]:
    values = case._asdict()
    del values["key"], values["version"]
    return {
        "case": packed({name: value for name, value in values.items() if value or name in _ALWAYS}),
        "version": case.version,
        "ttl": epoch(case.resolved + retention.CASE) if case.resolved else None,
        **_entries(case),
    }


def case_of(item: Item) -> Case:
    values = unpacked(item["case"])
    said = values.get
    delivered, due, resolved = said("delivered"), said("due"), said("resolved")
    step, role = said("step"), said("role")
    return Case(
        keys.case_key(item["SK"]),
        _LEVEL[values["level"]],
        values["evidence"] or _NOTHING,
        tuple(values["evidence_key"]),
        moment_of(values["opened"]),
        {_STEP[one]: moment_of(at) for one, at in delivered.items()} if delivered else _NOTHING,
        said("shown_to"),
        _STEP[step] if step else None,
        moment_of(due) if due else None,
        said("to"),
        _ROLE[role] if role else None,
        said("request", ""),
        moment_of(resolved) if resolved else None,
        item["version"],
    )


def _entries(case: Case) -> dict[str, str]:
    """Only where somebody is to be told: the indexes hold what waits, and nothing else."""
    if case.to is None or case.due is None or not case.is_due(case.due):
        return {}
    accounts = keys.due_entry(case.due, case.to)
    cases = keys.due_case(case.due, case.to, case.key)
    return {"G1PK": accounts.pk, "G1SK": accounts.sk, "G2PK": cases.pk, "G2SK": cases.sk}


_ALWAYS = frozenset({"evidence", "evidence_key"})
_NOTHING: Mapping[Any, Any] = {}
_LEVEL, _STEP, _ROLE = member(Level), member(Step), member(Role)
