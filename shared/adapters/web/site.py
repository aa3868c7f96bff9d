"""The site: which address is which page, and what every one of them asks first."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from shared.adapters.web import addresses
from shared.adapters.web.addresses import CHOICE, HOME
from shared.adapters.web.reply import WebReply, as_event, moved
from shared.adapters.web.request import WebRequest, web_request
from shared.adapters.web.session import ended, is_ours
from shared.adapters.web.static_files import static_file
from shared.adapters.web.visit import LANGUAGE, Visit, visit
from shared.app.ports.ports import Ports
from shared.core.errors import KeeperError, PageRefused, PlatformError, StoreUnavailable
from shared.core.lang import Lang

Handler = Callable[[Visit], WebReply]


class Later(NamedTuple):
    """A handler beside this file, imported when it is asked for: whoever looks at their groups does not wait for the desk."""

    module: str
    name: str

    def found(self) -> Handler:
        handler: Handler = getattr(import_module(f"shared.adapters.web.{self.module}"), self.name)
        return handler

    def __call__(self, one: Visit) -> WebReply:
        return self.found()(one)


SHOWN: Mapping[str, Later] = {
    HOME: Later("own", "home"),
    addresses.FILE: Later("file", "ask"),
    addresses.MANY: Later("many", "ask_many"),
    addresses.GROUP: Later("own", "group"),
    addresses.HAND_OVER: Later("hand_over", "choose"),
    addresses.TOGETHER: Later("together", "choose_helper"),
    addresses.STANDING_IN: Later("standing_in", "show_waiting"),
    addresses.WIND_UP: Later("wind_up", "show"),
    addresses.DESK: Later("desk", "desk_page"),
    addresses.ITEM: Later("desk", "item_page"),
    addresses.EXPLAIN: Later("explain", "explain_page"),
    addresses.OPERATIONS: Later("operations", "operations_page"),
    addresses.ITEMS: Later("items", "show_items"),
    addresses.SHEET: Later("sheet", "sheet_page"),
    addresses.BLANK: Later("sheet", "blank_sheet"),
}
"""By path: what GET shows to whoever is logged in. It changes nothing, so that a link may be fetched by anything."""
DONE: Mapping[str, Later] = {
    addresses.FILE: Later("file", "take"),
    addresses.MANY: Later("many", "take_many"),
    addresses.GROUP: Later("own", "change"),
    addresses.ITEMS: Later("items", "answer_item"),
    addresses.CONFIRM: Later("own", "all_here"),
    addresses.HAND_OVER: Later("hand_over", "hand_over"),
    addresses.WIND_UP: Later("wind_up", "wind_up"),
    addresses.LEAVE: Later("leave", "say_leave"),
    addresses.TOGETHER: Later("together", "together"),
    addresses.STEP_DOWN: Later("together", "no_more"),
    addresses.STANDING_IN: Later("standing_in", "say_done"),
    addresses.ASKED: Later("hand_over", "answer_question"),
    addresses.ITEM: Later("desk", "decide_item"),
    addresses.EXPLAIN: Later("explain", "take_explanation"),
    addresses.OPERATIONS: Later("operations", "switch"),
    addresses.SHEET: Later("sheet", "take_sheet"),
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
            return Later("login", "login")(one)
        if path.startswith(f"{HOME}/in/"):
            return Later("login", "come_back")(one)
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
        is_sheet = request.path == addresses.SHEET and session
        return DONE[request.path](one) if is_sheet else one.trouble("too_large", 413)
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
