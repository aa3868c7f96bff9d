"""「我的群」 and one group of it."""

from shared.adapters.web.addresses import GROUP, HOME
from shared.adapters.web.desks import desks
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.asked import asked
from shared.app.pages.change import confirm, done, edit, give_up
from shared.app.pages.hand_over import asked_of, progress
from shared.app.pages.leave import on_leave
from shared.app.pages.mine import mine, own_beside
from shared.app.pages.shown import ShownGroup, shown
from shared.app.pages.standing_in import stood_in_for
from shared.app.pages.together import shared_with, sharing
from shared.core.declaration import form_of
from shared.core.leave import LONGEST

_SAID = {
    *("filed", "known", "saved", "noted", "will_look", "gave_up", "passed_on", "offered", "taken_back"),
    *("handed_over", "agreed", "declined", "contested", "over", "dissolved", "kept"),
    *("leave_noted", "leave_over", "let_go", "stepped_down"),
}
"""What a page may be asked to say on top, by the redirect that leads to it."""


def home(visit: Visit) -> WebReply:
    return home_with(visit)


def home_with(visit: Visit, wrong: str = "") -> WebReply:
    """`wrong`: with the day of a leave; empty: nothing is."""
    who = visit.who()
    found = mine(who, visit.ports)
    said = visit.request.query.get("said", "")
    return visit.shown(
        "mine.html",
        422 if wrong else 200,
        who=who,
        today=visit.today(who),
        offers=asked_of(who, visit.ports),
        todo=[one for one in found.groups if one.chores],
        fine=[one for one in found.groups if not one.chores],
        to_confirm=found.to_confirm,
        is_invited=found.is_invited,
        confirmed=found.confirmed.astimezone(who.scene.zone).date() if found.confirmed else None,
        said=said if said in _SAID else "",
        notice=who.policy.notice.link or "",
        desks=desks(who),
        asked=asked(who, visit.ports),
        shared=shared_with(who, visit.ports),
        stands_in=[one.name for one in stood_in_for(who, visit.ports)],
        leave=on_leave(who),
        latest=visit.today(who) + LONGEST,
        wrong=wrong,
    )


def group(visit: Visit) -> WebReply:
    return _group(visit, visit.request.query.get("g", ""), None, {})


def _group(visit: Visit, handle: str, form: dict[str, str] | None, wrong: dict[str, str]) -> WebReply:
    """`form`: what was written; None: what is on record."""
    who = visit.who()
    file, beside = own_beside(handle, who, visit.ports)
    one = shown(file, beside, visit.ports)
    said = visit.request.query.get("said", "")
    return visit.shown(
        "group.html",
        422 if wrong else 200,
        who=who,
        one=one,
        at=progress(file, who, visit.ports),
        sharing=sharing(file, who, visit.ports),
        form=form_of(one.group) if form is None else form,
        asked=[request for request in asked(who, visit.ports) if request.handle == one.handle],
        wrong=wrong,
        today=visit.today(who),
        said=said if said in _SAID else "",
    )


def change(visit: Visit) -> WebReply:
    """What a button under a group does; afterwards the browser is on a page that can be loaded anew."""
    form, who = visit.request.form, visit.who()
    handle, act = form.get("g", ""), form.get("act", "")
    if act == "give_up":
        give_up(handle, who, visit.ports)
        return moved(f"{HOME}?said=gave_up")
    if act == "done":
        outcome = done(handle, form.get("check", ""), form, who, visit.ports)
    elif act == "edit":
        outcome = edit(handle, form, who, visit.ports)
    else:
        return visit.trouble("nowhere", 400)
    if not isinstance(outcome, ShownGroup):
        return _group(visit, handle, dict(form), {wrong.field: wrong.words[visit.lang] for wrong in outcome})
    said = "saved" if act == "edit" else "noted" if outcome.is_filed else "will_look"
    return moved(f"{GROUP}?g={outcome.handle}&said={said}")


def all_here(visit: Visit) -> WebReply:
    confirm(visit.who(), visit.ports)
    return moved(f"{HOME}?said=noted")
