"""The vendor's gateway: routes a call, lets faults happen to it, and checks token, permission and rate."""

import json
import secrets
from collections.abc import Iterable, Mapping
from threading import Event, Lock
from urllib.parse import parse_qs

from local.feishu.api.messages import send_later
from local.feishu.call import Call, Json
from local.feishu.codes import Refusal, over_limit, scope_missing
from local.feishu.routes import TOKEN, Route, find
from local.feishu.scopes import NEEDED
from local.feishu.world import World
from local.im.faults import Fault, Faults
from local.im.wire import CUT, Answer, Request

_JSON = ("Content-Type", "application/json; charset=utf-8")
_HTML = ("Content-Type", "text/html")
_BAD_GATEWAY = b"<html><head><title>Bad Gateway</title></head><body>tengine</body></html>"
_LATE = frozenset({"sending", "swallowed"})


class Gateway:
    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._stopped = Event()
        self._counting = Lock()

    def stop(self) -> None:
        """Lets go of every call that is held back."""
        self._stopped.set()

    def answer(self, request: Request) -> Answer:
        """What the API answers, counted by name and code."""
        found = find(request.method, request.path)
        if found is None:
            return _answer(404, b"404 page not found", ("Content-Type", "text/plain"))
        route, path = found
        faults = self._faults.take(route.api, _said(request)) if self._faults.pending() else []
        try:
            answer, code = self._through(route, path, request, faults), "0"
        except Refusal as refusal:
            answer, code = _refused(refusal), str(refusal.code)
        if answer.cut or answer.status >= 500:
            code = "cut" if answer.cut else str(answer.status)
        self._count(route.api, code)
        return answer

    def _count(self, api: str, code: str) -> None:
        with self._counting:
            self._world.calls[api] += 1
            self._world.results[f"{api} {code}"] += 1

    def _through(
        self, route: Route, path: Mapping[str, str], request: Request, faults: Iterable[Fault]
    ) -> Answer:
        """Faults before the work, the work, faults after it."""
        after = ""
        for fault in faults:
            if fault.kind in {"lost_reply", "late_error"}:
                after = fault.kind
                late = fault
            elif fault.kind in _LATE and route.api == "message.create":
                self._late(path, request, fault)
            elif (instead := self._before(fault)) is not None:
                return instead
        answer = self._work(route, path, request)
        if after == "lost_reply":
            return CUT
        return _answer(late.status or 504, _BAD_GATEWAY, _HTML) if after else answer

    def _before(self, fault: Fault) -> Answer | None:
        """None: it goes on. Raises Refusal for what is said in the vendor's own way."""
        kind = fault.kind
        if kind == "latency":
            self._stopped.wait(fault.seconds)
        elif kind in {"hang", "cut"}:
            self._stopped.wait(fault.seconds if kind == "hang" else 0)
            return CUT
        elif kind == "server_error":
            return _answer(fault.status or 502, _BAD_GATEWAY, _HTML)
        else:
            raise self._refusal(fault)
        return None

    def _refusal(self, fault: Fault) -> Refusal:
        if fault.kind == "rate_limit":
            return over_limit(99991400, limit=50, wait=fault.seconds - 0.5)
        if fault.kind == "rate_limit_400":
            return over_limit(99991400, limit=50, wait=fault.seconds, status=400)
        if fault.kind == "token":
            return Refusal(99991663, status=fault.status or self._world.variants.bad_token_status)
        return Refusal(fault.code, status=fault.status)

    def _late(self, path: Mapping[str, str], request: Request, fault: Fault) -> None:
        with self._world.lock:
            send_later(self._call(path, request), fault.kind, fault.seconds)

    def _work(self, route: Route, path: Mapping[str, str], request: Request) -> Answer:
        call = self._call(path, request)
        with self._world.lock:
            if route.api == TOKEN:
                return _ok({"code": 0, "msg": "ok", **route.handler(call)})
            self._authorised(route, call, request)
            self._world.limits.check(route.api)
            return _ok({"code": 0, "msg": "success", "data": route.handler(call)})

    def _authorised(self, route: Route, call: Call, request: Request) -> None:
        token = request.headers.get("authorization", "").partition(" ")[2]
        if not token:
            raise Refusal(99991661)
        if not token.startswith(("t-", "u-")):
            raise Refusal(99991671)
        if not self._world.tokens.valid(token, call.now):
            raise Refusal(99991663, status=self._world.variants.bad_token_status)
        needed = NEEDED[route.api]
        if needed and self._world.scopes.isdisjoint(needed):
            raise scope_missing(needed)

    def _call(self, path: Mapping[str, str], request: Request) -> Call:
        query = parse_qs(request.query, keep_blank_values=True) if request.query else {}
        return Call(self._world, self._world.clock.now(), path, query, _body(request.body))


def _body(body: bytes) -> Json:
    """Raises Refusal 99992402 for what is not a JSON object."""
    if not body:
        return {}
    try:
        value = json.loads(body)
    except ValueError:
        raise Refusal(99992402, "the body is not JSON") from None
    if not isinstance(value, dict):
        raise Refusal(99992402, "the body is not an object")
    return value


def _said(request: Request) -> str:
    return f"{request.path}?{request.query}\n{request.body.decode(errors='replace')}"


def _refused(refusal: Refusal) -> Answer:
    log_id = secrets.token_hex(12)
    said: Json = {"code": refusal.code, "msg": refusal.msg}
    if refusal.status != 200:
        said["error"] = {"log_id": log_id, **(refusal.error or {})}
    return _answer(refusal.status, _dumped(said), _JSON, *refusal.headers)


def _ok(said: Json) -> Answer:
    return _answer(200, _dumped(said), _JSON)


def _dumped(said: Json) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _answer(status: int, body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(status, body, (*headers, ("X-Tt-Logid", f"2026{secrets.token_hex(12)}")))
