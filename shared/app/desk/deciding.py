"""Decides a request: granted, it becomes a waiver; refused, the ladder goes on where it rested. A terminal and a page do it alike."""

from shared.app.desk.cards import tell_asker
from shared.app.nudge.follow_up import follow_up
from shared.app.ops.base import refuse
from shared.app.ops.waive import waivable, waive
from shared.app.ports.ports import Ports
from shared.core.case import Case, CaseKey
from shared.core.errors import Conflict
from shared.core.model import Waiver
from shared.core.request import Decision, Request, Verdict, decided
from shared.core.run import Entry

_TRIES = 3
"""Somebody may press a button, or a pass may go on, at the very moment."""


def decide(request: Request, decision: Decision, ports: Ports) -> Request:
    """The request as it is decided by now, by whoever was first; what broke off half-way is finished.

    Raises BadInput where it cannot be decided so, and nothing is written then.
    """
    waivers = ports.ledger().waivers
    _may_be(request, decision, ports)
    try:
        waivers.decide(request, decision)
    except Conflict:
        kept = waivers.request(request.id)
        if kept is None:
            raise
        is_ours = (kept.verdict, kept.decided_by) == (decision.verdict, decision.by)
        if not is_ours and _resting(kept, ports) is None:
            return kept
    else:
        kept = decided(request, decision)
    _carry_out(kept, ports)
    return kept


def _may_be(request: Request, decision: Decision, ports: Ports) -> None:
    former = ports.ledger().waivers.request(request.former) if request.former else None
    if former is not None and former.decided_by == decision.by:
        raise refuse(f"{decision.by} refused it before", "Let somebody else look at it")
    if decision.verdict is Verdict.GRANTED:
        waivable(request.group, ports)


def _carry_out(request: Request, ports: Ports) -> None:
    """Everything that follows; done again it comes to the same."""
    ledger, by = ports.ledger(), request.decided_by
    if request.verdict is Verdict.GRANTED:
        waive(request.group, Waiver(request.check, request.reason or "as asked", by, request.until), ports)
    if _let_go(request, ports):
        follow_up(request.group, ports)
    at = request.decided or ports.clock.now()
    ledger.audit.write(Entry(at, f"request_{request.verdict}", request.group, by, {"check": request.check}))
    tell_asker(request, ports)


def _let_go(request: Request, ports: Ports) -> bool:
    """Whether the case rested for this request and does not any more. Raises Conflict where others write all the time."""
    for _ in range(_TRIES):
        case = _resting(request, ports)
        if case is None:
            return False
        try:
            ports.ledger().cases.save(case._replace(request=""))
        except Conflict:
            continue
        return True
    raise Conflict


def _resting(request: Request, ports: Ports) -> Case | None:
    """The case that waits for this request, as long as it does."""
    case = ports.ledger().cases.get(CaseKey(request.group, request.check))
    return case if case is not None and case.request == request.id else None
