"""One card, one key: the same bytes at every attempt, and honest words about what came of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.card import rendered
from shared.adapters.im.feishu.guesses import GUESSES, Guesses
from shared.adapters.im.feishu.sending import MOST_BYTES, MOST_PARTS
from shared.app.ports.im import Letter, Repeat, Sending, Sent
from shared.core.card import Press
from shared.core.errors import (
    LetterRefused,
    OutcomeUnknown,
    PlatformDenied,
    PlatformUnavailable,
    RecipientUnreachable,
)
from tests.adapters.im.feishu.stage import Stage, must, refusal, said
from tests.adapters.im.feishu.test_card import BLOCK, CARD
from tests.adapters.im.kit.clock import START

SEND = "im/v1/messages"
PATCH = "im/v1/messages/om_sent"
TOKEN = "interactive/v1/card/update"
KEY = "k" * 50
PRESS = Press("feishu:ou_owner", "N1", "2026-09-21", "C1", "done", "c-1", "om_sent")
BY_TOKEN = GUESSES._replace(update_by_token=True)


def _sending(stage: Stage) -> Sending:
    return must(stage.im.sending)


def _letter(stage: Stage) -> Letter:
    return _sending(stage).letter(CARD, "ou_owner", KEY)


def test_a_letter_holds_the_whole_request_and_its_key() -> None:
    letter = _letter(Stage())
    body = json.loads(letter.body)
    assert (letter.to, letter.key) == ("ou_owner", KEY)
    assert {key: body[key] for key in ("receive_id", "msg_type", "uuid")} == {
        "receive_id": "ou_owner",
        "msg_type": "interactive",
        "uuid": KEY,
    }
    assert json.loads(body["content"])["schema"] == "2.0"
    assert _sending(Stage()).fits(CARD)


@given(st.integers(1, 50), st.text(min_size=1, max_size=40), st.none() | st.text(min_size=1, max_size=200))
def test_a_card_fits_where_neither_its_bytes_nor_its_parts_are_more_than_the_vendor_takes(
    findings: int, said: str, draft: str | None
) -> None:
    block = BLOCK._replace(title=said, body=said, draft=draft)
    card = CARD._replace(blocks=(block,) * findings)
    letter = _sending(Stage()).letter(card, "ou_owner", KEY)
    parts = json.dumps(rendered(card, GUESSES)).count('"tag":')
    is_small = len(letter.body) <= MOST_BYTES and parts <= MOST_PARTS
    # Whose message it is may make it a little longer, which must not come as a surprise.
    assert _sending(Stage()).fits(card) == is_small or MOST_BYTES - 64 <= len(letter.body) <= MOST_BYTES


def test_the_same_card_makes_the_same_bytes() -> None:
    assert _letter(Stage()) == _letter(Stage())


@pytest.mark.parametrize("key", ["", "k" * 51])
def test_a_key_that_would_be_cut_is_no_key(key: str) -> None:
    with pytest.raises(ValueError, match="idempotency"):
        _sending(Stage()).letter(CARD, "ou_owner", key)


def test_a_letter_is_posted_as_it_is() -> None:
    stage = Stage()
    stage.feishu.lay(SEND, said("sent"))
    letter = _letter(stage)
    assert _sending(stage).post(letter) == Sent("om_sent", datetime(2026, 9, 21, 14, 13, 20, 123000, UTC))
    (asked,) = stage.feishu.to(SEND)
    assert (asked.method, asked.query, asked.body) == ("POST", {"receive_id_type": ["open_id"]}, letter.body)
    assert asked.headers["content-type"] == "application/json; charset=utf-8"


def test_a_success_without_a_time_was_just_now() -> None:
    stage = Stage()
    stage.feishu.lay(SEND, said({"code": 0, "data": {"message_id": "om_1"}}))
    assert _sending(stage).post(_letter(stage)) == Sent("om_1", START)


def test_a_success_without_a_message_proves_nothing() -> None:
    stage = Stage()
    stage.feishu.lay(SEND, said({"code": 0, "data": {}}))
    with pytest.raises(OutcomeUnknown):
        _sending(stage).post(_letter(stage))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (230013, RecipientUnreachable),
        (230029, RecipientUnreachable),
        (230053, RecipientUnreachable),
        (230020, PlatformUnavailable),
        (230099, LetterRefused),
        (230028, LetterRefused),
        (230049, OutcomeUnknown),
        (230001, OutcomeUnknown),
        (230027, PlatformDenied),
        (99991672, PlatformDenied),
    ],
)
def test_a_refusal_says_what_comes_next(code: int, kind: type[Exception]) -> None:
    stage = Stage()
    stage.feishu.lay(SEND, refusal(code))
    with pytest.raises(kind) as caught:
        _sending(stage).post(_letter(stage))
    assert type(caught.value) is kind
    if isinstance(caught.value, PlatformDenied):
        assert caught.value.missing == "im:message:send_as_bot"


def test_a_key_is_repeated_well_within_the_vendor_s_hour() -> None:
    assert _sending(Stage()).proof == Repeat(timedelta(minutes=55))


@pytest.mark.parametrize(
    ("guesses", "handle", "press", "path"),
    [
        (GUESSES, "om_sent", PRESS, PATCH),
        (GUESSES, "", PRESS, PATCH),
        (GUESSES, "om_sent", PRESS._replace(message_id=""), PATCH),
        (GUESSES, "", PRESS._replace(message_id=""), TOKEN),
        (BY_TOKEN, "om_sent", PRESS, TOKEN),
        (BY_TOKEN, "om_sent", PRESS._replace(reply_token=""), PATCH),
    ],
)
def test_a_pressed_card_is_replaced_by_whatever_names_it(
    guesses: Guesses, handle: str, press: Press, path: str
) -> None:
    stage = Stage(guesses)
    stage.feishu.lay(PATCH, said({"code": 0})).lay(TOKEN, said({"code": 0}))
    must(_sending(stage).edit)(handle, CARD, press)
    (asked,) = stage.feishu.to(path)
    card = asked.json["card"] if path == TOKEN else json.loads(asked.json["content"])
    assert card["header"]["title"]["content"] == CARD.heading
    assert asked.method == ("POST" if path == TOKEN else "PATCH")
    assert path == PATCH or asked.json["token"] == "c-1"


@pytest.mark.parametrize("code", [230011, 230031, 300020, 300030, 300040, 200310])
def test_a_card_that_cannot_be_replaced_any_more_is_left(code: int) -> None:
    stage = Stage()
    stage.feishu.lay(PATCH, refusal(code))
    with pytest.raises(RecipientUnreachable):
        must(_sending(stage).edit)("om_sent", CARD, PRESS)
