"""A case as an item: one text for whoever reads it, and beside it what conditions and indexes look at."""

from collections.abc import Mapping
from sys import intern
from typing import Any

from shared.adapters.dynamodb import keys, retention
from shared.adapters.dynamodb.attributes import epoch
from shared.adapters.dynamodb.records import member, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import Case, Step
from shared.core.judgement import Level
from shared.core.recipient import Role


def case_item(case: Case) -> dict[str, Any]:
    return {
        "case": packed(case[1:-1]),
        "version": case.version,
        "ttl": epoch(case.resolved + retention.CASE) if case.resolved else None,
        **_entries(case),
    }


def case_of(item: Item) -> Case:
    level, evidence, key, opened, delivered, shown_to, step, due, to, role, request, resolved = unpacked(
        item["case"]
    )
    return Case(
        keys.case_key(item["SK"]),
        _LEVEL[level],
        _evidence(evidence, key) if evidence else _NOTHING,
        tuple(key),
        moment_of(opened),
        {_STEP[one]: moment_of(at) for one, at in delivered.items()} if delivered else _NOTHING,
        shown_to,
        step and _STEP[step],
        due and moment_of(due),
        to,
        role and _ROLE[role],
        request,
        resolved and moment_of(resolved),
        item["version"],
    )


def _evidence(read: Mapping[str, Any], key: list[str]) -> Mapping[str, Any]:
    """Names, and texts that the key has as well, are kept once: a pass holds the cases of a whole company."""
    known = dict(zip(key, key, strict=True))
    return {
        intern(name): known.get(value, value) if isinstance(value, str) else value
        for name, value in read.items()
    }


def _entries(case: Case) -> dict[str, str]:
    """Only where somebody is to be told: the indexes hold what waits, and nothing else."""
    if case.to is None or case.due is None or not case.is_due(case.due):
        return {}
    accounts = keys.due_entry(case.due, case.to)
    cases = keys.due_case(case.due, case.to, case.key)
    return {"G1PK": accounts.pk, "G1SK": accounts.sk, "G2PK": cases.pk, "G2SK": cases.sk}


_NOTHING: Mapping[Any, Any] = {}
_LEVEL, _STEP, _ROLE = member(Level), member(Step), member(Role)
