"""「一次登记多个」: names are pasted, looked through, and filed on the next page."""

from shared.adapters.web.file import LAST, last_choice, platforms
from shared.adapters.web.reply import WebReply
from shared.adapters.web.visit import Visit
from shared.app.pages.many import MOST, Looked, file_many, look


def ask_many(visit: Visit) -> WebReply:
    visit.who()
    form = {"platform": visit.request.cookies.get(LAST, "")}
    return visit.shown("many.html", form=form, wrong={}, platforms=platforms(visit))


def take_many(visit: Visit) -> WebReply:
    """The first time it shows what it found; the second time it files that."""
    form = visit.request.form
    if form.get("step") == "file":
        return _file(visit)
    who = visit.who()
    found = look(form.get("platform", ""), form.get("names", ""), who, visit.ports)
    if not isinstance(found, Looked):
        return _again(visit, {found.field: found.words[visit.lang]})
    if not found.lines:
        return _again(visit, {"names": ""})
    return visit.shown("many_look.html", found=found, platform=form["platform"])


def _again(visit: Visit, wrong: dict[str, str]) -> WebReply:
    form = dict(visit.request.form)
    return visit.shown("many.html", 422, form=form, wrong=wrong, platforms=platforms(visit))


def _file(visit: Visit) -> WebReply:
    form, numbers = visit.request.form, range(MOST)
    names = [form[f"name-{number}"] for number in numbers if form.get(f"name-{number}")]
    outsiders = [
        form[f"name-{number}"]
        for number in numbers
        if form.get(f"outside-{number}") and form.get(f"name-{number}")
    ]
    filed = file_many(form.get("platform", ""), names, outsiders, visit.who(), visit.ports)
    reply = visit.shown("many_filed.html", filed=filed)
    cookies = (*reply.cookies, last_choice(visit, form["platform"])) if filed else reply.cookies
    return reply._replace(cookies=cookies)
