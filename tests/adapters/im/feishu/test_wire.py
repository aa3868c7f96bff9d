"""Every code of the vendor's has one meaning, and every meaning is an error that says what to do next."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.codes import READING, SENDING
from shared.adapters.im.feishu.wire import APIS, CHATS, SEND, call, error_of, json_bytes, read
from shared.adapters.im.kit.http import Answer
from shared.core.errors import (
    LetterRefused,
    NotVisible,
    OutcomeUnknown,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientUnreachable,
)
from tests.adapters.im.feishu.stage import sample

READINGS: dict[type[PlatformError], str] = {
    PlatformUnavailable: "99991400 230020 232019 99992402 230001 232001 232004 232097 1770001 1772006"
    " 1771001 1771002 1771003 1771004 1771005",
    PlatformDenied: "20002 20009 20048 10003 10014 10015 99991401 99991543 99991661 99991662 99991663 99991664 99991665 99991668"
    " 99991671 99991672 99991673 230006 230027 232025 232034 1772025 1772034",
    NotVisible: "230002 230073 230110 232002 232003 232006 232009 232010 232011 232033 232066 1770002 1770032 1772001"
    " 1772002 1772003 1772004 41050 41012 40004 43004 99992351 99992352 99992353 99992354 99992355 99992356 99992361",
}
SENDINGS: dict[type[PlatformError], str] = {
    RecipientUnreachable: "230002 230013 230018 230029 230034 230035 230038 230053 232009 99992351 99992352 99992353"
    " 99992354 99992355 99992356 99992361 230011 230031 200310 300020 300030 300040",
    PlatformUnavailable: "99991400 230020 232019",
    OutcomeUnknown: "230049 230001 99992402",
    LetterRefused: "230022 230025 230028 230054 230055 230075 230099 11311 232001 232004 232097 1770001 1772006",
    PlatformDenied: READINGS[PlatformDenied],
}


def _rows(table: dict[type[PlatformError], str]) -> list[tuple[str, type[PlatformError]]]:
    return [(code, kind) for kind, codes in table.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "kind"), _rows(READINGS))
def test_a_code_that_answers_a_reading(code: str, kind: type[PlatformError]) -> None:
    error = error_of("feishu", CHATS, read(Answer(400, {}, json_bytes({"code": int(code)}))))
    assert type(error) is kind
    assert error.code == code


@pytest.mark.parametrize(("code", "kind"), _rows(SENDINGS))
def test_a_code_that_answers_a_sending(code: str, kind: type[PlatformError]) -> None:
    assert type(error_of("feishu", SEND, read(Answer(400, {}, json_bytes({"code": int(code)}))))) is kind


def test_no_code_is_left_out_of_the_tables_above() -> None:
    assert {code for code, _ in _rows(READINGS)} == set(READING)
    assert {code for code, _ in _rows(SENDINGS)} == set(SENDING)


@given(st.integers(1, 10**9), st.sampled_from([200, 400, 403, 404, 500, 503]))
def test_a_code_that_nobody_knows_is_never_a_missing_fact_and_never_an_unsent_message(
    code: int, status: int
) -> None:
    answer = read(Answer(status, {}, json_bytes({"code": code})))
    if str(code) not in READING:
        assert type(error_of("feishu", CHATS, answer)) is PlatformUnavailable
    if str(code) not in SENDING:
        assert type(error_of("feishu", SEND, answer)) is OutcomeUnknown


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b'{"code":null}', b'{"code":true}', b"\xff", b"[" * 9999]
)
@pytest.mark.parametrize("status", [200, 302, 404, 500, 502])
def test_a_reply_that_is_no_envelope_proves_nothing(body: bytes, status: int) -> None:
    answer = read(Answer(status, {}, body))
    assert answer.code == ""
    assert type(error_of("feishu", CHATS, answer)) is PlatformUnavailable
    assert type(error_of("feishu", SEND, answer)) is OutcomeUnknown


def test_too_many_requests_without_a_body_are_still_too_many() -> None:
    error = error_of("feishu", SEND, read(Answer(429, {"x-ogw-ratelimit-reset": "3"}, b"")))
    assert isinstance(error, PlatformUnavailable)
    assert (error.retry_after, error.code) == (3.0, "HTTP 429")


def test_a_missing_scope_is_named_as_the_vendor_names_it() -> None:
    answer = read(Answer(400, {"x-tt-logid": "L1"}, json_bytes(sample("no_scope"))))
    error = error_of("feishu", CHATS, answer)
    assert isinstance(error, PlatformDenied)
    assert error.missing == "im:chat.announcement:read, im:chat"
    assert error.support_id == "L1"


@pytest.mark.parametrize(
    ("reply", "missing"),
    [
        ({"code": 99991672, "msg": "Access denied: [im:chat, im:chat:read], see https://x.test/a?b"}, "im:chat, im:chat:read"),
        ({"code": 99991672, "msg": "Access denied, see https://x.test/a?b"}, "im:chat:readonly"),
        ({"code": 99991672, "error": {"permission_violations": "none"}}, "im:chat:readonly"),
        ({"code": 99991672, "error": {"permission_violations": [{"subject": "<b>im</b>"}]}}, "im:chat:readonly"),
        ({"code": 10014, "msg": "app secret invalid"}, "app_id and app_secret"),
        ({"code": 99991401}, "IP 白名单 (IP allow-list)"),
    ],
)  # fmt: skip
def test_what_is_missing_is_always_named(reply: dict[str, object], missing: str) -> None:
    error = error_of("feishu", CHATS, read(Answer(400, {}, json_bytes(reply))))
    assert isinstance(error, PlatformDenied)
    assert error.missing == missing


def test_the_support_s_id_is_also_taken_from_the_body() -> None:
    assert read(Answer(400, {}, json_bytes(sample("no_scope")))).support_id == "20260921000000ABC"


def test_an_id_stays_one_piece_of_a_path() -> None:
    odd = call(
        next(api for api in APIS if api.name == "chats.get"), "../a?b#c/d", query=(("x", ""), ("y", "&"))
    )
    assert odd.url == "/open-apis/im/v1/chats/..%2Fa%3Fb%23c%2Fd?y=%26"


def test_half_a_character_does_not_keep_a_body_from_leaving() -> None:
    assert json.loads(json_bytes({"name": "\ud800 王"}))["name"] == "? 王"


def test_every_api_has_a_name_of_its_own() -> None:
    assert len({api.name for api in APIS}) == len(APIS)
