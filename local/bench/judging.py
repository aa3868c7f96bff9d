"""What the checks cost by themselves, beside parsing the same facts; and what it costs to have them at all."""

import json
import sys
from collections.abc import Iterator

from local.bench.figure import Aim, Figure
from local.bench.measure import cost, cpu, in_turn
from local.bench.preview import NOW
from local.bench.size import Size
from local.company.crowd import crowd
from local.platforms import PLATFORMS
from shared.core.findings.judge import inspect

_CHECKS = ("group_name", "missing_announcement", "inactive_group", "missing_owner")
_CORE = "import shared.core.checks.catalogue, shared.core.findings.judge, shared.core.policy.reading"
_BOTO3 = "import boto3; boto3.client('dynamodb', region_name='cn-north-1')"


def judging(size: Size) -> Iterator[Figure]:
    scene, plans, groups, lines = crowd(size.groups, _CHECKS, NOW, PLATFORMS[0].id)
    found = sum(1 for _ in inspect(groups, plans, scene))
    took = in_turn(
        lambda: cpu(lambda: [None for _ in inspect(groups, plans, scene)]),
        lambda: cpu(lambda: [json.loads(line) for line in lines]),
        size.rounds,
    )
    about = f"{size.groups:,} groups × {len(_CHECKS)} checks"
    yield Figure("judge.groups", about, took.ours, "s", took.baseline, "json.loads", took.ratio, Aim(4))
    yield Figure("judge.not_ok", "  of these not ok", found, "findings")


def imports(size: Size) -> Iterator[Figure]:
    took = in_turn(lambda: _started(_CORE), lambda: _started(_BOTO3), size.rounds + 2)
    about = "import of checks and policy, whole process"
    yield Figure("import.core", about, took.ours, "s", took.baseline, "boto3 client", took.ratio, Aim(1))


def _started(code: str) -> float:
    return cost([sys.executable, "-c", code]).seconds
