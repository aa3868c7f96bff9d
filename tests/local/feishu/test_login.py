"""Logging in with the simulated Feishu, through the product's own adapter."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest

from local.feishu.people import User
from local.feishu.simulator import Feishu
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Access
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.ports.im import Login
from shared.core.errors import LoginRefused, PlatformDenied

BACK = "https://pages.example.com/pages/in/feishu"


def login_with(simulator: Feishu, http: Http, **secret: str) -> Login:
    def now() -> datetime:
        return datetime.fromtimestamp(simulator.clock.now(), UTC)

    vendor = VENDORS_BY_ID["feishu"]
    assert vendor.connect is not None
    hosts = dict.fromkeys(vendor.hosts, simulator.base_url)
    access = Access(hosts, {**simulator.secret, **secret}, http, now, share=None)
    login = vendor.connect(access).login
    assert login is not None
    return login


@pytest.fixture
def http() -> Iterator[Http]:
    made = Http()
    yield made
    made.close()


@pytest.fixture
def login(simulator: Feishu, http: Http) -> Login:
    return login_with(simulator, http)


def asked(address: str) -> tuple[int, str, str]:
    """(status, where it leads, body)."""
    url = urlsplit(address)
    connection = HTTPConnection(url.netloc)
    connection.request("GET", f"{url.path}?{url.query}")
    answer = connection.getresponse()
    found = answer.status, answer.headers.get("Location", ""), answer.read().decode()
    connection.close()
    return found


def test_whoever_is_in_the_vendor_s_own_client_is_not_asked(simulator: Feishu, login: Login) -> None:
    person = next(iter(simulator.world.people.values()))
    status, to, _ = asked(simulator.through(login.way(BACK, "abc123"), person.id))
    assert (status, to.startswith(BACK)) == (302, True)
    with pytest.raises(KeyError, match="no such person"):
        simulator.through(login.way(BACK, "abc123"), "nobody")


def code_of(login: Login, user: User) -> str:
    status, to, _ = asked(f"{login.way(BACK, 'abc123')}&as={user.open_id}")
    assert status == 302
    assert to.startswith(BACK)
    said = parse_qs(urlsplit(to).query)
    assert said["state"] == ["abc123"]
    return said["code"][0]


def test_the_page_asks_who_sits_there(login: Login, owner: User) -> None:
    status, _, body = asked(login.way(BACK, "abc123"))
    assert status == 200
    assert owner.name in body


def test_a_code_says_whose_it_is_once(login: Login, owner: User) -> None:
    code = code_of(login, owner)
    assert login.who(code, BACK) == f"feishu:{owner.open_id}"
    with pytest.raises(LoginRefused):
        login.who(code, BACK)


def test_a_code_is_good_for_five_minutes(simulator: Feishu, login: Login, owner: User) -> None:
    code = code_of(login, owner)
    simulator.clock.advance(301)
    with pytest.raises(LoginRefused):
        login.who(code, BACK)


def test_a_code_that_nobody_gave_is_nobody_s(login: Login) -> None:
    with pytest.raises(LoginRefused):
        login.who("guessed", BACK)


def test_an_app_with_another_secret_is_told_nothing(
    simulator: Feishu, http: Http, login: Login, owner: User
) -> None:
    with pytest.raises(PlatformDenied):
        login_with(simulator, http, app_secret="another").who(code_of(login, owner), BACK)


def test_another_app_s_login_is_refused(simulator: Feishu, http: Http) -> None:
    other = login_with(simulator, http, app_id="cli_other").way(BACK, "abc123")
    assert asked(other)[0] == 400
