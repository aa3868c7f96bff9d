"""「请一位同事一起管」 of a filed group, and the end of it by either of the two."""

from shared.adapters.web.addresses import GROUP, HOME
from shared.adapters.web.hand_over import SHOWN_AGAIN, chooser
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.together import ask_along, let_go, step_down
from shared.core.errors import PageRefused


def choose_helper(visit: Visit) -> WebReply:
    return chooser(visit, visit.request.query.get("g", ""), is_together=True)


def together(visit: Visit) -> WebReply:
    form, who = visit.request.form, visit.who()
    handle, act = form.get("g", ""), form.get("act", "")
    if act == "find":
        return chooser(visit, handle, form.get("name", ""), is_together=True)
    if act == "let_go":
        let_go(handle, form.get("to", ""), who, visit.ports)
        return moved(f"{GROUP}?g={handle}&said=let_go")
    if act != "offer":
        return visit.trouble("nowhere", 400)
    try:
        ask_along(handle, form.get("to", ""), who, visit.ports)
    except PageRefused as error:
        if error.reason not in SHOWN_AGAIN:
            raise
        return chooser(visit, handle, wrong=error.reason, is_together=True)
    return moved(f"{GROUP}?g={handle}&said=offered")


def no_more(visit: Visit) -> WebReply:
    step_down(visit.request.form.get("g", ""), visit.who(), visit.ports)
    return moved(f"{HOME}?said=stepped_down")
