"""「代…处理」: what waits for colleagues on leave, to whoever stands in for them."""

from shared.adapters.web.addresses import STANDING_IN
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.standing_in import done_for, may_say_done, stood_in_for
from shared.core.errors import PageRefused

_SAID = {"noted", "will_look"}


def show_waiting(visit: Visit) -> WebReply:
    """As a page that does not exist, where they stand in for nobody."""
    who = visit.who()
    people = stood_in_for(who, visit.ports)
    if not people:
        raise PageRefused("nowhere")
    said = visit.request.query.get("said", "")
    return visit.shown(
        "standing_in.html",
        people=people,
        may_say_done=may_say_done,
        said=said if said in _SAID else "",
    )


def say_done(visit: Visit) -> WebReply:
    form = visit.request.form
    person, group, check = (form.get(name, "") for name in ("p", "g", "check"))
    is_fact = done_for(person, group, check, visit.who(), visit.ports)
    return moved(f"{STANDING_IN}?said={'noted' if is_fact else 'will_look'}")
