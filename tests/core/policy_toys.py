"""Made-up checks with a setting of every type, and short ways to read a policy for them."""

from datetime import UTC, datetime, time

import pytest

from shared.adapters.policy_file import zone_known
from shared.adapters.yaml_nodes import read_nodes
from shared.core.checks.base import Check, Clause, Filling, Text
from shared.core.errors import BadInput, Fault
from shared.core.judgement import OK, Level
from shared.core.lang import Lang, both
from shared.core.model import Fact, Group, Kind
from shared.core.policy.policy import Policy
from shared.core.policy.reading import read_policy
from shared.core.schema.scalars import Choice, Flag, Share, TimeOfDay, Whole
from shared.core.schema.scalars import Text as Words
from shared.core.schema.structures import ListOf, Setting

NOW = datetime(2026, 4, 17, tzinfo=UTC)
NOTHING = both("", "")


def _check(check_id: str, *settings: Setting) -> Check:
    return Check(
        id=check_id,
        title=both("试", "toy"),
        clause=Clause("一.1", both("试", "toy")),
        level=Level.DUTY,
        needs=("name",),
        not_for=frozenset(),
        settings=settings,
        judge=lambda *_: OK,
        words=lambda *_: Filling("plain", {}),
        brief=lambda *_: "",
        texts={
            Lang.ZH: {
                "plain": Text("「{group}」", "请在 {by} 前看{what}"),
                "drafted": Text("{group}", "x", "{owner}"),
            },
            Lang.EN: {"plain": Text("“{group}”", "Look by {by}"), "drafted": Text("{group}", "x", "{owner}")},
        },
    )


QUIET = _check(
    "quiet_toy",
    Setting("days", Whole(1, 3650), 60, NOTHING),
    Setting("words", ListOf(Words()), ("群", "测试"), NOTHING),
    Setting("share", Share(), 0.8, NOTHING),
    Setting("strict", Flag(), default=False, doc=NOTHING),
)
LATE = _check(
    "late_toy",
    Setting("rest_start", TimeOfDay(), time(22), NOTHING),
    Setting("rest_end", TimeOfDay(), time(8), NOTHING),
    Setting("day_off", Choice(("night_only", "whole_day")), "night_only", NOTHING, everywhere=True),
)
TOYS = (QUIET, LATE)


def policy(yaml: str, checks: tuple[Check, ...] = TOYS) -> Policy:
    faults: list[Fault] = []
    node = read_nodes(yaml, "policy.yaml", faults)
    return read_policy(node, file="policy.yaml", checks=checks, zone_known=zone_known, faults=faults)


def faults_of(yaml: str) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as raised:
        policy(yaml)
    return raised.value.faults


def group(group_id: str = "1", *, department: str | None = None, kind: Kind | None = None) -> Group:
    return Group(
        "pigeon",
        group_id,
        department=Fact(department, NOW) if department else None,
        kind=Fact(kind, NOW) if kind else None,
    )
