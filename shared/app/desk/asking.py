"""Asks the responsible department: with the day by which it is answered, and the ladder rests meanwhile."""

from datetime import date

from shared.app.desk.cards import request_of
from shared.app.ports.ports import Ports
from shared.core.case import Case, resting
from shared.core.policy.policy import Policy
from shared.core.request import Request, promise
from shared.core.scene import Scene


def promised(scene: Scene, policy: Policy) -> date:
    """The last day on which what is asked now is answered, in the company's work days."""
    return promise(scene.local_day(), policy.answer_within, scene.calendar)


def ask(request: Request, case: Case | None, scene: Scene, ports: Ports) -> Request:
    """Keep it, once, and let the case rest where it is open and theirs; the request as it is kept by now.

    One that is decided already rests nothing. A former owner's word is passed on as well, but it does not hold up what
    somebody else was asked.
    """
    ledger = ports.ledger()
    ledger.waivers.ask(request)
    kept = request_of(request.id, ports) or request
    is_theirs = case is not None and (case.shown_to is None or scene.are_same(case.shown_to, request.by))
    if case is not None and case.is_open and is_theirs and kept.decided is None:
        ledger.cases.save(resting(case)._replace(request=request.id))
    return kept
