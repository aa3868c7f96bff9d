"""Reads what Feishu delivers: authenticates first, then reduces; a URL check needs nothing that is slow to import.

One address takes events and card callbacks, of the new envelope and the old. Whatever cannot be trusted is
RejectedRequest; whatever is authentic and of no use to us is acknowledged, or it would be delivered again.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.adapters.im.feishu.crypto import decrypt, old_signature, same, signature
from shared.adapters.im.feishu.events import Event, Reduced, press, reduce
from shared.adapters.im.feishu.guesses import GUESSES, Guesses
from shared.adapters.im.kit.fields import Json, seconds, table, text, whole
from shared.app.ports.im import Hook, HookRequest, Received, Reply, Said
from shared.core.errors import RejectedRequest

MAX_BYTES = 1_000_000
FRESH = timedelta(minutes=10)
"""How far a delivery's own time may be from ours, either way. A repeat (after 15 s, 5 min, 1 h and 6 h) is signed
anew, so this need not span them. Within it a copied request can be replayed; it changes nothing, for messages are
known by their id and every other signal only says what to read again."""
REDELIVERED = timedelta(hours=8)
"""The same backwards, should repeats turn out to keep their first signature."""

ACCEPTED = Reply("{}")
_TRY_AGAIN = {
    "zh_cn": "暂时没能收下，请稍后再点一次",
    "en_us": "That could not be taken just now; please try again",
}


def hook(platform: str, guesses: Guesses = GUESSES) -> Hook:
    def receive(request: HookRequest, keys: Mapping[str, str], now: datetime) -> Received:
        return _receive(_Delivery(platform, request, keys, now, guesses))

    return Hook(receive, answer)


def answer(said: Said, request: HookRequest, keys: Mapping[str, str]) -> Reply:  # noqa: ARG001 (others seal their replies)
    """What is shown to whoever pressed; the card itself is replaced later."""
    return Reply(json.dumps({"toast": {"type": said.kind, "content": said.text}}))


class _Delivery(NamedTuple):
    platform: str
    request: HookRequest
    keys: Mapping[str, str]
    now: datetime
    guesses: Guesses

    def header(self, name: str) -> str:
        return self.request.headers.get(name, "")


def _receive(delivery: _Delivery) -> Received:
    sealed = _object(_checked(delivery.request))
    is_signed = _is_signed(delivery)
    body = _opened(delivery, sealed, is_signed=is_signed)
    if body.get("type") == "url_verification":
        return _challenged(delivery, body, was_sealed=body is not sealed)
    if _is_old_callback(body):
        return _old_callback(delivery, body)
    if delivery.keys.get("encrypt_key") and (body is sealed or not is_signed):
        raise RejectedRequest("not_authentic", 401)
    event = _event(delivery, body)
    given = text(table(body.get("header")).get("token")) or text(body.get("token"))
    _check_token(delivery, given, is_proven=is_signed)
    return _received(reduce(event, delivery.guesses))


def _checked(request: HookRequest) -> bytes:
    if request.method.upper() != "POST":
        raise RejectedRequest("not_post")
    if len(request.body) > MAX_BYTES:
        raise RejectedRequest("too_large", 413)
    return request.body


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise RejectedRequest("not_json") from None
    if not isinstance(found, dict):
        raise RejectedRequest("not_an_object")
    return found


def _is_signed(delivery: _Delivery) -> bool:
    """By the encrypt key, over the raw body, and lately."""
    key = delivery.keys.get("encrypt_key", "")
    timestamp, nonce = delivery.header("x-lark-request-timestamp"), delivery.header("x-lark-request-nonce")
    expected = signature(timestamp, nonce, key, delivery.request.body)
    return bool(key) and same(delivery.header("x-lark-signature"), expected) and _is_fresh(delivery)


def _is_fresh(delivery: _Delivery) -> bool:
    since = whole(delivery.header("x-lark-request-timestamp"))
    if since is None:
        return False
    age = delivery.now.timestamp() - since
    back = FRESH if delivery.guesses.redelivery_is_signed_anew else REDELIVERED
    return -FRESH.total_seconds() <= age <= back.total_seconds()


def _opened(delivery: _Delivery, sealed: Json, *, is_signed: bool) -> Json:
    """What was encrypted, or the same where nothing was.

    An unsigned body that cannot be decrypted is refused in the words of any unsigned one: whoever tries keys or
    paddings learns nothing from the difference.
    """
    if "encrypt" not in sealed:
        return sealed
    try:
        return _object(decrypt(text(sealed["encrypt"]), delivery.keys["encrypt_key"]))
    except (KeyError, ValueError, RejectedRequest):
        raise RejectedRequest("cannot_decrypt" if is_signed else "not_authentic", 401) from None


def _challenged(delivery: _Delivery, body: Json, *, was_sealed: bool) -> Received:
    """The URL check is never signed; that the app's token (or only its encrypt key) is known must do."""
    _check_token(delivery, text(body.get("token")), is_proven=was_sealed)
    challenge = body.get("challenge")
    if not isinstance(challenge, str) or len(challenge) > 1024:
        raise RejectedRequest("no_challenge")
    return Received(Reply(json.dumps({"challenge": challenge})), ignored="url_verification")


def _check_token(delivery: _Delivery, given: str, *, is_proven: bool) -> None:
    """Where no token was set up, the encrypt key must have proven the sender; without either nobody is trusted."""
    expected = delivery.keys.get("verification_token", "")
    if not same(given, expected) if expected else not is_proven:
        raise RejectedRequest("wrong_token", 401)


def _event(delivery: _Delivery, body: Json) -> Event:
    """From either envelope: `schema` 2.0 with a header, or the flat one of old."""
    head, said = table(body.get("header")), table(body.get("event"))
    if head:
        return Event(
            delivery.platform,
            text(head.get("event_type")),
            seconds(head.get("create_time")),
            text(head.get("app_id")),
            text(head.get("tenant_key")),
            said,
            text(head.get("event_id")),
        )
    if body.get("type") != "event_callback":
        raise RejectedRequest("no_event")
    app_id, tenant = text(said.get("app_id")), text(said.get("tenant_key"))
    return Event(
        delivery.platform, text(said.get("type")), None, app_id, tenant, said, text(body.get("uuid"))
    )


def _is_old_callback(body: Json) -> bool:
    return "action" in body and "open_message_id" in body and "header" not in body


def _old_callback(delivery: _Delivery, body: Json) -> Received:
    """A press in the flat form of old, signed with the verification token, encrypted or not; its `token` is the card's."""
    token = delivery.keys.get("verification_token", "")
    timestamp, nonce = delivery.header("x-lark-request-timestamp"), delivery.header("x-lark-request-nonce")
    expected = old_signature(timestamp, nonce, token, delivery.request.body)
    if not token or not same(delivery.header("x-lark-signature"), expected) or not _is_fresh(delivery):
        raise RejectedRequest("not_authentic", 401)
    person = text(body.get("open_id")) or None
    found = press(
        delivery.platform,
        person,
        table(body.get("action")),
        text(body.get("token")),
        text(body.get("open_message_id")),
        "",
    )
    return _received(found)


def _received(found: Reduced) -> Received:
    if found.press is not None:
        toast = {"toast": {"type": "info", "content": _TRY_AGAIN["zh_cn"], "i18n": _TRY_AGAIN}}
        return Received(Reply(json.dumps(toast)), press=found.press)
    signals = () if found.signal is None else (found.signal,)
    return Received(ACCEPTED, signals, ignored=found.ignored)
