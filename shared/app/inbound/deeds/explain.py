"""说明情况: a request goes to the operator, and the ladder rests until it is decided."""

import hashlib

from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.errors import Unreadable
from shared.core.lang import both

_PASSED_ON = both(
    "已转给{department}的同事，处理之前不再提醒您。",
    "Passed on to {department}; you will not be reminded before it is decided.",
)
_DECIDED = both(
    "您之前的说明，{department}的同事已经看过并答复；有新情况，请直接和他们联系。",
    "Your explanation was looked at and decided; if something has changed since, please contact {department}.",
)


def act(given: Given) -> Result:
    """Its id is that of the message and the case, so that asking twice is asking once."""
    from shared.core.case import resting
    from shared.core.request import Request

    nudge, shown, run = given.nudge, given.shown, given.run
    ledger, case = run.ports.ledger(), given.case(given.file())
    request = hashlib.sha256(f"{nudge.id}\0{shown.key.id}".encode()).hexdigest()[:12]
    ledger.waivers.ask(
        Request(request, shown.key.group, shown.key.check, nudge.account, run.now(), nudge.day)
    )
    if _is_decided(request, given):
        return Result(_DECIDED)  # nothing rests any more, and saying so would be a promise that is not kept
    # A former owner's word is passed on as well, but it does not hold up what somebody else was asked.
    is_theirs = case is not None and (
        case.shown_to is None or run.scene.are_same(case.shown_to, nudge.account)
    )
    if case is not None and case.is_open and is_theirs:
        ledger.cases.save(resting(case)._replace(request=request))
    return Result(_PASSED_ON)


def _is_decided(request: str, given: Given) -> bool:
    """One that cannot be read counts as open."""
    try:
        asked = given.run.ports.ledger().waivers.request(request)
    except Unreadable:
        return False
    return asked is not None and asked.decided is not None


ANSWERING = Answering(
    Deed(
        "explain",
        both("说明情况", "Explain"),
        both(
            "收到，已转给负责的同事，处理前不再提醒", "Thank you, passed on; no reminders until it is decided"
        ),
    ),
    act,
)
