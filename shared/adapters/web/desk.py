"""「待处理」 for the clerks of the responsible department."""

from collections.abc import Mapping
from datetime import date

from shared.adapters.web.addresses import ITEM
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.desk.desk import Opened, act, desk, opened
from shared.app.desk.item import Done
from shared.app.desk.people import Candidate, candidates
from shared.app.desk.requests import HALF_A_YEAR
from shared.app.ops.waive import LONGEST
from shared.core.errors import PageRefused

_SAID = {"answered", "already", "appointed"}
"""What a page may be asked to say on top, by the redirect that leads to it."""


def desk_page(visit: Visit) -> WebReply:
    who = visit.who()
    found = desk(who, visit.ports)
    return visit.shown("desk.html", who=who, desk=found, today=visit.today(who))


def item_page(visit: Visit) -> WebReply:
    who = visit.who()
    return _item(visit, opened(visit.request.query.get("i", ""), who, visit.ports))


def decide_item(visit: Visit) -> WebReply:
    """Look somebody up, or decide; afterwards the browser is on a page that can be loaded anew."""
    form, who = visit.request.form, visit.who()
    one = opened(form.get("i", ""), who, visit.ports)
    if form.get("act") == "search":
        return _item(visit, one, form, people=candidates(form.get("who", ""), who, visit.ports))
    if form.get("act") != "decide":
        raise PageRefused("nowhere")
    outcome = act(one, form, who, visit.ports)
    if isinstance(outcome, Done):
        said = (
            "already"
            if not outcome.is_theirs
            else "answered"
            if one.source.form == "verdict"
            else "appointed"
        )
        return moved(f"{ITEM}?i={one.address}&said={said}")
    wrong = {fault.field: fault.words[visit.lang] for fault in outcome}
    people = candidates(form.get("who", ""), who, visit.ports) if one.source.form == "person" else None
    return _item(visit, one, form, wrong, people)


def _item(
    visit: Visit,
    one: Opened,
    form: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    people: list[Candidate] | None = None,
) -> WebReply:
    who, said = visit.who(), visit.request.query.get("said", "")
    today = visit.today(who)
    return visit.shown(
        "desk_item.html",
        422 if wrong else 200,
        who=who,
        one=one,
        form=form or {},
        wrong=wrong or {},
        people=people,
        today=today,
        until=_days(today),
        said=said if said in _SAID else "",
    )


def _days(today: date) -> dict[str, str]:
    """What the field for a day offers: the first and the last, and what stands there."""
    return {"first": str(today), "last": str(today + LONGEST), "usual": str(today + HALF_A_YEAR)}
