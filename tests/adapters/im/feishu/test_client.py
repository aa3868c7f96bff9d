"""One call: with a token that holds, at a pace that is allowed, and never twice where twice could hurt."""

from datetime import timedelta

import httpx
import pytest

from shared.adapters.im.feishu.client import PATIENCE, REPEATS
from shared.adapters.im.feishu.wire import BLOCKS, CHATS, SEND, call
from shared.core.errors import OutcomeUnknown, PlatformDenied, PlatformUnavailable
from tests.adapters.im.feishu.stage import Said, Stage, refusal, said
from tests.adapters.im.kit.clock import START

TOKEN = "auth/v3/tenant_access_token/internal"
CHATS_PATH = "im/v1/chats"
SEND_PATH = "im/v1/messages"
LIST = call(CHATS)
MESSAGE = call(SEND, query=(("receive_id_type", "open_id"),), body=b"{}", person="ou_1")
OK = said({"code": 0, "data": {"message_id": "om_1"}})


def _token(value: str, expire: object = 7200) -> Said:
    return said({"code": 0, "msg": "ok", "tenant_access_token": value, "expire": expire})


def _stage() -> Stage:
    stage = Stage()
    stage.feishu.lay(CHATS_PATH, OK).lay(SEND_PATH, OK)
    return stage


def test_one_token_serves_many_calls() -> None:
    stage = _stage()
    client = stage.client
    for _ in range(3):
        client.ask(LIST)
    (asked,) = stage.feishu.to(TOKEN)
    assert asked.json == {"app_id": "cli_us", "app_secret": "s3cret"}
    assert "authorization" not in asked.headers
    assert {one.headers["authorization"] for one in stage.feishu.to(CHATS_PATH)} == {"Bearer t-1"}
    assert client.calls == {"tenant_access_token": 1, "chats.list": 3}


@pytest.mark.parametrize(("minutes", "fetched"), [(89, 1), (90, 1), (91, 2), (119, 2), (121, 2)])
def test_a_token_is_fetched_again_when_less_than_half_an_hour_is_left(minutes: int, fetched: int) -> None:
    stage = _stage()
    client = stage.client
    client.ask(LIST)
    stage.clock.pass_(minutes * 60)
    client.ask(LIST)
    assert len(stage.feishu.to(TOKEN)) == fetched


def test_a_token_that_still_holds_is_used_while_no_new_one_can_be_had() -> None:
    stage = _stage()
    client = stage.client
    client.ask(LIST)
    stage.feishu.lay(TOKEN, said({}, 503))
    stage.clock.pass_(100 * 60)
    client.ask(LIST)
    stage.clock.pass_(20 * 60)
    with pytest.raises(PlatformUnavailable):
        client.ask(LIST)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("code", [99991663, 99991664, 99991665, 99991671])
def test_a_token_that_is_refused_is_replaced_once_whatever_the_status(code: int, status: int) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, _token("t-old"), _token("t-new")).lay(SEND_PATH, refusal(code, status), OK)
    assert stage.client.ask(MESSAGE).data["message_id"] == "om_1"
    assert [one.headers["authorization"] for one in stage.feishu.to(SEND_PATH)] == [
        "Bearer t-old",
        "Bearer t-new",
    ]


def test_a_new_token_that_is_refused_too_is_a_matter_for_operations() -> None:
    stage = _stage()
    stage.feishu.lay(CHATS_PATH, refusal(99991663))
    with pytest.raises(PlatformDenied):
        stage.client.ask(LIST)
    assert len(stage.feishu.to(CHATS_PATH)) == 2


@pytest.mark.parametrize("code", [10003, 10014, 10015, 99991543])
def test_wrong_credentials_are_named_and_not_tried_again(code: int) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, refusal(code, 200))
    with pytest.raises(PlatformDenied) as caught:
        stage.client.ask(MESSAGE)
    assert caught.value.missing == "app_id and app_secret"
    assert (len(stage.feishu.to(TOKEN)), stage.feishu.to(SEND_PATH)) == (1, [])


@pytest.mark.parametrize(
    "odd",
    [_token(""), _token("t 1"), _token("t-1\r\nX: y"), _token("令牌"), said({"code": 0}), said({}, 500)],
)
def test_what_is_no_token_sends_nothing(odd: Said) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, odd)
    with pytest.raises(PlatformUnavailable):
        stage.client.ask(MESSAGE)
    assert not stage.feishu.to(SEND_PATH)


def test_a_token_may_be_long() -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, _token("t-" + "x" * 9000))
    stage.client.ask(LIST)
    assert len(stage.feishu.to(CHATS_PATH)[0].headers["authorization"]) == 9009


@pytest.mark.parametrize("expire", [None, "soon", -5, 0, True])
def test_a_token_without_a_lifetime_is_used_once(expire: object) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, _token("t-1", expire))
    client = stage.client
    client.ask(LIST)
    client.ask(LIST)
    assert len(stage.feishu.to(TOKEN)) == 2


def test_neither_token_nor_secret_is_in_an_error_or_a_shown_setting() -> None:
    stage = _stage()
    stage.feishu.lay(CHATS_PATH, refusal(99991672, msg="t-1 s3cret"))
    with pytest.raises(PlatformDenied) as caught:
        stage.client.ask(LIST)
    shown = str(caught.value) + repr(caught.value) + repr(stage.settings) + caught.value.missing
    assert "t-1" not in shown
    assert "s3cret" not in shown


def test_a_reading_that_came_too_often_waits_as_told_and_comes_again() -> None:
    stage = _stage()
    stage.feishu.lay(
        CHATS_PATH, said("too_often", 429, x_ogw_ratelimit_reset="2"), said("too_often", 400), OK
    )
    stage.client.ask(LIST)
    assert stage.clock.waits == [2.0, 1.0]


def test_a_reading_gives_up_after_two_repeats_and_says_when() -> None:
    stage = _stage()
    stage.feishu.lay(CHATS_PATH, said("too_often", 429, x_ogw_ratelimit_reset="3"))
    with pytest.raises(PlatformUnavailable) as caught:
        stage.client.ask(LIST)
    assert caught.value.retry_after == 3.0
    assert len(stage.feishu.to(CHATS_PATH)) == 1 + REPEATS


def test_a_long_pause_is_left_to_the_next_run_and_nothing_is_asked_within_it() -> None:
    stage = _stage()
    stage.feishu.lay(CHATS_PATH, said("too_often", 429, x_ogw_ratelimit_reset="40"), OK)
    client = stage.client
    for _ in range(2):
        with pytest.raises(PlatformUnavailable) as caught:
            client.ask(LIST)
        assert caught.value.retry_after == 40.0
    assert len(stage.feishu.to(CHATS_PATH)) == 1
    stage.clock.pass_(40 - PATIENCE)
    client.ask(LIST)
    assert stage.clock.at == START + timedelta(seconds=40)


@pytest.mark.parametrize("code", [99991400, 230020])
def test_a_sending_that_came_too_often_was_certainly_not_sent_and_is_not_repeated_here(code: int) -> None:
    stage = _stage()
    stage.feishu.lay(SEND_PATH, refusal(code))
    with pytest.raises(PlatformUnavailable):
        stage.client.ask(MESSAGE)
    assert len(stage.feishu.to(SEND_PATH)) == 1


@pytest.mark.parametrize(
    "answer",
    [said({}, 500), said({}, 502), Said(b"", 504), Said(b"cut"), refusal(230049), httpx.ReadTimeout("")],
)
def test_a_sending_without_a_clear_answer_is_never_assumed_either_way(answer: Said | Exception) -> None:
    stage = _stage()
    stage.feishu.lay(SEND_PATH, answer)
    with pytest.raises(OutcomeUnknown):
        stage.client.ask(MESSAGE)
    assert len(stage.feishu.to(SEND_PATH)) == 1


def test_success_is_what_the_code_says_even_with_an_odd_status() -> None:
    stage = _stage()
    stage.feishu.lay(SEND_PATH, said({"code": 0, "data": {"message_id": "om_1"}}, 500))
    assert stage.client.ask(MESSAGE).data == {"message_id": "om_1"}


def test_pages_are_followed_only_while_there_are_more() -> None:
    stage = Stage()
    stage.feishu.lay(CHATS_PATH, said("chats_1"), said("chats_2"))
    assert len(list(stage.client.items(CHATS, size=100))) == 6
    assert [one.query.get("page_token") for one in stage.feishu.to(CHATS_PATH)] == [None, ["p2"]]


@pytest.mark.parametrize("token", ["", "p2", None])
def test_a_list_that_cannot_be_followed_to_its_end_is_not_taken_for_whole(token: str | None) -> None:
    stage = Stage()
    data = {"items": [], "has_more": True, "page_token": token}
    stage.feishu.lay(CHATS_PATH, said("chats_1"), said({"code": 0, "data": data}))
    with pytest.raises(PlatformUnavailable):
        list(stage.client.items(CHATS, size=100))


def test_calls_keep_within_their_share_of_the_limits() -> None:
    stage = Stage()
    path = "docx/v1/chats/oc_1/announcement/blocks"
    stage.feishu.lay(path, said({"code": 0, "data": {}}))
    client = stage.client
    for _ in range(21):
        client.ask(call(BLOCKS, "oc_1"))
    assert sum(stage.clock.waits) == pytest.approx(4.0)  # ten a second, half of it ours, five before any wait


@pytest.mark.parametrize(
    "address", ["https://open.feishu.cn", "https://open.larksuite.com", "http://127.0.0.1:80"]
)
def test_feishu_lark_and_a_simulator_on_loopback_are_the_same_adapter(address: str) -> None:
    stage = _stage()
    stage.settings = stage.settings._replace(base_url=address)
    stage.client.ask(LIST)
    assert stage.feishu.asked[0].path == TOKEN
