"""What somebody explained: by when it is answered, and what came of it, for a month."""

from datetime import date, timedelta
from typing import NamedTuple

from shared.app.desk.news import outcome
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.display import shown_name
from shared.core.lang import Bilingual, Lang
from shared.core.request import Request, Verdict

SHOWN_FOR = timedelta(days=30)
"""From the decision."""


class Asked(NamedTuple):
    id: str
    handle: str
    """Of the group."""
    name: str | None
    """Of the group; None: nothing is kept of it any more."""
    what: Bilingual
    on: date
    promised: date | None
    outcome: str
    """What was decided, in their language; empty: it waits."""
    may_ask_again: bool
    """Whether somebody else may be asked to look at the refusal once more."""


def asked(who: Visitor, ports: Ports) -> tuple[Asked, ...]:
    """Newest first: what waits, and what was decided within a month."""
    every = requests_of(who, ports)
    recent = [one for one in every if one.decided is None or who.now < one.decided + SHOWN_FOR]
    looked_at_again = {one.former for one in every}
    files = ports.ledger().inventory.peek({one.group for one in recent}) if recent else {}
    names = {key: shown_name(file.known(who.now).group) for key, file in files.items()}
    return tuple(
        _asked(one, names.get(one.group), who, is_free=one.id not in looked_at_again) for one in recent
    )


def requests_of(who: Visitor, ports: Ports) -> list[Request]:
    """Theirs, newest first; what a former holder of an account asked is not."""
    found = ports.ledger().waivers.asked_by(who.accounts)
    return [one for one in found if who.scene.means(one.by, one.asked)]


def _asked(request: Request, name: str | None, who: Visitor, *, is_free: bool) -> Asked:
    check = CHECKS_BY_ID.get(request.check)
    is_decided = request.decided is not None
    return Asked(
        id=request.id,
        handle=handle_of(request.group),
        name=name,
        what=check.title if check is not None else dict.fromkeys(Lang, request.check),
        on=request.asked.astimezone(who.scene.zone).date(),
        promised=request.promised,
        outcome=outcome(request, who.policy, who.lang, who.scene.local_day()) if is_decided else "",
        may_ask_again=request.verdict is Verdict.REFUSED and not request.former and is_free,
    )
