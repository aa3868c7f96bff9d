"""「休假到…」, behind the name on 「我的群」."""

from shared.adapters.web.addresses import HOME
from shared.adapters.web.own import home_with
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.leave import come_back, go


def say_leave(visit: Visit) -> WebReply:
    form, who = visit.request.form, visit.who()
    act = form.get("act", "")
    if act == "back":
        come_back(who, visit.ports)
        return moved(f"{HOME}?said=leave_over")
    if act != "go":
        return visit.trouble("nowhere", 400)
    wrong = go(form.get("until", ""), who, visit.ports)
    return home_with(visit, wrong.words[visit.lang]) if wrong else moved(f"{HOME}?said=leave_noted")
