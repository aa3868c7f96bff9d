"""Who opened a page: where the browser is sent, and whom the code that it brings back stands for."""

from urllib.parse import parse_qs, urlsplit

import pytest

from shared.app.ports.im import Login
from shared.core.errors import LoginRefused, PlatformUnavailable
from tests.adapters.im.feishu.stage import ACCOUNTS, Stage, must, refusal, said

TOKEN, INFO = "authen/v2/oauth/token", "authen/v1/user_info"
BACK = "https://ours.test/login/feishu?next=a&b=c"


def _login(stage: Stage) -> Login:
    return must(stage.im.login)


def _stage() -> Stage:
    stage = Stage()
    stage.feishu.lay(TOKEN, said({"code": 0, "access_token": "u-1", "expires_in": 7200}))
    stage.feishu.lay(INFO, said({"code": 0, "data": {"open_id": "ou_owner", "name": "王芳"}}))
    return stage


def test_the_browser_is_sent_to_the_vendor_with_where_to_come_back_to_and_our_state() -> None:
    url = urlsplit(_login(Stage()).way(BACK, "s" * 128))
    assert f"{url.scheme}://{url.netloc}" == ACCOUNTS
    assert parse_qs(url.query) == {
        "client_id": ["cli_us"],
        "response_type": ["code"],
        "redirect_uri": [BACK],
        "state": ["s" * 128],
    }


def test_a_code_stands_for_an_account_and_nothing_else_is_taken_from_the_answer() -> None:
    stage = _stage()
    assert _login(stage).who("c-1", BACK) == "feishu:ou_owner"
    (asked,) = stage.feishu.to(TOKEN)
    assert asked.json == {
        "grant_type": "authorization_code",
        "client_id": "cli_us",
        "client_secret": "s3cret",
        "code": "c-1",
        "redirect_uri": BACK,
    }
    assert "authorization" not in asked.headers
    (asked,) = stage.feishu.to(INFO)
    assert asked.headers["authorization"] == "Bearer u-1"
    assert stage.feishu.to("auth/v3/tenant_access_token/internal") == [], "the app's own token is not wanted"


def test_a_person_s_token_is_used_once_and_not_kept() -> None:
    stage = _stage()
    login = _login(stage)
    login.who("c-1", BACK)
    login.who("c-2", BACK)
    assert [asked.json["code"] for asked in stage.feishu.to(TOKEN)] == ["c-1", "c-2"]


@pytest.mark.parametrize("code", [20003, 20004, 20008, 20010, 20024])
def test_a_code_that_stands_for_nobody_any_more_asks_for_another(code: int) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, refusal(code))
    with pytest.raises(LoginRefused) as caught:
        _login(stage).who("c-1", BACK)
    assert caught.value.code == str(code)
    assert stage.feishu.to(INFO) == []


@pytest.mark.parametrize("token", ["", "two words", "u-\n1", 7, None])
def test_an_answer_without_a_token_knows_nobody(token: object) -> None:
    stage = _stage()
    stage.feishu.lay(TOKEN, said({"code": 0, "access_token": token}))
    with pytest.raises(PlatformUnavailable):
        _login(stage).who("c-1", BACK)


@pytest.mark.parametrize("person", ["", "ou_\n", "o" * 300, 7, None])
def test_an_answer_without_an_id_knows_nobody(person: object) -> None:
    stage = _stage()
    stage.feishu.lay(INFO, said({"code": 0, "data": {"open_id": person}}))
    with pytest.raises(PlatformUnavailable):
        _login(stage).who("c-1", BACK)
