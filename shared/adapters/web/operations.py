"""「运营」 for the people who look after the product."""

from collections.abc import Mapping
from datetime import timedelta

from shared.adapters.web.addresses import OPERATIONS
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.operations import operations, pause, resume
from shared.core.errors import PageRefused
from shared.core.pause import LONGEST

_SAID = {"paused_now", "resumed_now"}
"""What the page may be asked to say on top, by the redirect that leads to it."""


def operations_page(visit: Visit) -> WebReply:
    return _page(visit, {}, {})


def switch(visit: Visit) -> WebReply:
    """Pause, or go on; afterwards the browser is on a page that can be loaded anew."""
    form, who = visit.request.form, visit.who()
    if form.get("act") == "resume":
        resume(who, visit.ports)
        return moved(f"{OPERATIONS}?said=resumed_now")
    if form.get("act") != "pause":
        raise PageRefused("nowhere")
    wrong = pause(form, who, visit.ports)
    if wrong:
        return _page(visit, form, {fault.field: fault.words[visit.lang] for fault in wrong})
    return moved(f"{OPERATIONS}?said=paused_now")


def _page(visit: Visit, form: Mapping[str, str], wrong: Mapping[str, str]) -> WebReply:
    who, said = visit.who(), visit.request.query.get("said", "")
    today = visit.today(who)
    days = {
        "first": str(today),
        "last": str(today + LONGEST),
        "usual": str(today + timedelta(days=1)),
    }
    return visit.shown(
        "operations.html",
        422 if wrong else 200,
        who=who,
        seen=operations(who, visit.ports),
        form=form,
        wrong=wrong,
        today=today,
        until=days,
        said=said if said in _SAID else "",
    )
