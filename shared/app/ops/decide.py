"""Decides a request: granted, it becomes a waiver; refused, the ladder goes on where it rested."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shared.app.nudge.follow_up import follow_up
from shared.app.ops.base import BY, Op, Param, refuse
from shared.app.ops.waive import until_of, waive
from shared.app.ports.ports import Ports
from shared.core.case import CaseKey
from shared.core.errors import Conflict
from shared.core.model import Waiver
from shared.core.request import Request, Verdict
from shared.core.run import Entry
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
    try:
        ports.ledger().waivers.decide(request, verdict, given["by"], ports.clock.now())
    except Conflict:
        decided = ports.ledger().waivers.request(request.id)
        if decided is None or decided.verdict is not verdict:
            remedy = "Look at `groupkeeper explain` for what came of it"
            raise refuse("it was decided otherwise already", remedy) from None
        # The same again: somebody saw an error after the decision was written, so the rest of it may be missing.
    _carry_out(
        request, verdict, Waiver(request.check, given.get("reason") or "as asked", given["by"], until), ports
    )
    return {"request": request.id, "verdict": verdict.value, "group": request.group, "check": request.check}


def _carry_out(request: Request, verdict: Verdict, waiver: Waiver, ports: Ports) -> None:
    ledger = ports.ledger()
    case = ledger.cases.get(CaseKey(request.group, request.check))
    if case is not None and case.request == request.id:
        ledger.cases.save(case._replace(request=""))
    entry = Entry(ports.clock.now(), f"request_{verdict}", request.group, waiver.by, {"check": request.check})
    ledger.audit.write(entry)
    if verdict is Verdict.GRANTED:
        waive(request.group, waiver, ports)
    else:
        follow_up(request.group, ports)


OP = Op(
    "decide",
    "Grants or refuses a request.",
    (
        Param("request", "the request's id", needed=True),
        Param("verdict", "granted or refused", needed=True),
        BY,
        Param("reason", "why; stands in the waiver"),
        Param("until", "granted until this day (half a year if not given)"),
    ),
    run,
)
