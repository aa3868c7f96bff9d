"""The vendor's own part of the gateway: finds the API of a call, checks token, permission and rate, and words refusals."""

import json
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs

from local.feishu.api.messages import send_later
from local.feishu.call import Call, Json
from local.feishu.codes import Refusal, over_limit, scope_missing
from local.feishu.routes import TOKEN, Open, Route, find, opened
from local.feishu.scopes import NEEDED
from local.feishu.world import World
from local.im.faults import Fault
from local.im.gateway import Done
from local.im.wire import Answer, Request

FAULTS: Mapping[str, str] = {
    "rate_limit_400": "the same as HTTP 400, without headers",
    "sending": "230049; it arrives in `seconds` of simulated time, and until then its uuid gets 230049 too",
    "swallowed": "like `sending`, but it never arrives",
}
"""What this vendor does besides. A `token` is refused with the status that the variant says, or `status`."""
_JSON = ("Content-Type", "application/json; charset=utf-8")
_LATE = frozenset({"sending", "swallowed"})


class FeishuApi:
    bad_gateway = b"<html><head><title>Bad Gateway</title></head><body>tengine</body></html>"

    def __init__(self, world: World) -> None:
        self._world = world

    def named(self, request: Request) -> str | None:
        free = opened(request.method, request.path)
        if free is not None:
            return free.api
        found = find(request.method, request.path)
        return found[0].api if found else None

    def nowhere(self) -> Answer:
        return _answer(404, b"404 page not found", ("Content-Type", "text/plain"))

    def done(self, request: Request) -> Done:
        free, found = opened(request.method, request.path), find(request.method, request.path)
        try:
            if free is not None:
                return Done(self._open(free, request), "0")
            assert found is not None, "it has a name"
            return Done(self._work(*found, request), "0")
        except Refusal as refusal:
            return _refused(refusal)

    def faulted(self, request: Request, fault: Fault) -> Done | None:
        found = find(request.method, request.path)
        try:
            if fault.kind in _LATE and found is not None and found[0].api == "message.create":
                with self._world.lock:
                    send_later(self._call(found[1], request), fault.kind, fault.seconds)
            raise self._refusal(fault)
        except Refusal as refusal:
            return _refused(refusal)

    def _refusal(self, fault: Fault) -> Refusal:
        if fault.kind == "rate_limit":
            return over_limit(99991400, limit=50, wait=fault.seconds - 0.5)
        if fault.kind == "rate_limit_400":
            return over_limit(99991400, limit=50, wait=fault.seconds, status=400)
        if fault.kind == "token":
            return Refusal(99991663, status=fault.status or self._world.variants.bad_token_status)
        return Refusal(fault.code, status=fault.status)

    def _work(self, route: Route, path: Mapping[str, str], request: Request) -> Answer:
        call = self._call(path, request)
        with self._world.lock:
            if route.api == TOKEN:
                return _ok({"code": 0, "msg": "ok", **route.handler(call)})
            self._authorised(route, call, request)
            self._world.limits.check(route.api)
            return _ok({"code": 0, "msg": "success", "data": route.handler(call)})

    def _open(self, route: Open, request: Request) -> Answer:
        token = request.headers.get("authorization", "").partition(" ")[2]
        with self._world.lock:
            said = route.handler(self._call({}, request), token)
        return said if isinstance(said, Answer) else _ok({"code": 0, **said})

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


def _refused(refusal: Refusal) -> Done:
    log_id = secrets.token_hex(12)
    said: Json = {"code": refusal.code, "msg": refusal.msg}
    if refusal.status != 200:
        said["error"] = {"log_id": log_id, **(refusal.error or {})}
    return Done(_answer(refusal.status, _dumped(said), _JSON, *refusal.headers), str(refusal.code))


def _ok(said: Json) -> Answer:
    return _answer(200, _dumped(said), _JSON)


def _dumped(said: Json) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _answer(status: int, body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(status, body, (*headers, ("X-Tt-Logid", f"2026{secrets.token_hex(12)}")))
