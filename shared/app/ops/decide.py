"""Decides a request by hand: granted, it becomes a waiver; refused, the ladder goes on where it rested."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shared.app.desk.deciding import decide
from shared.app.ops.base import BY, Op, Param, refuse
from shared.app.ops.waive import until_of
from shared.app.ports.ports import Ports
from shared.core.request import Decision, Verdict
from shared.core.schema.node import listed, quoted

_USUALLY = timedelta(days=180)


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    request = ports.ledger().waivers.request(given["request"])
    if request is None:
        raise refuse(f"there is no request {quoted(given['request'])}", "Look at `groupkeeper requests`")
    if given["verdict"] not in set(Verdict):
        raise refuse(f"{quoted(given['verdict'])} is no verdict", f"Write one of: {listed(Verdict)}")
    verdict = Verdict(given["verdict"])
    until = until_of(given.get("until") or str((ports.clock.now() + _USUALLY).date()), ports)
    now, reason = ports.clock.now(), given.get("reason", "")
    decision = Decision(verdict, given["by"], now, reason, until if verdict is Verdict.GRANTED else None)
    kept = decide(request, decision, ports)
    if kept.verdict is not verdict:
        remedy = "Look at `groupkeeper explain` for what came of it"
        raise refuse("it was decided otherwise already", remedy)
    return {"request": request.id, "verdict": verdict.value, "group": request.group, "check": request.check}


OP = Op(
    "decide",
    "Grants or refuses a request.",
    (
        Param("request", "the request's id", needed=True),
        Param("verdict", "granted or refused", needed=True),
        BY,
        Param("reason", "why; whoever asked reads it, and it stands in the waiver"),
        Param("until", "granted until this day (half a year if not given)"),
    ),
    run,
)
