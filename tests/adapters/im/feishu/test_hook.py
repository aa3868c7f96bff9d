"""What is trusted, what is refused, and what a delivery is reduced to."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.im.feishu.guesses import GUESSES
from shared.adapters.im.feishu.hook import FRESH, MAX_BYTES, answer, hook
from shared.app.ports.im import HookRequest, Received, Said
from shared.core.errors import RejectedRequest
from tests.adapters.im.feishu.deliveries import (
    BOTH,
    KEY,
    PLAIN,
    TOKEN,
    bare,
    request,
    resigned,
    sealed,
    signed,
    signed_of_old,
)
from tests.adapters.im.feishu.stage import sample
from tests.adapters.im.kit.clock import START

CHECK = sample("url_verification")
MESSAGE = sample("event_message")
CHALLENGED = {"challenge": "ajls384kdj1234"}
T = 1790000000


def _receive(asked: HookRequest, keys: dict[str, str] | None = None, platform: str = "feishu") -> Received:
    return hook(platform).receive(asked, BOTH if keys is None else keys, START)


def _refused(asked: HookRequest, keys: dict[str, str] | None = None) -> tuple[str, int]:
    with pytest.raises(RejectedRequest) as caught:
        _receive(asked, keys)
    return caught.value.reason, caught.value.status


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        (sealed(CHECK), BOTH),
        (sealed(CHECK), {"encrypt_key": KEY}),
        (bare(CHECK), BOTH),
        (bare(CHECK), PLAIN),
    ],
)
def test_a_url_check_is_answered_unsigned(body: bytes, keys: dict[str, str]) -> None:
    reply = _receive(request(body), keys).reply
    assert (json.loads(reply.body), reply.status) == (CHALLENGED, 200)
    assert reply.content_type.startswith("application/json")


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        (sealed(CHECK | {"token": "another"}), BOTH),
        (bare(CHECK | {"token": "another"}), BOTH),
        (bare(CHECK | {"token": 7}), BOTH),
        (bare({**CHECK, "token": ""}), {}),
        (bare(CHECK), {}),
        (bare(CHECK), {"encrypt_key": KEY}),
        (sealed(CHECK, "another key"), BOTH),
        (sealed(CHECK), PLAIN),
        (sealed(CHECK, ""), {"encrypt_key": "", "verification_token": ""}),
        (sealed(CHECK, ""), {"encrypt_key": ""}),
        (bare(CHECK | {"token": ""}), {"encrypt_key": "", "verification_token": ""}),
    ],
)
def test_a_url_check_of_somebody_else_is_refused(body: bytes, keys: dict[str, str]) -> None:
    assert _refused(request(body), keys)[1] == 401


@pytest.mark.parametrize("challenge", [None, 7, ["x"], "x" * 1025])
def test_a_challenge_that_is_none_is_not_echoed(challenge: Any) -> None:
    assert _refused(request(sealed(CHECK | {"challenge": challenge}))) == ("no_challenge", 400)


def test_a_challenge_is_echoed_as_json_whatever_is_in_it() -> None:
    odd = '"}<script>\ud800'
    reply = _receive(request(bare(CHECK | {"challenge": odd})), PLAIN).reply
    assert json.loads(reply.body) == {"challenge": odd}
    assert reply.body.isascii()


def test_a_signed_and_encrypted_event_is_taken() -> None:
    received = _receive(signed(sealed(MESSAGE)))
    assert (received.reply.status, received.reply.body) == (200, "{}")
    assert received.signals


def test_without_an_encrypt_key_the_token_must_do() -> None:
    assert _receive(request(bare(MESSAGE)), PLAIN).signals
    assert _refused(request(bare(MESSAGE)), {"verification_token": "another"}) == ("wrong_token", 401)
    assert _refused(request(bare(MESSAGE)), {}) == ("wrong_token", 401)
    no_token = MESSAGE | {"header": MESSAGE["header"] | {"token": ""}}
    assert _refused(request(bare(no_token)), {}) == ("wrong_token", 401)


@pytest.mark.parametrize("keys", [{"encrypt_key": "", "verification_token": ""}, {"encrypt_key": ""}])
def test_with_empty_keys_nobody_is_trusted(keys: dict[str, str]) -> None:
    for body in (bare(MESSAGE), sealed(MESSAGE, "")):
        for asked in (request(body), signed(body, key=""), signed_of_old(body, token="")):
            assert _refused(asked, keys)[1] == 401


def _spoilt() -> list[HookRequest]:
    body = sealed(MESSAGE)
    good = signed(body)
    return [
        request(body),
        signed(body, key="another key"),
        signed(sealed(MESSAGE, "another key"), key="another key"),
        good._replace(body=body.replace(b'"encrypt": "A', b'"encrypt": "B')),
        good._replace(body=body + b" "),
        resigned(good, x_lark_signature=""),
        resigned(good, x_lark_signature=good.headers["x-lark-signature"].upper()),
        resigned(good, x_lark_request_nonce="nonce-2"),
        resigned(good, x_lark_request_timestamp=str(T + 1)),
        signed(bare(MESSAGE)),  # signed, but anybody on the way could have read it
        request(bare(MESSAGE)),
        request(b'{"encrypt": 7}'),
        request(b'{"encrypt": ""}'),
        request(sealed(b"not JSON")),
        request(sealed(b"[1]")),
        signed_of_old(sealed(MESSAGE)),
    ]


@pytest.mark.parametrize("number", range(len(_spoilt())))
def test_a_forged_delivery_is_refused_and_not_told_why(number: int) -> None:
    assert _refused(_spoilt()[number]) == ("not_authentic", 401)


def test_a_signed_event_of_another_app_is_refused() -> None:
    assert _refused(signed(sealed(MESSAGE)), BOTH | {"verification_token": "another"}) == ("wrong_token", 401)


@pytest.mark.parametrize("late", [FRESH, -FRESH])
def test_a_delivery_is_taken_within_ten_minutes_and_not_later(late: timedelta) -> None:
    assert _receive(signed(sealed(MESSAGE), START - late)).signals
    second = timedelta(seconds=1 if late > timedelta() else -1)
    assert _refused(signed(sealed(MESSAGE), START - late - second)) == ("not_authentic", 401)


def test_a_timestamp_that_is_none_is_stale() -> None:
    good = signed(sealed(MESSAGE))
    for odd in ("", "now", "-1", "9" * 30, "1e9", "١٧"):
        stale = resigned(good, x_lark_request_timestamp=odd)
        assert _refused(stale)[1] == 401


def test_the_window_can_be_switched_to_span_repeats_that_keep_their_first_signature() -> None:
    late = signed(sealed(MESSAGE), START - timedelta(hours=7, minutes=10))
    kept = hook("feishu", GUESSES._replace(redelivery_is_signed_anew=False))
    assert kept.receive(late, BOTH, START).signals
    with pytest.raises(RejectedRequest):
        kept.receive(signed(sealed(MESSAGE), START + timedelta(hours=1)), BOTH, START)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (request(b"{}", method="GET"), ("not_post", 400)),
        (request(b"{}", method="DELETE"), ("not_post", 400)),
        (request(b" " * (MAX_BYTES + 1)), ("too_large", 413)),
        (request(b""), ("not_json", 400)),
        (request(b"\xff{}"), ("not_json", 400)),
        (request(b"encrypt=x"), ("not_json", 400)),
        (request(b"[" * 100_000), ("not_json", 400)),
        (request(b'{"a":' + b"9" * 5000 + b"}"), ("not_json", 400)),
        (request(b"[]"), ("not_an_object", 400)),
        (request(b"null"), ("not_an_object", 400)),
        (signed(sealed({"token": TOKEN})), ("no_event", 400)),
        (signed(sealed(b"[1]")), ("cannot_decrypt", 401)),
    ],
)
def test_what_cannot_be_understood_is_refused(asked: HookRequest, refusal: tuple[str, int]) -> None:
    assert _refused(asked) == refusal


def test_an_answer_is_a_toast() -> None:
    asked = request(b"{}")
    reply = answer(Said("success", "收到，正在核对"), asked, {})
    assert json.loads(reply.body) == {"toast": {"type": "success", "content": "收到，正在核对"}}
    assert hook("feishu").answer(Said("info", "x"), asked, {}).status == 200
