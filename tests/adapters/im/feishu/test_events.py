"""What an authentic delivery is reduced to, and what is merely acknowledged."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.im.feishu.events import EVENTS
from shared.adapters.im.feishu.hook import FRESH, hook
from shared.app.ports.im import HookRequest, Received
from shared.core.card import Press
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
    sealed,
    signed,
    signed_of_old,
)
from tests.adapters.im.feishu.stage import sample
from tests.adapters.im.kit.clock import START

MESSAGE = sample("event_message")
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


def test_a_message_is_reduced_to_what_may_be_kept() -> None:
    received = _receive(signed(sealed(MESSAGE)))
    post = Post("feishu:oc_plain", "feishu:ou_owner", T + 1, PostKind.HUMAN, mentions_all=True, urgent=True)
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
    assert signal.post == Post("feishu:oc_plain", "feishu:ou_owner", T + 1, PostKind.HUMAN, **flags)


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
        ("event_person_left", Changed("", "contact.user.deleted_v3", T + 1.5, account="feishu:ou_gone")),
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
    assert received.ignored == "unknown_event"


PRESS = Press("feishu:ou_owner", "N1", "2026-09-21", "C1", "done", "c-1", "om_sent", "ev_1")


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
        {"action": {"value": {"nudge": "N1", "day": "2026-09-21", "case": "C1"}}},
        {"action": {"value": {"nudge": "N1", "day": "2026-09-21", "case": "", "deed": "done"}}},
        {"action": {"value": {"nudge": "N" * 513, "day": "2026-09-21", "case": "C1", "deed": "done"}}},
        {"action": {"value": {"nudge": ["N1"], "day": "2026-09-21", "case": "C1", "deed": "done"}}},
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
    assert _receive(signed_of_old(body)).press == PRESS._replace(deed="explain", id="")
    assert _refused(signed_of_old(body, token="another")) == ("not_authentic", 401)
    assert _refused(signed_of_old(body, START - FRESH - timedelta(seconds=1))) == ("not_authentic", 401)
    assert _refused(signed_of_old(body, token=""), {"encrypt_key": KEY}) == ("not_authentic", 401)
    assert _refused(request(body)) == ("not_authentic", 401)
