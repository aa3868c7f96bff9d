"""「登记一个群」: three questions, and on the next page what the checks say."""

from shared.adapters.web.addresses import GROUP
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.filing import Claimed, Filed, SameName, file_group

LAST = "gk-last"
"""The cookie that holds the platform that was chosen last."""


def ask(visit: Visit) -> WebReply:
    who = visit.who()
    last = visit.request.cookies.get(LAST, "")
    return _form(
        visit,
        {"platform": last, "department": who.scene.home_of(who.account) or "", "once": visit.ports.token()},
    )


def take(visit: Visit) -> WebReply:
    form = dict(visit.request.form)
    who = visit.who()
    outcome = file_group(form, who, visit.ports)
    if isinstance(outcome, Filed):
        reply = moved(f"{GROUP}?g={outcome.group.handle}&said=filed")
        return reply._replace(cookies=(last_choice(visit, outcome.group.group.platform),))
    if isinstance(outcome, Claimed):
        return visit.shown("claimed.html", claimed=outcome, today=visit.today(who))
    if isinstance(outcome, SameName):
        if outcome.is_own:
            return moved(f"{GROUP}?g={outcome.handle}&said=known")
        return visit.shown("same.html", form=form, same=outcome)
    return _form(visit, form, {wrong.field: wrong.words[visit.lang] for wrong in outcome})


def last_choice(visit: Visit, platform: str) -> str:
    """The cookie that remembers where a group was."""
    secure = "; Secure" if visit.request.is_secure else ""
    return f"{LAST}={platform}; Path=/pages; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}"


def platforms(visit: Visit) -> list[tuple[str, str]]:
    """(id, name) of those that may be chosen. What no app can look into comes first: the groups of the others are mostly on
    record already."""
    seen = visit.ports.ims()
    known = sorted(visit.ports.world().platforms, key=lambda one: (one.can_send, one.id in seen))
    return [(one.id, one.name[visit.lang]) for one in known]


def _form(visit: Visit, form: dict[str, str], wrong: dict[str, str] | None = None) -> WebReply:
    return visit.shown(
        "file.html", 422 if wrong else 200, form=form, wrong=wrong or {}, platforms=platforms(visit)
    )
