"""Whatever arrives is read or refused; nothing else ever comes of it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.hook import hook
from shared.app.ports.im import HookRequest, Received, Reply
from shared.core.errors import RejectedRequest
from tests.adapters.im.feishu.deliveries import BOTH, PLAIN, bare, request, sealed, signed, signed_of_old
from tests.adapters.im.feishu.stage import SAMPLES
from tests.adapters.im.kit.clock import START

BODIES = [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
KEYS = [BOTH, PLAIN, {}, {"encrypt_key": "enc-key"}, {"encrypt_key": "", "verification_token": ""}]
FIELDS = [
    "encrypt",
    "challenge",
    "token",
    "type",
    "schema",
    "header",
    "event",
    "event_type",
    "event_id",
    "create_time",
    "app_id",
    "tenant_key",
    "message",
    "sender",
    "chat_id",
    "message_id",
    "chat_type",
    "content",
    "mentions",
    "key",
    "sender_id",
    "open_id",
    "sender_type",
    "operator",
    "action",
    "value",
    "context",
    "open_message_id",
    "object",
    "nudge",
    "day",
    "case",
    "uuid",
]
VALUES = [
    "url_verification", "event_callback", "im.message.receive_v1", "card.action.trigger", "im.chat.updated_v1",
    "contact.user.deleted_v3", "v-token", "done", "group", "user", "1790000001000", "\ud800", "2.0",
]  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(VALUES)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=25,
)


def _either(asked: HookRequest, keys: dict[str, str]) -> None:
    try:
        received = hook("feishu").receive(asked, keys, START)
    except RejectedRequest as refusal:
        received = Received(Reply("", status=refusal.status))
    assert received.reply.status in {200, 400, 401, 413}
    json.dumps([signal.to_queue() for signal in received.signals]).encode("utf-8")
    json.dumps(received.press).encode("utf-8")


@given(st.binary(), st.sampled_from(KEYS), st.sampled_from([request, signed, signed_of_old]))
def test_random_bytes(body: bytes, keys: dict[str, str], delivered: Any) -> None:
    _either(delivered(body), keys)


@given(JSON, st.sampled_from(KEYS), st.sampled_from([request, signed, signed_of_old]), st.booleans())
def test_any_json(body: Any, keys: dict[str, str], delivered: Any, encrypted: bool) -> None:  # noqa: FBT001
    text = json.dumps(body).encode()
    _either(delivered(sealed(text) if encrypted else text), keys)


@given(st.sampled_from(BODIES), st.integers(0, 3000), st.sampled_from(KEYS))
def test_a_delivery_that_was_cut_short(body: Any, length: int, keys: dict[str, str]) -> None:
    _either(signed(sealed(body)[:length]), keys)
    _either(signed(sealed(json.dumps(body).encode()[:length])), keys)
    _either(request(bare(body)[:length]), keys)


def _paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(deeper for key, value in inner for deeper in _paths(value, (*path, key)))]


def _with(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = _with(node[path[0]], path[1:], value)
    return copy


@given(st.data(), st.sampled_from([body for body in BODIES if "event" in body or "action" in body]), JSON)
def test_a_delivery_of_which_any_part_is_something_else(data: st.DataObject, body: Any, odd: Any) -> None:
    changed = _with(body, data.draw(st.sampled_from(_paths(body))), odd)
    text = json.dumps(changed).encode()
    _either(signed(sealed(text)), BOTH)
    _either(request(text), PLAIN)
    _either(signed_of_old(text), BOTH)


@given(
    st.dictionaries(
        st.sampled_from(["x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature"]), st.text()
    )
)
def test_any_headers(headers: dict[str, str]) -> None:
    for body in (sealed(BODIES[0]), bare(BODIES[0])):
        _either(request(body, headers), BOTH)


def test_a_body_nested_deeper_than_can_be_read() -> None:
    for deep in (b'{"encrypt":' * 50_000, b'{"event":' + b"[" * 100_000, sealed(b"[" * 200_000)):
        _either(signed(deep), BOTH)
        _either(request(deep), PLAIN)
