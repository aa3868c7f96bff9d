"""「我的群」 and one group of it."""

from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.change import confirm, done, edit, give_up
from shared.app.pages.mine import mine, own_shown
from shared.app.pages.shown import ShownGroup
from shared.core.declaration import form_of

HOME, GROUP = "/pages", "/pages/group"
_SAID = {"filed", "known", "saved", "noted", "will_look", "gave_up"}
"""What a page may be asked to say on top, by the redirect that leads to it."""


def home(visit: Visit) -> WebReply:
    who = visit.who()
    found = mine(who, visit.ports)
    said = visit.request.query.get("said", "")
    return visit.shown(
        "mine.html",
        who=who,
        today=visit.today(who),
        todo=[one for one in found.groups if one.chores],
        fine=[one for one in found.groups if not one.chores],
        confirmed=found.confirmed.astimezone(who.scene.zone).date() if found.confirmed else None,
        said=said if said in _SAID else "",
        notice=who.policy.notice.link or "",
    )


def group(visit: Visit) -> WebReply:
    who = visit.who()
    one = own_shown(visit.request.query.get("g", ""), who, visit.ports)
    return _group(visit, one, form_of(one.group), {})


def _group(visit: Visit, one: ShownGroup, form: dict[str, str], wrong: dict[str, str]) -> WebReply:
    who = visit.who()
    said = visit.request.query.get("said", "")
    return visit.shown(
        "group.html",
        422 if wrong else 200,
        who=who,
        one=one,
        form=form,
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
        one = own_shown(handle, who, visit.ports)
        return _group(visit, one, dict(form), {wrong.field: wrong.words[visit.lang] for wrong in outcome})
    said = "saved" if act == "edit" else "noted" if outcome.is_filed else "will_look"
    return moved(f"{GROUP}?g={outcome.handle}&said={said}")


def all_here(visit: Visit) -> WebReply:
    confirm(visit.who(), visit.ports)
    return moved(f"{HOME}?said=noted")
