"""What is trusted, what is refused, and what a delivery is reduced to."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.im.feishu.events import EVENTS
from shared.adapters.im.feishu.guesses import GUESSES
from shared.adapters.im.feishu.hook import FRESH, MAX_BYTES, answer, hook
from shared.app.im import HookRequest, Received
from shared.core.card import Action, Press
from shared.core.errors import RejectedRequest
from shared.core.model import Post, PostKind
from shared.core.signals import Changed, Heard
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
from tests.adapters.im.feishu.stage import START, sample

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


def _event(name: str, **changed: Any) -> Received:
    body = sample(name)
    body["event"] |= changed
    return _receive(signed(sealed(body)))


def _message(**changed: Any) -> Received:
    return _event("event_message", message=MESSAGE["event"]["message"] | changed)


def _sender(**changed: Any) -> Received:
    return _event("event_message", sender=MESSAGE["event"]["sender"] | changed)


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
    assert (received.reply.status, received.reply.body, received.event_id) == (200, "{}", "ev_1")
    assert received.signals


def test_without_an_encrypt_key_the_token_must_do() -> None:
    assert _receive(request(bare(MESSAGE)), PLAIN).signals
    assert _refused(request(bare(MESSAGE)), {"verification_token": "another"}) == ("wrong_token", 401)
    assert _refused(request(bare(MESSAGE)), {}) == ("wrong_token", 401)
    no_token = MESSAGE | {"header": MESSAGE["header"] | {"token": ""}}
    assert _refused(request(bare(no_token)), {}) == ("wrong_token", 401)


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


def test_a_message_is_reduced_to_what_may_be_kept() -> None:
    received = _receive(signed(sealed(MESSAGE)))
    post = Post("feishu:oc_plain", "ou_owner", T + 1, PostKind.HUMAN, mentions_all=True, urgent=True)
    assert received.signals == (Heard(post, "om_1"),)
    assert "hunter2" not in repr(received)


def test_a_message_on_lark_is_lark_s() -> None:
    (signal,) = _receive(signed(sealed(MESSAGE)), platform="lark").signals
    assert isinstance(signal, Heard)
    assert signal.post.group == "lark:oc_plain"


@pytest.mark.parametrize(
    ("changed", "ignored"),
    [
        ({"chat_type": "p2p"}, "p2p"),
        ({"message_type": "system"}, "system"),
        ({"chat_id": ""}, "unreadable"),
        ({"chat_id": "oc_\n"}, "unreadable"),
        ({"chat_id": "x" * 129}, "unreadable"),
        ({"chat_id": None}, "unreadable"),
        ({"message_id": 7}, "unreadable"),
        ({"create_time": "soon"}, "unreadable"),
        ({"create_time": "9" * 400}, "unreadable"),
        ({"create_time": 1e400}, "unreadable"),
    ],
)
def test_a_message_of_no_use_is_acknowledged_or_it_would_come_again(
    changed: dict[str, Any], ignored: str
) -> None:
    received = _message(**changed)
    assert (received.ignored, received.signals, received.reply.status) == (ignored, (), 200)


@pytest.mark.parametrize(
    ("changed", "flags"),
    [
        ({"content": '{"text":"你好"}', "mentions": []}, {}),
        ({"parent_id": "om_0"}, {"reply": True, "mentions_all": True, "urgent": True}),
        ({"root_id": "om_0"}, {"reply": True, "mentions_all": True, "urgent": True}),
        ({"message_type": "image", "content": "{}", "mentions": None}, {"media": True}),
        ({"content": "\ud800", "mentions": "all"}, {}),
    ],
)
def test_a_message_has_flags(changed: dict[str, Any], flags: dict[str, bool]) -> None:
    body = sample("event_message")
    body["event"]["message"] |= changed
    (signal,) = _receive(request(bare(body)), PLAIN).signals
    assert isinstance(signal, Heard)
    assert signal.post == Post("feishu:oc_plain", "ou_owner", T + 1, PostKind.HUMAN, **flags)


@pytest.mark.parametrize(
    ("kind", "expected"), [("app", PostKind.BOT), ("bot", PostKind.BOT), ("anonymous", PostKind.HUMAN)]
)
def test_a_sender_is_a_person_or_a_bot(kind: str, expected: PostKind) -> None:
    (signal,) = _sender(sender_type=kind).signals
    assert isinstance(signal, Heard)
    assert signal.post.kind is expected


def test_a_sender_of_another_company_is_nobody() -> None:
    received = _sender(tenant_key="tk_theirs")
    (signal,) = received.signals
    assert isinstance(signal, Heard)
    assert signal.post.sender is None
    assert "ou_owner" not in repr(received)


def test_our_own_messages_and_those_of_a_kind_of_tomorrow_are_nobody_s() -> None:
    assert _sender(sender_type="app", sender_id={"app_id": "cli_us"}).ignored == "own_message"
    assert _sender(sender_type="robot").ignored == "unknown_sender"
    assert _sender(sender_id=[{}]).signals


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("event_updated", Changed("feishu:oc_plain", "im.chat.updated_v1", T + 1.5)),
        ("event_bot_added", Changed("feishu:oc_plain", "im.chat.member.bot.added_v1", T + 1.5)),
        ("event_disbanded", Changed("feishu:oc_plain", "im.chat.disbanded_v1", T + 1.5, gone=True)),
        ("event_person_left", Changed("", "contact.user.deleted_v3", T + 1.5, person="ou_gone")),
    ],
)
def test_a_change_says_what_to_read_again_and_not_what_it_is(name: str, changed: Changed) -> None:
    received = _event(name)
    assert received.signals == (changed,)
    assert "新名" not in repr(received)
    assert "李强" not in repr(received)


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_without_its_fields_is_acknowledged(event: str) -> None:
    body = {
        "schema": "2.0",
        "header": MESSAGE["header"] | {"event_type": event, "create_time": None},
        "event": None,
    }
    received = _receive(signed(sealed(body)))
    assert received.ignored
    assert (received.signals, received.press) == ((), None)


@pytest.mark.parametrize("event", ["im.message.reaction.created_v1", "", "im.message.recalled_v1"])
def test_events_that_nobody_asked_for_are_acknowledged(event: str) -> None:
    body = MESSAGE | {"header": MESSAGE["header"] | {"event_type": event}}
    received = _receive(signed(sealed(body)))
    assert received.ignored == ("recalled" if "recalled" in event else "unknown_event")


def test_an_event_of_the_old_envelope_is_acknowledged() -> None:
    body = {"ts": "1", "uuid": "u1", "token": TOKEN, "type": "event_callback", "event": {"type": "message"}}
    received = _receive(signed(sealed(body)))
    assert (received.ignored, received.event_id) == ("unknown_event", "u1")


PRESS = Press("feishu", "ou_owner", "N1", "2026-09-21", "C1", Action.DONE, "c-1", "om_sent")


def test_a_press_says_who_pressed_what() -> None:
    received = _event("event_press")
    assert received.press == PRESS
    assert json.loads(received.reply.body)["toast"]["type"] == "info"


def test_the_reader_is_whoever_pressed_and_not_who_the_card_says() -> None:
    value = sample("event_press")["event"]["action"]["value"] | {"person": "ou_boss", "open_id": "ou_boss"}
    assert _event("event_press", action={"value": value}).press == PRESS


@pytest.mark.parametrize(
    "changed",
    [
        {"action": {"value": {}}},
        {"action": {"value": "done"}},
        {"action": {"value": {"nudge": "N1", "day": "2026-09-21", "case": "C1", "action": "delete"}}},
        {"action": {"value": {"nudge": "N1", "day": "2026-09-21", "case": "", "action": "done"}}},
        {"action": {"value": {"nudge": "N" * 513, "day": "2026-09-21", "case": "C1", "action": "done"}}},
        {"action": {"value": {"nudge": ["N1"], "day": "2026-09-21", "case": "C1", "action": "done"}}},
        {"action": None},
        {"operator": {}},
        {"operator": {"open_id": "ou_\x00"}},
    ],
)
def test_a_press_of_anything_that_is_not_ours_does_nothing(changed: dict[str, Any]) -> None:
    received = _event("event_press", **changed)
    assert (received.press, received.ignored, received.reply.body) == (None, "foreign_button", "{}")


@pytest.mark.parametrize("body", [bare(sample("old_press")), sealed(sample("old_press"))])
def test_a_press_of_the_old_kind_is_signed_with_the_token(body: bytes) -> None:
    assert _receive(signed_of_old(body)).press == PRESS._replace(action=Action.EXPLAIN)
    assert _refused(signed_of_old(body, token="another")) == ("not_authentic", 401)
    assert _refused(signed_of_old(body, START - FRESH - timedelta(seconds=1))) == ("not_authentic", 401)
    assert _refused(signed_of_old(body, token=""), {"encrypt_key": KEY}) == ("not_authentic", 401)
    assert _refused(request(body)) == ("not_authentic", 401)


def test_an_answer_is_a_toast() -> None:
    reply = answer("success", "收到，正在核对")
    assert json.loads(reply.body) == {"toast": {"type": "success", "content": "收到，正在核对"}}
    assert hook("feishu").answer("info", "x").status == 200
