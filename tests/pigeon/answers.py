"""Answers to the pigeon post: somebody opened a link, sealed for whom it was sent to; and news of lofts, sealed likewise."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from shared.app.ports.im import Hook, HookRequest, Received, Reply
from shared.core.account import account
from shared.core.card import Press
from shared.core.errors import RejectedRequest
from shared.core.signals import Changed

_ANSWER = ("nudge", "day", "case", "deed", "who")
_NEWS = ("loft", "at")


def sealed(query: Mapping[str, str], seal: str) -> str:
    """The query with its seal."""
    return urlencode({**query, "seal": _seal(query, seal)})


def _receive(request: HookRequest, keys: Mapping[str, str], now: datetime) -> Received:
    if request.method != "GET" or request.body:
        raise RejectedRequest("not_get")
    query = dict(parse_qsl(request.query))
    given = query.pop("seal", "")
    if not hmac.compare_digest(given.encode(), _seal(query, keys["seal"]).encode()):
        raise RejectedRequest("not_authentic", 401)
    if set(query) == set(_NEWS):
        return Received(Reply("ok", "text/plain"), (_changed(query),))
    if set(query) != set(_ANSWER):
        return Received(Reply("ok", "text/plain"), ignored="foreign_link")
    who = account("pigeon", query["who"])
    press = Press(who, query["nudge"], query["day"], query["case"], query["deed"], "", id=given[:32])
    return Received(Reply("try again", "text/plain"), press=press)


def _changed(query: Mapping[str, str]) -> Changed:
    return Changed(f"pigeon:{query['loft']}", "loft_changed", float(query["at"]))


def _seal(query: Mapping[str, str], seal: str) -> str:
    return hmac.new(seal.encode(), urlencode(sorted(query.items())).encode(), sha256).hexdigest()


HOOK = Hook(_receive, lambda said, *_: Reply(f"{said.kind}: {said.text}", "text/plain; charset=utf-8"))
