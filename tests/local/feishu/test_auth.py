"""Tokens and permissions, judged by the vendor's client."""

from http.client import HTTPConnection

import pytest
from lark_oapi.api.im.v1 import ListChatRequest

from local.feishu.options import Variants
from local.feishu.simulator import Feishu
from tests.local.feishu.conftest import Starter
from tests.local.feishu.sdk import Sdk

TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"


def token(simulator: Feishu, sdk: Sdk) -> tuple[str, int]:
    app = simulator.options.app
    _, said = sdk.raw("POST", TOKEN, {"app_id": app.id, "app_secret": app.secret})
    assert said["code"] == 0
    assert "data" not in said
    return said["tenant_access_token"], said["expire"]


def test_a_token_lasts_two_hours_and_is_the_same_while_half_an_hour_of_it_is_left(
    simulator: Feishu, sdk: Sdk
) -> None:
    first, left = token(simulator, sdk)
    simulator.clock.advance(5400)
    second, later = token(simulator, sdk)
    assert (first, left, later) == (second, 7200, 1800)


def test_with_less_than_half_an_hour_left_a_new_token_is_given_and_both_are_valid(
    simulator: Feishu, sdk: Sdk
) -> None:
    first, _ = token(simulator, sdk)
    simulator.clock.advance(5401)
    second, left = token(simulator, sdk)
    assert second != first
    assert left == 7200
    assert [get(simulator, each) for each in (first, second)] == [200, 200]
    simulator.clock.advance(1800)
    assert [get(simulator, each) for each in (first, second)] == [400, 200]


def get(simulator: Feishu, bearer: str) -> int:
    connection = HTTPConnection(simulator.base_url.removeprefix("http://"))
    connection.request("GET", "/open-apis/im/v1/chats", headers={"Authorization": f"Bearer {bearer}"})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply.status


@pytest.mark.parametrize("code", [10003, 10014])
def test_a_wrong_secret_is_told_in_a_successful_answer(started: Starter, code: int) -> None:
    simulator = started(variants=Variants(bad_secret=code))
    status, said = Sdk(simulator).raw("POST", TOKEN, {"app_id": simulator.options.app.id, "app_secret": "x"})
    assert (status, said["code"]) == (200, code)


def test_tokens_may_be_longer_than_four_kilobytes(started: Starter) -> None:
    simulator = started(variants=Variants(token_length=6000))
    assert len(token(simulator, Sdk(simulator))[0]) == 6000
    assert Sdk(simulator).ask("im.v1.chat.list", ListChatRequest).success()


@pytest.mark.parametrize("status", [200, 400])
def test_an_unknown_token_is_told_with_either_status(started: Starter, status: int) -> None:
    simulator = started(variants=Variants(bad_token_status=status))
    sdk = Sdk(simulator)
    assert sdk.ask("im.v1.chat.list", ListChatRequest).success()
    simulator.world.tokens.revoke()
    reply = sdk.ask("im.v1.chat.list", ListChatRequest)
    assert (reply.raw.status_code, reply.code) == (status, 99991663)


def test_no_token_and_a_token_of_another_kind_have_codes_of_their_own(simulator: Feishu) -> None:
    assert get(simulator, "") == 400
    assert get(simulator, "x-1") == 400
    assert simulator.calls.results == {"chat.list 99991661": 1, "chat.list 99991671": 1}


def test_a_missing_permission_is_named_in_the_text_and_as_a_list(simulator: Feishu, sdk: Sdk) -> None:
    simulator.world.scopes.clear()
    reply = sdk.ask("im.v1.chat.list", ListChatRequest)
    assert reply.code == 99991672
    assert "im:chat:readonly" in reply.msg
    assert {each["subject"] for each in reply.error["permission_violations"]} >= {
        "im:chat",
        "im:chat:readonly",
    }


def test_every_answer_has_the_id_that_the_vendor_s_support_asks_for(sdk: Sdk) -> None:
    assert sdk.ask("im.v1.chat.list", ListChatRequest).get_log_id()


def test_what_is_not_served_is_not_found(simulator: Feishu) -> None:
    connection = HTTPConnection(simulator.base_url.removeprefix("http://"))
    connection.request("GET", "/open-apis/im/v1/pins")
    assert connection.getresponse().status == 404
    connection.close()
