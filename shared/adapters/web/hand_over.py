"""「交给同事」, and what colleagues ask of whoever opens a page."""

from shared.adapters.web.addresses import GROUP, HOME
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.handover.replying import Came
from shared.app.pages.hand_over import answer_asked, colleagues, offer_to, suggested, take_back
from shared.app.pages.mine import own
from shared.app.pages.shown import shown
from shared.core.errors import PageRefused
from shared.core.handover import Reply, Way

SHOWN_AGAIN = frozenset({"nobody", "said_no"})
"""Refusals after which somebody else can be asked."""


def choose(visit: Visit) -> WebReply:
    return chooser(visit, visit.request.query.get("g", ""))


def chooser(
    visit: Visit, handle: str, name: str | None = None, wrong: str = "", *, is_together: bool = False
) -> WebReply:
    """`name`: what was looked for; names of colleagues are never part of an address. `is_together`: to look after it as well."""
    who, way = visit.who(), Way.JOIN if is_together else Way.OFFER
    return visit.shown(
        "hand_over.html",
        422 if wrong else 200,
        one=shown(own(handle, who, visit.ports), who, visit.ports),
        name=name or "",
        found=suggested(handle, who, visit.ports, way=way)
        if name is None
        else colleagues(name, who, visit.ports),
        is_search=name is not None,
        is_together=is_together,
        wrong=wrong,
    )


def hand_over(visit: Visit) -> WebReply:
    form, who = visit.request.form, visit.who()
    handle, act = form.get("g", ""), form.get("act", "")
    if act == "find":
        return chooser(visit, handle, form.get("name", ""))
    if act == "take_back":
        take_back(handle, who, visit.ports)
        return moved(f"{GROUP}?g={handle}&said=taken_back")
    try:
        offer_to(handle, form.get("to", ""), who, visit.ports)
    except PageRefused as error:
        if error.reason not in SHOWN_AGAIN:
            raise
        return chooser(visit, handle, None, error.reason)
    return moved(f"{GROUP}?g={handle}&said=offered")


def answer_question(visit: Visit) -> WebReply:
    form = visit.request.form
    said = {"yes": Reply.ACCEPTED, "no": Reply.DECLINED}.get(form.get("say", ""))
    if said is None:
        return visit.trouble("nowhere", 400)
    way = next((one for one in Way if one == form.get("way")), None)  # a page of before this says nothing
    came = answer_asked(form.get("g", ""), said, visit.who(), visit.ports, way=way)
    return moved(f"{HOME}?said={_SAID[came]}")


_SAID = {
    Came.FILED: "handed_over",
    Came.AGREED: "agreed",
    Came.JOINED: "handed_over",
    Came.DECLINED: "declined",
    Came.CONTESTED: "contested",
    Came.OVER: "over",
}
