"""「说明情况／申诉」: a few words about a chore, or about what was decided of it."""

from collections.abc import Mapping

from shared.adapters.web.addresses import GROUP
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.explaining import Explaining, about_chore, about_refusal, ask_again, explain


def explain_page(visit: Visit) -> WebReply:
    return _page(visit, _about(visit, visit.request.query), visit.request.query)


def take_explanation(visit: Visit) -> WebReply:
    form, who = visit.request.form, visit.who()
    handle, text = form.get("g", ""), form.get("text", "")
    if form.get("again"):
        wrong = ask_again(handle, form["again"], text, who, visit.ports)
    else:
        wrong = explain(handle, form.get("c", ""), text, who, visit.ports)
    if wrong:
        return _page(
            visit, _about(visit, form), form, {fault.field: fault.words[visit.lang] for fault in wrong}
        )
    return moved(f"{GROUP}?g={handle}&said=passed_on")


def _about(visit: Visit, asked: Mapping[str, str]) -> Explaining:
    who, handle = visit.who(), asked.get("g", "")
    if asked.get("again"):
        return about_refusal(handle, asked["again"], who, visit.ports)
    return about_chore(handle, asked.get("c", ""), who, visit.ports)


def _page(
    visit: Visit, about: Explaining, asked: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> WebReply:
    return visit.shown(
        "explain.html",
        422 if wrong else 200,
        about=about,
        check=asked.get("c", ""),
        again=asked.get("again", ""),
        text=asked.get("text", "") if wrong else "",
        wrong=wrong or {},
        today=visit.today(visit.who()),
    )
