"""The site: which address is which page, and what every one of them asks first."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.adapters.web.desk import DESK, ITEM, decide_item, desk_page, item_page
from shared.adapters.web.explain import EXPLAIN, explain_page, take_explanation
from shared.adapters.web.file import ask, take
from shared.adapters.web.hand_over import HAND_OVER, answer_question, choose, hand_over
from shared.adapters.web.items import ITEMS, answer_item, show_items
from shared.adapters.web.leave import LEAVE, say_leave
from shared.adapters.web.login import CHOICE, HOME, come_back, login
from shared.adapters.web.many import ask_many, take_many
from shared.adapters.web.operations import OPERATIONS, operations_page, switch
from shared.adapters.web.own import all_here, change, group, home
from shared.adapters.web.reply import WebReply, as_event, moved
from shared.adapters.web.request import SHEET, WebRequest, web_request
from shared.adapters.web.session import ended, is_ours
from shared.adapters.web.sheet import BLANK, blank_sheet, sheet_page, take_sheet
from shared.adapters.web.standing_in import STANDING_IN, say_done, show_waiting
from shared.adapters.web.static_files import static_file
from shared.adapters.web.together import STEP_DOWN, TOGETHER, choose_helper, no_more, together
from shared.adapters.web.visit import LANGUAGE, Visit, visit
from shared.adapters.web.wind_up import WIND_UP, show, wind_up
from shared.app.ports.ports import Ports
from shared.core.errors import KeeperError, PageRefused, PlatformError, StoreUnavailable
from shared.core.lang import Lang

Handler = Callable[[Visit], WebReply]
SHOWN: Mapping[str, Handler] = {
    HOME: home,
    f"{HOME}/file": ask,
    f"{HOME}/many": ask_many,
    f"{HOME}/group": group,
    HAND_OVER: choose,
    TOGETHER: choose_helper,
    STANDING_IN: show_waiting,
    WIND_UP: show,
    DESK: desk_page,
    ITEM: item_page,
    EXPLAIN: explain_page,
    OPERATIONS: operations_page,
    ITEMS: show_items,
    SHEET: sheet_page,
    BLANK: blank_sheet,
}
"""By path: what GET shows to whoever is logged in. It changes nothing, so that a link may be fetched by anything."""
DONE: Mapping[str, Handler] = {
    f"{HOME}/file": take,
    f"{HOME}/many": take_many,
    f"{HOME}/group": change,
    ITEMS: answer_item,
    f"{HOME}/confirm": all_here,
    HAND_OVER: hand_over,
    WIND_UP: wind_up,
    LEAVE: say_leave,
    TOGETHER: together,
    STEP_DOWN: no_more,
    STANDING_IN: say_done,
    f"{HOME}/asked": answer_question,
    ITEM: decide_item,
    EXPLAIN: take_explanation,
    OPERATIONS: switch,
    SHEET: take_sheet,
}
"""By path: what POST does, sent from a page of ours."""
_AN_HOUR = 120
"""Forms that one person may send in an hour: nobody who files their groups comes near it."""
_STATUS = {"left": 403, "not_yours": 404, "nowhere": 404, "off_the_desk": 404, "own_matter": 403}
"""Of what is refused; else it is at odds with how things stand (409)."""


def answer(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    request = web_request(event, is_local=ports.is_local)
    return as_event(_answered(request, ports))


def _answered(request: WebRequest, ports: Ports) -> WebReply:
    path = request.path.rstrip("/")
    if request.method in {"GET", "HEAD"} and path.startswith(f"{HOME}/static/"):
        return static_file(path) or visit(request, ports, ports.clock.now()).trouble("nowhere", 404)
    one = visit(request._replace(path=path), ports, ports.clock.now())
    try:
        return _routed(one)
    except PageRefused as error:
        ports.log.count("page_refused", reason=error.reason)
        return one.trouble(error.reason, _STATUS.get(error.reason, 409))
    except KeeperError as error:
        named = (error.call, error.code) if isinstance(error, StoreUnavailable | PlatformError) else ("", "")
        ports.log.alarm("page_failed", error=type(error).__name__, call=named[0], code=named[1])
        return one.trouble("unavailable", 503)


def _routed(one: Visit) -> WebReply:
    path, method = one.request.path, one.request.method
    if method in {"GET", "HEAD"}:
        if path == f"{HOME}/login":
            return login(one)
        if path.startswith(f"{HOME}/in/"):
            return come_back(one)
        if path not in SHOWN:
            return one.trouble("nowhere", 404)
        return SHOWN[path](one) if one.session else one.login()
    if method != "POST" or path not in {*DONE, f"{HOME}/out", f"{HOME}/language"}:
        return one.trouble("nowhere", 404)
    return _sent(one)


def _sent(one: Visit) -> WebReply:
    request, session = one.request, one.session
    if request.path == f"{HOME}/language":
        return _language(one)
    if request.too_large:
        return take_sheet(one) if request.path == SHEET and session else one.trouble("too_large", 413)
    if session is None or not is_ours(request, session, one.ports.seal()):
        return one.trouble("form", 403) if session else one.trouble("login", 403)
    if request.path == f"{HOME}/out":
        return moved(CHOICE)._replace(cookies=(ended(request),))
    now = one.ports.clock.now()
    if not one.ports.ledger().budgets.take(f"pages:{session.account}:{now:%Y-%m-%dT%H}", 1, _AN_HOUR, now):
        return one.trouble("often", 429)
    return DONE[request.path](one)


def _language(one: Visit) -> WebReply:
    """Harmless, whoever asks for it: so it needs no login."""
    lang = Lang.EN if one.lang is Lang.ZH else Lang.ZH
    secure = "; Secure" if one.request.is_secure else ""
    return moved(HOME if one.session else CHOICE)._replace(
        cookies=(f"{LANGUAGE}={lang}; Path=/pages; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}",)
    )
