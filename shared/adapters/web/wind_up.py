"""「准备解散」 of one group."""

from shared.adapters.web.addresses import GROUP, HOME, WIND_UP
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.mine import own
from shared.app.pages.shown import shown
from shared.app.pages.wind_up import dissolved, plan, still_needed, winding_up


def show(visit: Visit) -> WebReply:
    return _page(visit, visit.request.query.get("g", ""))


def _page(visit: Visit, handle: str, wrong: str = "") -> WebReply:
    who = visit.who()
    file = own(handle, who, visit.ports)
    return visit.shown(
        "wind_up.html",
        422 if wrong else 200,
        one=shown(file, who, visit.ports),
        end=winding_up(file, who),
        today=visit.today(who),
        wrong=wrong,
    )


def wind_up(visit: Visit) -> WebReply:
    form, who = visit.request.form, visit.who()
    handle, act = form.get("g", ""), form.get("act", "")
    if act == "plan":
        wrong = plan(handle, form.get("on", ""), who, visit.ports)
        return _page(visit, handle, wrong.words[visit.lang]) if wrong else moved(f"{WIND_UP}?g={handle}")
    if act == "keep":
        still_needed(handle, who, visit.ports)
        return moved(f"{GROUP}?g={handle}&said=kept")
    if act != "done":
        return visit.trouble("nowhere", 400)
    if dissolved(handle, who, visit.ports):
        return moved(f"{HOME}?said=dissolved")
    return moved(f"{GROUP}?g={handle}&said=will_look")
